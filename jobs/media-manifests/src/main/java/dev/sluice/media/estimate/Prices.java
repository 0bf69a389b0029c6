package dev.sluice.media.estimate;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;

/** What computing and keeping cost. */
public record Prices(
        @Doc("name of the money, such as EUR") String currency,
        @Doc("price of an hour of one core") double perCpuHour,

        @Doc("price of keeping a GB (10^9 bytes) of output for as long as you reckon, such as twelve months' rent")
        @Preset("0")
        double perGb) {
    private static final double HOUR = 3600;
    private static final double GB = 1e9;

    public Prices {
        if (currency.isBlank()) {
            throw new InvalidSetting("currency", "is empty; such as EUR");
        }
        notNegative("per-cpu-hour", perCpuHour);
        notNegative("per-gb", perGb);
    }

    private static void notNegative(String key, double price) {
        if (!(price >= 0)) {
            throw new InvalidSetting(key, "is " + price + "; 0 or more is wanted");
        }
    }

    /** What an encode costs, in {@link #currency}. */
    public Quantiles of(Quantiles cpuSeconds, Quantiles outputBytes) {
        return cpuSeconds.times(perCpuHour / HOUR).plus(outputBytes.times(perGb / GB));
    }
}

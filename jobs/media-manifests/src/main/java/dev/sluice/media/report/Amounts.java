package dev.sluice.media.report;

import dev.sluice.run.ReportText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Numbers as people read them: three digits or so, each with its unit. */
final class Amounts {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double MINUTES = 60;
    private static final double SECONDS = 3600;
    /** What is less has a digit after the point, and does not become 10.0 by rounding. */
    private static final double ONE_DIGIT = 9.95;

    private Amounts() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String bytes(long bytes) {
        return (bytes < 0 ? "-" : "") + ReportText.bytes(Math.abs(bytes));
    }

    static String bytes(double bytes) {
        return bytes(Math.round(bytes));
    }

    /** Such as "3,100 h", "4.2 h", "12 min", "8 s". */
    static String hours(double hours) {
        if (hours >= 1) {
            return String.format(Locale.ROOT, hours >= ONE_DIGIT ? "%,.0f h" : "%.1f h", hours);
        }
        double minutes = hours * MINUTES;
        if (minutes >= 1) {
            return String.format(Locale.ROOT, "%.0f min", minutes);
        }
        double seconds = hours * SECONDS;
        return String.format(Locale.ROOT, seconds >= ONE_DIGIT || seconds == 0 ? "%.0f s" : "%.1f s", seconds);
    }

    static String money(double amount, String currency) {
        String number = String.format(Locale.ROOT, Math.abs(amount) >= ONE_DIGIT ? "%,.0f" : "%.2f", amount);
        return number + " " + Visible.whole(currency);
    }

    /** The range as text, the least first. */
    static String range(Range range, DoubleFunction<String> unit) {
        return unit.apply(range.p10()) + " … " + unit.apply(range.p90());
    }

    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** Such as "1 file", "1,204 files". */
    static String many(long number, String one) {
        return count(number) + " " + one + (number == 1 ? "" : "s");
    }
}

package dev.sluice.media.decide;

import dev.sluice.settings.InvalidSetting;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bits a second as FFmpeg writes them: 800k, 2.5M. */
final class BitRate {
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)([kM])");
    private static final BigDecimal MOST = BigDecimal.valueOf(10_000_000_000L);

    private BitRate() {}

    /** Throws {@link InvalidSetting} of the setting. */
    static long parse(String setting, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidSetting(setting, "\"" + text + "\" is no bit rate; write 800k or 2.5M");
        }
        BigDecimal factor = BigDecimal.valueOf(matcher.group(2).equals("k") ? 1_000 : 1_000_000);
        BigDecimal bits = new BigDecimal(matcher.group(1)).multiply(factor);
        if (bits.compareTo(MOST) > 0 || bits.signum() == 0) {
            throw new InvalidSetting(setting, "\"" + text + "\" is out of range; allowed is more than 0 to 10000M");
        }
        return bits.longValue();
    }
}

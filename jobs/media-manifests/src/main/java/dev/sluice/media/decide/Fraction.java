package dev.sluice.media.decide;

import dev.sluice.settings.InvalidSetting;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rate as a fraction of two whole numbers, such as 30000/1001. */
record Fraction(long over, long under) implements Comparable<Fraction> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(?:/(\\d{1,9}))?");

    /** Throws {@link InvalidSetting} of the setting. */
    static Fraction parse(String setting, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidSetting(setting, "\"" + text + "\" is no rate; write 30 or 30000/1001");
        }
        long over = Long.parseLong(matcher.group(1));
        long under = matcher.group(2) == null ? 1 : Long.parseLong(matcher.group(2));
        if (over == 0 || under == 0) {
            throw new InvalidSetting(setting, "\"" + text + "\" is no rate; both numbers are more than 0");
        }
        return new Fraction(over, under);
    }

    @Override
    public int compareTo(Fraction other) {
        return Long.compare(over * other.under, other.over * under);
    }

    @Override
    public String toString() {
        return over + "/" + under;
    }
}

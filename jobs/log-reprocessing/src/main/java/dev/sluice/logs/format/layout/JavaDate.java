package dev.sluice.logs.format.layout;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;
import java.util.Locale;

/** Times by a pattern of Java's SimpleDateFormat, for formats beside the layouts. */
public final class JavaDate {
    private JavaDate() {}

    /**
     * Compiles a pattern.
     *
     * @param zone of times that do not say theirs
     * @param locale of months and days of the week; ROOT is English in any case of letters
     * @throws Fault SETTINGS when it has a letter that cannot be read back, or no date
     */
    public static TimeParser of(String pattern, ZoneId zone, Locale locale) {
        DatePattern date = DatePattern.of(pattern);
        if (!date.dated()) {
            throw new Fault(Code.SETTINGS, "Cannot use time pattern: " + pattern + " (it needs a date)");
        }
        return new PatternDate(date, zone, locale);
    }
}

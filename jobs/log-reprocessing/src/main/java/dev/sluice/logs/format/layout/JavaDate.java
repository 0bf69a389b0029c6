package dev.sluice.logs.format.layout;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;

/** Times by a pattern of Java's SimpleDateFormat, for formats beside the layouts. */
public final class JavaDate {
    private JavaDate() {}

    /**
     * Compiles a pattern.
     *
     * @param zone of times that do not say theirs
     * @throws Fault SETTINGS when it has a letter that cannot be read back, or no date
     */
    public static TimeParser of(String pattern, ZoneId zone) {
        DatePattern date = DatePattern.of(pattern);
        if (!date.dated()) {
            throw new Fault(Code.SETTINGS, "Cannot use time pattern: " + pattern + " (it needs a date)");
        }
        return new PatternDate(date, zone);
    }
}

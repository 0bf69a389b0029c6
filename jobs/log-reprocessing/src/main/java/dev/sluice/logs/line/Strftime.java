package dev.sluice.logs.line;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/**
 * Times by a strftime(3) pattern: %d %e %b %h %B %m %Y %y %H %I %p %M %S %f (fraction) %z %Z (see {@link ZoneNames}) %s
 * %j, %T %D %F %R and literal text. Months and days of the week are English or those of a locale, AM and PM are English.
 * A year of two digits is from 1969 to 2068, as POSIX has it. Not thread-safe.
 */
public final class Strftime implements TimeParser {
    /** The time of the common log format, which is English everywhere. */
    public static final String COMMON = "%d/%b/%Y:%H:%M:%S %z";

    private static final Map<Character, String> SHORT =
            Map.of('T', "%H:%M:%S", 'D', "%m/%d/%y", 'F', "%Y-%m-%d", 'R', "%H:%M", 'h', "%b", 'e', "%d");
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String LETTERS = "dbBmYyHIpMSfzZsj%aA";

    private final String steps;
    private final LocalClock clock;
    private final ZoneNames zones = new ZoneNames();
    private final CalendarNames months;
    private final CalendarNames days;
    private int at;
    private int year;
    private int month;
    private int day;
    private int second;
    private int hour;
    private int half;
    private int micro;
    private int offset;
    private LocalClock named;
    private long epoch;

    private Strftime(String steps, ZoneId zone, Locale locale) {
        this.steps = steps;
        this.clock = new LocalClock(zone);
        boolean english = locale.equals(Locale.ROOT);
        this.months = english ? null : CalendarNames.months(locale);
        this.days = english ? null : CalendarNames.days(locale);
    }

    /**
     * Compiles a pattern.
     *
     * @throws Fault SETTINGS when the pattern has a letter that is not listed above
     */
    public static TimeParser of(String pattern, ZoneId zone) {
        return of(pattern, zone, Locale.ROOT);
    }

    /**
     * Compiles a pattern.
     *
     * @param locale of months and days of the week; ROOT is English in any case of letters
     * @throws Fault SETTINGS when the pattern has a letter that is not listed above
     */
    public static TimeParser of(String pattern, ZoneId zone, Locale locale) {
        boolean common = locale.equals(Locale.ROOT) && pattern.equals(COMMON);
        return common ? new CommonTime(zone) : general(pattern, zone, locale);
    }

    static Strftime general(String pattern, ZoneId zone, Locale locale) {
        String expanded = pattern;
        for (Map.Entry<Character, String> entry : SHORT.entrySet()) {
            expanded = expanded.replace("%" + entry.getKey(), entry.getValue());
        }
        for (int i = 0; i < expanded.length(); i++) {
            if (expanded.charAt(i) == '%') {
                i++;
                if (i == expanded.length() || LETTERS.indexOf(expanded.charAt(i)) < 0) {
                    throw new Fault(
                            Code.SETTINGS,
                            "Cannot use time pattern: " + pattern
                                    + " (allowed are %d %e %b %B %m %Y %y %H %I %p %M %S %f"
                                    + " %z %Z %s %j %T %D %F %R)");
                }
            }
        }
        return new Strftime(expanded, zone, locale);
    }

    @Override
    public long micros(byte[] line, int from, int to) {
        at = from;
        year = 1970;
        month = 1;
        day = 1;
        second = 0;
        hour = 0;
        half = -1;
        micro = 0;
        offset = LocalClock.NO_OFFSET;
        named = clock;
        epoch = BAD;
        for (int i = 0; i < steps.length(); i++) {
            char c = steps.charAt(i);
            boolean good = c == '%' ? step(steps.charAt(++i), line, to) : literal((byte) c, line, to);
            if (!good) {
                return BAD;
            }
        }
        if (at != to) {
            return BAD;
        }
        if (epoch != BAD) {
            return epoch * 1_000_000 + micro;
        }
        int hours = half < 0 ? hour : hour % 12 + 12 * half;
        return named.micros(year, month, day, hours * 3600 + second, micro, offset);
    }

    private boolean literal(byte c, byte[] line, int to) {
        return at < to && line[at++] == c;
    }

    private boolean step(char letter, byte[] line, int to) {
        return switch (letter) {
            case 'd' -> (day = digits(line, to, 2)) > 0;
            case 'm' -> (month = digits(line, to, 2)) > 0;
            case 'Y' -> (year = digits(line, to, 4)) > 0;
            case 'y' -> century(digits(line, to, 2));
            case 'j' -> dayOfYear(digits(line, to, 3));
            case 'H', 'I' -> (hour = digits(line, to, 2)) >= 0 && hour < 24;
            case 'M' -> seconds(digits(line, to, 2), 59, 60);
            case 'S' -> seconds(digits(line, to, 2), 60, 1);
            default -> rare(letter, line, to);
        };
    }

    private boolean century(int value) {
        year = value < 69 ? 2000 + value : 1900 + value;
        return value >= 0;
    }

    private boolean seconds(int value, int most, int unit) {
        second += value * unit;
        return value >= 0 && value <= most;
    }

    private boolean rare(char letter, byte[] line, int to) {
        return switch (letter) {
            case 'b' ->
                months == null
                        ? (month = month(line, at, to)) > 0 && (at += 3) > 0
                        : (month = local(months, line, to)) > 0;
            case 'B' ->
                months == null
                        ? (month = month(line, at, to)) > 0 && letters(line, to) > 0
                        : (month = local(months, line, to)) > 0;
            case 'a', 'A' -> days == null ? letters(line, to) > 0 : local(days, line, to) > 0;
            case 'p' -> (half = at < to ? "AaPp".indexOf(line[at]) / 2 : -1) >= 0 && letters(line, to) == 2;
            case 'f' -> fraction(line, to);
            case 'z' -> zone(line, to);
            case 'Z' -> zoneName(line, to);
            case 's' -> epoch(line, to);
            default -> literal((byte) '%', line, to);
        };
    }

    private boolean dayOfYear(int value) {
        long first = java.time.LocalDate.of(year, 1, 1).toEpochDay();
        java.time.LocalDate date = java.time.LocalDate.ofEpochDay(first + value - 1);
        month = date.getMonthValue();
        day = date.getDayOfMonth();
        return value > 0 && date.getYear() == year;
    }

    private boolean epoch(byte[] line, int to) {
        int start = at;
        while (at < to && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        epoch = at - start > 12 ? BAD : Digits.whole(line, start, at);
        return epoch != BAD;
    }

    private boolean fraction(byte[] line, int to) {
        int unit = 100_000;
        int start = at;
        while (at < to && line[at] >= '0' && line[at] <= '9') {
            micro += (line[at++] - '0') * unit;
            unit /= 10;
        }
        return at > start;
    }

    private boolean zone(byte[] line, int to) {
        if (at < to && line[at] == 'Z') {
            at++;
            offset = 0;
            return true;
        }
        int colon = at + 3 < to && line[at + 3] == ':' ? 1 : 0;
        offset = ZoneNames.offset(line, at, Math.min(to, at + 5 + colon));
        at += 5 + colon;
        return offset != LocalClock.NO_OFFSET;
    }

    /** A month or a day of the week by its name, or -1. */
    private int local(CalendarNames names, byte[] line, int to) {
        int found = names.find(line, at, to);
        at += found == CalendarNames.NONE ? 0 : CalendarNames.length(found);
        return found == CalendarNames.NONE ? -1 : CalendarNames.number(found);
    }

    private boolean zoneName(byte[] line, int to) {
        int end = ZoneNames.end(line, at, to);
        named = zones.clock(line, at, end);
        at = end;
        return named != null;
    }

    private int letters(byte[] line, int to) {
        int start = at;
        while (at < to && Character.isLetter(line[at])) {
            at++;
        }
        return at - start;
    }

    /** One to {@code most} digits; a blank may stand for a leading zero. */
    private int digits(byte[] line, int to, int most) {
        int end = Math.min(to, at + most);
        int start = at < end && line[at] == ' ' ? at + 1 : at;
        at = start;
        while (at < end && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        return Digits.small(line, start, at);
    }

    /** 1 to 12 for the first three letters of an English month, in any case, or -1. */
    public static int month(byte[] line, int from, int to) {
        if (to - from < 3) {
            return -1;
        }
        for (int i = 0; i < 36; i += 3) {
            if ((line[from] | 0x20) == MONTHS.charAt(i)
                    && (line[from + 1] | 0x20) == MONTHS.charAt(i + 1)
                    && (line[from + 2] | 0x20) == MONTHS.charAt(i + 2)) {
                return i / 3 + 1;
            }
        }
        return -1;
    }
}

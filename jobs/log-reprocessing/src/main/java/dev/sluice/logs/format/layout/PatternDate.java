package dev.sluice.logs.format.layout;

import dev.sluice.logs.line.CalendarNames;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.LocalClock;
import dev.sluice.logs.line.Strftime;
import dev.sluice.logs.line.ZoneNames;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Reads a {@link DatePattern}. A pattern without a date gives the micros since midnight. A name of a zone that
 * {@link ZoneNames} does not know is no time. Not thread-safe.
 */
final class PatternDate implements DateReader {
    private static final int BAD_OFFSET = Integer.MIN_VALUE;

    private final DatePattern.Step[] steps;
    private final boolean dated;
    private final LocalClock clock;
    private final ZoneNames zones = new ZoneNames();
    private final CalendarNames months;
    private final CalendarNames days;
    private LocalClock named;
    private int at;
    private int year;
    private int month;
    private int day;
    private int yearDay;
    private int hour;
    private int half = -1;
    private int minute;
    private int second;
    private int micro;
    private int offset = LocalClock.NO_OFFSET;
    private long epoch = BAD;

    /** @param locale of months and days of the week; ROOT is English in any case of letters */
    PatternDate(DatePattern pattern, ZoneId zone, Locale locale) {
        boolean english = locale.equals(Locale.ROOT);
        this.months = english ? null : CalendarNames.months(locale);
        this.days = english ? null : CalendarNames.days(locale);
        this.steps = pattern.steps().toArray(DatePattern.Step[]::new);
        this.dated = pattern.dated();
        this.clock = new LocalClock(zone);
        this.named = clock;
    }

    @Override
    public int end(byte[] line, int from, int to) {
        at = from;
        micro = 0;
        for (DatePattern.Step step : steps) {
            boolean good = step.letter() == '\''
                    ? at < to && line[at++] == (byte) step.count()
                    : step(step.letter(), step.count(), line, to);
            if (!good) {
                return -1;
            }
        }
        return at;
    }

    @Override
    public long micros(byte[] line, int from, int to) {
        if (end(line, from, to) != to) {
            return BAD;
        }
        if (epoch != BAD) {
            return epoch;
        }
        int hours = half < 0 ? hour : hour % 12 + 12 * half;
        boolean noHour = half < 0 ? hour > 23 : hour > 12;
        if (noHour || minute > 59 || second > 60 || offset == BAD_OFFSET || named == null) {
            return BAD;
        }
        if (yearDay > 0) {
            dayOfYear();
        }
        int seconds = hours * 3600 + minute * 60 + second;
        return dated ? named.micros(year, month, day, seconds, micro, offset) : seconds * 1_000_000L + micro;
    }

    private boolean step(char letter, int count, byte[] line, int to) {
        return switch (letter) {
            case 'y' -> (year = number(count == 2 ? 2 : 4, count == 2 ? 2 : 4, line, to)) >= 0 && century(count);
            case 'M' -> count > 2 ? monthName(count, line, to) : (month = number(count, 2, line, to)) >= 0;
            case 'd' -> (day = number(count, 2, line, to)) >= 0;
            case 'H', 'k', 'h', 'K' -> (hour = number(count, 2, line, to)) >= 0 && (letter != 'k' || midnight());
            case 'm' -> (minute = number(count, 2, line, to)) >= 0;
            case 's' -> (second = number(count, 2, line, to)) >= 0;
            case 'S', 'n' -> fraction(count, line, to);
            case 'D' -> (yearDay = number(count, 3, line, to)) >= 0;
            default -> rare(letter, line, to);
        };
    }

    private boolean rare(char letter, byte[] line, int to) {
        return switch (letter) {
            case 'a' -> (half = at < to ? "AaPp".indexOf(line[at]) / 2 : -1) >= 0 && letters(line, to) == 2;
            case 'E' -> days == null ? letters(line, to) > 0 : local(days, line, to) > 0;
            case 'z', 'V' -> zoneName(line, to);
            case 'Z', 'X', 'x' -> zone(line, to);
            default -> epoch(letter == '1' ? 1_000_000 : 1_000, line, to);
        };
    }

    private boolean century(int count) {
        year += count != 2 ? 0 : year < 69 ? 2000 : 1900;
        return true;
    }

    private boolean midnight() {
        hour = hour == 24 ? 0 : hour;
        return true;
    }

    /** At least {@code least} digits and at most as many as given or as {@code least}, or -1. */
    private int number(int least, int most, byte[] line, int to) {
        int start = at;
        int end = Math.min(to, at + Math.max(least, most));
        while (at < end && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        return at - start < Math.min(least, 9) ? -1 : Digits.small(line, start, Math.min(at, start + 9));
    }

    private boolean fraction(int count, byte[] line, int to) {
        int unit = 100_000;
        int start = at;
        int end = Math.min(to, at + count);
        while (at < end && line[at] >= '0' && line[at] <= '9') {
            micro += (line[at++] - '0') * unit;
            unit /= 10;
        }
        return at - start == count;
    }

    /** A month or a day of the week by its name, or -1. */
    private int local(CalendarNames names, byte[] line, int to) {
        int found = names.find(line, at, to);
        at += found == CalendarNames.NONE ? 0 : CalendarNames.length(found);
        return found == CalendarNames.NONE ? -1 : CalendarNames.number(found);
    }

    private boolean monthName(int count, byte[] line, int to) {
        if (months != null) {
            month = local(months, line, to);
            return month > 0;
        }
        month = Strftime.month(line, at, to);
        int start = at;
        return letters(line, to) >= 3 && month > 0 && (count > 3 || shortName(start));
    }

    /** Java writes Sept in some locales; no other name of four letters is short. */
    private boolean shortName(int start) {
        return at - start == 3 || (at - start == 4 && month == 9);
    }

    private void dayOfYear() {
        LocalDate date = LocalDate.of(year, 1, 1).plusDays(yearDay - 1L);
        month = date.getYear() == year ? date.getMonthValue() : -1;
        day = date.getDayOfMonth();
    }

    private boolean epoch(int scale, byte[] line, int to) {
        int start = at;
        while (at < to && at - start < 14 && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        epoch = at == start ? BAD : Digits.whole(line, start, at) * scale;
        return epoch != BAD;
    }

    /** Z, hh, hhmm or hh:mm with a sign. */
    private boolean zone(byte[] line, int to) {
        if (at < to && line[at] == 'Z') {
            at++;
            offset = 0;
            return true;
        }
        int start = at++;
        if (start >= to || (line[start] != '+' && line[start] != '-')) {
            return false;
        }
        int hours = number(2, 2, line, to);
        int colon = at < to && line[at] == ':' ? 1 : 0;
        boolean minutes = at + colon + 2 <= to && Digits.small(line, at + colon, at + colon + 2) >= 0;
        int rest = minutes ? Digits.small(line, at + colon, at + colon + 2) : 0;
        at += minutes ? colon + 2 : 0;
        int seconds = hours * 3600 + rest * 60;
        offset = hours > 18 || rest > 59 ? BAD_OFFSET : line[start] == '-' ? -seconds : seconds;
        return hours >= 0;
    }

    private boolean zoneName(byte[] line, int to) {
        int start = at;
        at = ZoneNames.end(line, start, to);
        named = zones.clock(line, start, at);
        return at > start;
    }

    private int letters(byte[] line, int to) {
        int start = at;
        while (at < to && ((line[at] | 0x20) >= 'a' && (line[at] | 0x20) <= 'z')) {
            at++;
        }
        return at - start;
    }
}

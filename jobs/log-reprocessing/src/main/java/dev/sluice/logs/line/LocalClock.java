package dev.sluice.logs.line;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;

/**
 * From the reading of a wall clock to a moment. Where a zone's clock was put forward, a reading that never was is
 * shifted forward by the gap (02:30 is 03:30); where it was put back, a reading that was twice is the earlier one, with
 * the offset before the change: what java.time does. Remembers the last day and hour. Not thread-safe.
 */
public final class LocalClock {
    /** No offset in the text: the zone decides. */
    public static final int NO_OFFSET = Integer.MAX_VALUE;

    private static final long MICROS = 1_000_000L;

    private final ZoneId zone;
    private final ZoneRules rules;
    private int cachedDate = -1;
    private long cachedDay;
    private long cachedHour = Long.MIN_VALUE;
    private long cachedOffset;

    public LocalClock(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    /**
     * The moment of a reading.
     *
     * @param offset seconds east of UTC, or NO_OFFSET
     * @return micros, or {@link TimeParser#BAD} when there is no such date or time
     */
    public long micros(int year, int month, int day, int secondOfDay, int micro, int offset) {
        long epochDay = epochDay(year, month, day);
        if (epochDay == TimeParser.BAD || secondOfDay < 0 || secondOfDay > 86_400) {
            return TimeParser.BAD;
        }
        long local = epochDay * 86_400 + secondOfDay;
        long second = local - (offset == NO_OFFSET ? offsetAt(local) : offset);
        return second * MICROS + micro;
    }

    private long epochDay(int year, int month, int day) {
        if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
            return TimeParser.BAD;
        }
        int date = year << 9 | month << 5 | day;
        if (date != cachedDate) {
            try {
                cachedDay = LocalDate.of(year, month, day).toEpochDay();
                cachedDate = date;
            } catch (DateTimeException e) {
                return TimeParser.BAD;
            }
        }
        return cachedDay;
    }

    private long offsetAt(long local) {
        long hour = Math.floorDiv(local, 3600L);
        if (hour == cachedHour) {
            return cachedOffset;
        }
        LocalDateTime start = LocalDateTime.ofEpochSecond(hour * 3600, 0, ZoneOffset.UTC);
        LocalDateTime end = start.plusSeconds(3599);
        boolean steady = rules.getValidOffsets(start).size() == 1
                && rules.getValidOffsets(start).equals(rules.getValidOffsets(end));
        if (steady) {
            cachedHour = hour;
            cachedOffset = rules.getValidOffsets(start).get(0).getTotalSeconds();
            return cachedOffset;
        }
        LocalDateTime reading = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
        return local - ZonedDateTime.ofLocal(reading, zone, null).toEpochSecond();
    }
}

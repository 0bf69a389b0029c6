package dev.sluice.logs.line;

import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;

/**
 * Times without a year, such as {@code Oct 11 22:14:15}. The year is the latest that does not put the moment more than
 * a day behind the time at which the file was last written: a clock may be ahead of another, and a zone ahead of UTC. A
 * 29 February is in the latest leap year. Gaps and overlaps of the zone's clock are those of {@link LocalClock}.
 * Remembers the year of the last month and day. Not thread-safe.
 */
public final class YearlessTime {
    /** Two leap years are at most eight years apart, for 2100 is none. */
    private static final int MOST_YEARS = 8;

    /** Microseconds that a line may be behind its file. */
    static final long DAY = 86_400_000_000L;

    private final ZoneId zone;
    private final LocalClock clock;
    private boolean known;
    private long limit;
    private int latest;
    private int cachedDate = -1;
    private int cachedYear;

    public YearlessTime(ZoneId zone) {
        this.zone = zone;
        this.clock = new LocalClock(zone);
    }

    /** Begins a file that was written to its end at {@code written} microseconds since the epoch. */
    public void begin(long written) {
        known = true;
        limit = written + DAY;
        latest = Instant.ofEpochSecond(Math.floorDiv(limit, 1_000_000L))
                .atZone(zone)
                .getYear();
        cachedDate = -1;
    }

    /**
     * The moment of a reading.
     *
     * @return micros, or {@link TimeParser#BAD} when no file was begun or there is no such date or time
     */
    public long micros(int month, int day, int secondOfDay, int micro) {
        boolean isDate =
                month >= 1 && month <= 12 && day >= 1 && day <= Month.of(month).maxLength();
        if (!known || !isDate) {
            return TimeParser.BAD;
        }
        int date = month << 5 | day;
        for (int year = date == cachedDate ? cachedYear : latest; year >= latest - MOST_YEARS; year--) {
            long moment = clock.micros(year, month, day, secondOfDay, micro, LocalClock.NO_OFFSET);
            if (moment != TimeParser.BAD && moment <= limit) {
                remember(date, year, month, day);
                return moment;
            }
        }
        return TimeParser.BAD;
    }

    /** Not the day that the limit is in: its earlier hours may be of the next year. */
    private void remember(int date, int year, int month, int day) {
        if (date == cachedDate) {
            return;
        }
        long next = clock.micros(year + 1, month, day, 0, 0, LocalClock.NO_OFFSET);
        if (next == TimeParser.BAD || next > limit) {
            cachedDate = date;
            cachedYear = year;
        }
    }
}

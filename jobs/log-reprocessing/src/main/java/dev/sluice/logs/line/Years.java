package dev.sluice.logs.line;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Dates the times without a year of one file after another: by when the file was written, as {@link YearlessTime}, and where
 * its last line is known, in the year of that one or in so many before it as the year still changes up to there. The earlier
 * of the two counts. Not thread-safe.
 */
public final class Years {
    /** Of a line that has no day, or a year with it. */
    public static final int NO_DAY = -1;

    private static final int MONTH = 31;
    private static final int HALF_A_YEAR = 6 * MONTH;
    private static final byte[] ROLL_OVER = "roll-over".getBytes(US_ASCII);

    private final ZoneId zone;
    private final YearlessTime byFile;
    private final YearlessTime byYear;
    private byte[] evidence = {};
    private byte[] source = {};
    private boolean rolls;
    private int left;
    private int lastYear;
    private int begun;
    private int before;

    public Years(ZoneId zone) {
        this.zone = zone;
        this.byFile = new YearlessTime(zone);
        this.byYear = new YearlessTime(zone);
    }

    /** A day of any year, {@link #NO_DAY} where it is none. */
    public static int day(int month, int day) {
        return month < 1 || month > 12 || day < 1 || day > MONTH ? NO_DAY : month * MONTH + day - 1;
    }

    /**
     * How the year changes from one line to the next: 1 where the day goes back by more than half a year, as from December to
     * January, -1 where it goes forward so far, as from a clock that was not set, or between lines of New Year that are not in
     * order.
     */
    public static int change(int from, int to) {
        if (from - to > HALF_A_YEAR) {
            return 1;
        }
        return to - from > HALF_A_YEAR ? -1 : 0;
    }

    /** Begins a file. */
    public void begin(LastWritten file) {
        evidence = file.by().toString().getBytes(US_ASCII);
        byFile.begin(file.micros());
        rolls = false;
    }

    /** As {@link YearlessLines#rollOvers}. */
    public void rollOvers(int changes, int last) {
        long end = byFile.micros(last / MONTH, last % MONTH + 1, 0, 0);
        rolls = changes >= 0 && end != TimeParser.BAD;
        left = changes;
        before = NO_DAY;
        begun = Integer.MIN_VALUE;
        lastYear = rolls
                ? Instant.ofEpochSecond(Math.floorDiv(end, 1_000_000L))
                        .atZone(zone)
                        .getYear()
                : 0;
    }

    /** The moment of a reading in microseconds, or {@link TimeParser#BAD}; asked for each line in its order. */
    public long micros(int month, int day, int secondOfDay, int micro) {
        source = evidence;
        long moment = byFile.micros(month, day, secondOfDay, micro);
        if (!rolls || moment == TimeParser.BAD) {
            return moment;
        }
        int now = day(month, day);
        left -= before == NO_DAY ? 0 : change(before, now);
        before = now;
        if (begun != left) {
            begun = left;
            byYear.begin(endOf(lastYear - left));
        }
        long rolled = byYear.micros(month, day, secondOfDay, micro);
        if (rolled >= moment || rolled == TimeParser.BAD) {
            return moment;
        }
        source = ROLL_OVER;
        return rolled;
    }

    /** When a file is written of which the last lines are of that year's end, whatever the clocks. */
    private long endOf(int year) {
        long next = LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toEpochSecond() * 1_000_000;
        return next - YearlessTime.DAY - 1;
    }

    /** What told the year of the last moment. */
    public byte[] source() {
        return source;
    }
}

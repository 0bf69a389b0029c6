package dev.sluice.logs.format.klog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.LocalClock;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** What the lines at a file's beginning say: when it was created, which dates its lines. Not thread-safe. */
final class FileHeader {
    private static final byte[] CREATED = "Log file created at: ".getBytes(US_ASCII);
    private static final byte[] UTC = "UTC".getBytes(US_ASCII);
    private static final byte[][] OTHERS = Stream.of(
                    "Running on machine: ",
                    "Application fingerprint: ",
                    "Running duration (h:mm:ss): ",
                    "Binary: Built with ",
                    "Previous log: ",
                    "Log line format: [IWEF]")
            .map(text -> text.getBytes(US_ASCII))
            .toArray(byte[][]::new);
    private static final int TIME = "2022/03/28 23:36:49".length();
    private static final long DAY = 86_400_000_000L;
    private static final int NONE = -1;

    private final LocalClock zoned;
    private final LocalClock utc = new LocalClock(ZoneOffset.UTC);
    private LocalClock clock;
    private long earliest;
    private int year;
    private int cachedDate;
    private int cachedYear;

    FileHeader(ZoneId zone) {
        this.zoned = new LocalClock(zone);
        begin();
    }

    /** Begins a file. */
    void begin() {
        clock = zoned;
        year = NONE;
        cachedDate = NONE;
    }

    static boolean is(byte[] line, int from, int to) {
        if (Bytes.startsWith(line, from, to, CREATED)) {
            return true;
        }
        for (byte[] other : OTHERS) {
            if (Bytes.startsWith(line, from, to, other)) {
                return true;
            }
        }
        return false;
    }

    /** Takes one of these lines. */
    void take(byte[] line, int from, int to) {
        int at = from + CREATED.length;
        if (!Bytes.startsWith(line, from, to, CREATED) || to - at < TIME) {
            return;
        }
        boolean inUtc = Bytes.startsWith(line, Bytes.skipBlanks(line, at + TIME, to), to, UTC);
        clock = inUtc ? utc : zoned;
        year = Digits.small(line, at, at + 4);
        int second = secondOfDay(line, at + 11, at + TIME);
        int month = Digits.small(line, at + 5, at + 7);
        long created = clock.micros(year, month, Digits.small(line, at + 8, at + 10), second, 0, LocalClock.NO_OFFSET);
        year = created == TimeParser.BAD ? NONE : year;
        earliest = created - DAY;
        cachedDate = NONE;
    }

    /** The clock that the lines' times are read from. */
    LocalClock clock() {
        return clock;
    }

    /** Whether it is known when the file was created. */
    boolean dates() {
        return year != NONE;
    }

    /** The moment of a time without a year, or {@link TimeParser#BAD}. */
    long micros(int month, int day, int secondOfDay, int micro) {
        int date = month << 5 | day;
        for (int of = date == cachedDate ? cachedYear : year - 1; of <= year + 1; of++) {
            long moment = clock.micros(of, month, day, secondOfDay, micro, LocalClock.NO_OFFSET);
            if (moment != TimeParser.BAD && moment >= earliest) {
                // The earliest day itself is in two years by its hours.
                if (moment - DAY >= earliest) {
                    cachedDate = date;
                    cachedYear = of;
                }
                return moment;
            }
        }
        return TimeParser.BAD;
    }

    /** Of {@code 23:36:49}; -1 where it is none. */
    static int secondOfDay(byte[] line, int from, int to) {
        if (to - from < 8 || line[from + 2] != ':' || line[from + 5] != ':') {
            return -1;
        }
        int hour = Digits.small(line, from, from + 2);
        int minute = Digits.small(line, from + 3, from + 5);
        int second = Digits.small(line, from + 6, from + 8);
        boolean good = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
        return good ? hour * 3600 + minute * 60 + second : -1;
    }
}

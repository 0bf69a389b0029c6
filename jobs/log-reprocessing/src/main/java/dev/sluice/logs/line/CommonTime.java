package dev.sluice.logs.line;

import java.time.ZoneId;
import java.util.Locale;

/**
 * The time of most access logs, {@code 10/Oct/2000:13:55:36 -0700}, by fixed places. Anything else goes the general
 * way. Not thread-safe.
 */
public final class CommonTime implements TimeParser {
    private static final int LENGTH = 26;

    private final Strftime general;
    private final LocalClock clock;
    private final byte[] cached = new byte[LENGTH];
    private long cachedMidnight = BAD;

    public CommonTime(ZoneId zone) {
        this.general = Strftime.general("%d/%b/%Y:%H:%M:%S %z", zone, Locale.ROOT);
        this.clock = new LocalClock(zone);
    }

    @Override
    public long micros(byte[] line, int from, int to) {
        if (to - from != LENGTH || line[from + 11] != ':' || line[from + 14] != ':' || line[from + 17] != ':') {
            return general.micros(line, from, to);
        }
        if (!sameDay(line, from)) {
            cachedMidnight = midnight(line, from, to);
            System.arraycopy(line, from, cached, 0, LENGTH);
        }
        if (cachedMidnight == BAD) {
            return general.micros(line, from, to);
        }
        int hour = two(line, from + 12);
        int minute = two(line, from + 15);
        int second = two(line, from + 18);
        if (hour > 23 || minute > 59 || second > 60) {
            return BAD;
        }
        return cachedMidnight + (hour * 3600 + minute * 60 + second) * 1_000_000L;
    }

    private boolean sameDay(byte[] line, int from) {
        for (int i = 0; i < 12; i++) {
            if (line[from + i] != cached[i]) {
                return false;
            }
        }
        for (int i = 20; i < LENGTH; i++) {
            if (line[from + i] != cached[i]) {
                return false;
            }
        }
        return true;
    }

    private long midnight(byte[] line, int from, int to) {
        int offset = ZoneNames.offset(line, from + 21, to);
        if (line[from + 2] != '/'
                || line[from + 6] != '/'
                || line[from + 20] != ' '
                || offset == LocalClock.NO_OFFSET) {
            return BAD;
        }
        int year = Digits.small(line, from + 7, from + 11);
        int month = Strftime.month(line, from + 3, from + 6);
        return clock.micros(year, month, Digits.small(line, from, from + 2), 0, 0, offset);
    }

    /** Two digits, or something large. */
    private static int two(byte[] line, int at) {
        int tens = line[at] - '0';
        int ones = line[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 1000 : tens * 10 + ones;
    }
}

package dev.sluice.logs.format.haproxy;

import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.LocalClock;
import dev.sluice.logs.line.Strftime;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;

/** HAProxy's {@code 06/Feb/2009:12:12:51.443}, by fixed places; without milliseconds in old versions. Not thread-safe. */
final class AcceptDate implements TimeParser {
    private static final int SECONDS = 20;

    private final LocalClock clock;

    AcceptDate(ZoneId zone) {
        this.clock = new LocalClock(zone);
    }

    /** Whether line[from, to) is a date by the places of its marks. */
    static boolean is(byte[] line, int from, int to) {
        return to - from >= SECONDS
                && line[from + 2] == '/'
                && line[from + 6] == '/'
                && line[from + 11] == ':'
                && line[from + 14] == ':'
                && line[from + 17] == ':';
    }

    @Override
    public long micros(byte[] line, int from, int to) {
        int hour = Digits.small(line, from + 12, from + 14);
        int minute = Digits.small(line, from + 15, from + 17);
        int second = Digits.small(line, from + 18, from + SECONDS);
        int micro = fraction(line, from + SECONDS, to);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 || micro < 0) {
            return BAD;
        }
        int day = Digits.small(line, from, from + 2);
        int month = Strftime.month(line, from + 3, from + 6);
        int year = Digits.small(line, from + 7, from + 11);
        return clock.micros(year, month, day, hour * 3600 + minute * 60 + second, micro, LocalClock.NO_OFFSET);
    }

    private static int fraction(byte[] line, int from, int to) {
        if (from == to) {
            return 0;
        }
        int millis = to - from == 4 && line[from] == '.' ? Digits.small(line, from + 1, to) : -1;
        return millis < 0 ? -1 : millis * 1000;
    }
}

package dev.sluice.logs.line;

import java.time.ZoneId;

/**
 * ISO 8601 as logs write it: {@code 2026-01-31T12:34:56}, T or a blank, seconds and a fraction (point or comma)
 * optional, then Z, {@code +hh:mm}, {@code +hhmm} or nothing, which leaves it to the zone. A date alone is its
 * midnight. Not thread-safe.
 */
public final class IsoTime implements TimeParser {
    private final LocalClock clock;

    public IsoTime(ZoneId zone) {
        this.clock = new LocalClock(zone);
    }

    @Override
    public long micros(byte[] line, int from, int to) {
        int length = to - from;
        if (length < 10 || line[from + 4] != '-' || line[from + 7] != '-') {
            return BAD;
        }
        int year = Digits.small(line, from, from + 4);
        int month = Digits.small(line, from + 5, from + 7);
        int day = Digits.small(line, from + 8, from + 10);
        if (length == 10) {
            return clock.micros(year, month, day, 0, 0, LocalClock.NO_OFFSET);
        }
        if (length < 16 || (line[from + 10] != 'T' && line[from + 10] != ' ') || line[from + 13] != ':') {
            return BAD;
        }
        int hour = Digits.small(line, from + 11, from + 13);
        int minute = Digits.small(line, from + 14, from + 16);
        int second = 0;
        int at = from + 16;
        if (at + 3 <= to && line[at] == ':') {
            second = Digits.small(line, at + 1, at + 3);
            at += 3;
        }
        int micro = 0;
        if (at < to && (line[at] == '.' || line[at] == ',')) {
            int unit = 100_000;
            for (at++; at < to && line[at] >= '0' && line[at] <= '9'; at++) {
                micro += (line[at] - '0') * unit;
                unit /= 10;
            }
        }
        int offset = offset(line, at, to);
        if (offset == Integer.MIN_VALUE || bad(hour, 23) || bad(minute, 59) || bad(second, 60)) {
            return BAD;
        }
        return clock.micros(year, month, day, hour * 3600 + minute * 60 + second, micro, offset);
    }

    /** Integer.MIN_VALUE when it is none. */
    private static int offset(byte[] line, int from, int to) {
        int at = from < to && line[from] == ' ' ? from + 1 : from;
        if (at == to) {
            return at == from ? LocalClock.NO_OFFSET : Integer.MIN_VALUE;
        }
        if (to - at == 1 && (line[at] | 0x20) == 'z') {
            return 0;
        }
        int offset = ZoneNames.offset(line, at, to);
        return offset == LocalClock.NO_OFFSET ? Integer.MIN_VALUE : offset;
    }

    private static boolean bad(int value, int most) {
        return value < 0 || value > most;
    }
}

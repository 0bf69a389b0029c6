package dev.sluice.logs.format.w3c;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.LocalClock;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneOffset;

/** A day of UTC and what is made of it with a time of day. Not thread-safe. */
final class Day {
    private final LocalClock clock = new LocalClock(ZoneOffset.UTC);
    private int year;
    private int month;
    private int day;

    /** Forgets the day. */
    void clear() {
        year = -1;
    }

    /** Reads {@code 2014-01-31}, also {@code 2007-4-11} as old software has it; what is none leaves no day. */
    void read(byte[] line, int from, int to) {
        clear();
        int first = Bytes.find(line, from, to, (byte) '-');
        int second = first < 0 ? -1 : Bytes.find(line, first + 1, to, (byte) '-');
        if (first - from != 4 || second < 0 || second - first > 3 || to - second > 3) {
            return;
        }
        month = Digits.small(line, first + 1, second);
        day = Digits.small(line, second + 1, to);
        year = Digits.small(line, from, first);
    }

    /** The moment at {@code 02:01:09} or {@code 02:01:09.25} of the day, or BAD. */
    long at(byte[] line, int from, int to) {
        if (year < 0 || to - from < 8 || line[from + 2] != ':' || line[from + 5] != ':') {
            return TimeParser.BAD;
        }
        int hour = Digits.small(line, from, from + 2);
        int minute = Digits.small(line, from + 3, from + 5);
        int second = Digits.small(line, from + 6, from + 8);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return TimeParser.BAD;
        }
        int micro = 0;
        if (to - from > 8) {
            long fraction = line[from + 8] == '.' ? Digits.scaled(line, from + 7, to, 1_000_000) : Digits.NONE;
            if (fraction == Digits.NONE) {
                return TimeParser.BAD;
            }
            micro = (int) (fraction % 1_000_000);
        }
        return clock.micros(year, month, day, hour * 3600 + minute * 60 + second, micro, LocalClock.NO_OFFSET);
    }
}

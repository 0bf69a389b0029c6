package dev.sluice.logs.format.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.IsoTime;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LocalClock;
import dev.sluice.logs.line.Strftime;
import dev.sluice.logs.line.TimeParser;
import dev.sluice.logs.line.Years;
import java.time.ZoneId;

/** The time of a line: finds where it ends and what shape it has, then reads it. Not thread-safe. */
final class Stamp {
    /** The shapes of a time. */
    enum Shape {
        /** {@code 2024-03-17T10:11:12.123456+01:00}. */
        ISO,
        /** {@code Oct 11 22:14:15}, with a year before it, behind the day or not at all. */
        NAMED,
        /** {@code Wed Sep 30 23:09:34 2026}. */
        C
    }

    private static final byte[] LINE = "line".getBytes(US_ASCII);
    private static final int SHORTEST = 14;
    private static final int NO_YEAR = -1;

    private final Cell ts;
    private final Cell source;
    private final TimeParser iso;
    private final LocalClock clock;
    private final Years years;
    private final byte[] lastName = new byte[3];
    private int lastMonth = -1;
    private Shape shape = Shape.ISO;
    private int from;
    private int to;
    private int year;
    private int month;
    private int day;
    private int clockFrom;

    Stamp(Cell ts, Cell source, ZoneId zone) {
        this.ts = ts;
        this.source = source;
        this.iso = new IsoTime(zone);
        this.clock = new LocalClock(zone);
        this.years = new Years(zone);
    }

    void begin(LastWritten file) {
        years.begin(file);
    }

    /** Whether anybody wants to know it. */
    boolean wanted() {
        return ts.wanted() || source.wanted();
    }

    /** As {@link dev.sluice.logs.line.YearlessLines#rollOvers}. */
    void rollOvers(int left, int last) {
        years.rollOvers(left, last);
    }

    /** The day of a time without a year that begins at {@code first}, or {@link Years#NO_DAY}. */
    int day(byte[] line, int first, int end) {
        boolean found = find(line, first, end) != SyslogHeader.NONE && shape == Shape.NAMED && year == NO_YEAR;
        return found ? Years.day(month, day) : Years.NO_DAY;
    }

    Shape shape() {
        return shape;
    }

    /** Behind the time that begins at {@code first}, or {@link SyslogHeader#NONE} where none does. */
    int find(byte[] line, int first, int end) {
        from = first;
        year = NO_YEAR;
        if (end - first < SHORTEST) {
            return SyslogHeader.NONE;
        }
        if (line[first] >= '0' && line[first] <= '9') {
            return line[first + 4] == ' ' ? yearFirst(line, first, end) : findIso(line, first, end);
        }
        month = month(line, first, end);
        if (month > 0 && line[first + 3] == ' ') {
            shape = Shape.NAMED;
            return dayAndClock(line, first + 4, end);
        }
        return line[first + 3] == ' ' ? dayName(line, first + 4, end) : SyslogHeader.NONE;
    }

    /** 1 to 12, or -1. Lines that follow each other are of one month, mostly. */
    private int month(byte[] line, int at, int end) {
        if (!Bytes.startsWith(line, at, end, lastName)) {
            lastMonth = Strftime.month(line, at, end);
            System.arraycopy(line, at, lastName, 0, lastName.length);
        }
        return lastMonth;
    }

    private int findIso(byte[] line, int first, int end) {
        if (line[first + 4] != '-' || line[first + 7] != '-' || line[first + 10] != 'T') {
            return SyslogHeader.NONE;
        }
        shape = Shape.ISO;
        int blank = Bytes.find(line, first, end, (byte) ' ');
        int stop = blank < 0 ? end : blank;
        to = line[stop - 1] == ':' ? stop - 1 : stop;
        return stop;
    }

    private int yearFirst(byte[] line, int first, int end) {
        year = Digits.small(line, first, first + 4);
        month = month(line, first + 5, end);
        if (year < 0 || month < 0 || line[first + 8] != ' ') {
            return SyslogHeader.NONE;
        }
        shape = Shape.NAMED;
        return dayAndClock(line, first + 9, end);
    }

    private int dayName(byte[] line, int first, int end) {
        month = month(line, first, end);
        if (month < 0 || line[first + 3] != ' ') {
            return SyslogHeader.NONE;
        }
        shape = Shape.C;
        int at = dayAndClock(line, first + 4, end);
        if (at == SyslogHeader.NONE || at + 5 > end || line[at] != ' ') {
            return SyslogHeader.NONE;
        }
        year = Digits.small(line, at + 1, at + 5);
        return year < 0 ? SyslogHeader.NONE : at + 5;
    }

    /** Of {@code 11 22:14:15} and {@code 11 2003 22:14:15}, each with a fraction or none and a colon or none. */
    private int dayAndClock(byte[] line, int first, int end) {
        int at = Bytes.skipBlanks(line, first, end);
        int blank = Bytes.find(line, at, Math.min(end, at + 3), (byte) ' ');
        day = blank < 0 ? -1 : Digits.small(line, at, blank);
        if (day < 0) {
            return SyslogHeader.NONE;
        }
        at = Bytes.skipBlanks(line, blank, end);
        if (year == NO_YEAR && at + 5 < end && line[at + 4] == ' ') {
            year = Digits.small(line, at, at + 4);
            if (year < 0) {
                return SyslogHeader.NONE;
            }
            at += 5;
        }
        if (at + 8 > end || line[at + 2] != ':' || line[at + 5] != ':') {
            return SyslogHeader.NONE;
        }
        clockFrom = at;
        at += 8;
        if (at < end && (line[at] == '.' || line[at] == ',')) {
            at++;
            while (at < end && line[at] >= '0' && line[at] <= '9') {
                at++;
            }
        }
        to = at;
        at += at < end && line[at] == ':' ? 1 : 0;
        return at == end || line[at] == ' ' ? at : SyslogHeader.NONE;
    }

    /** Fills the columns from the time that was found. */
    void read(byte[] line, Columns out) {
        if (wanted()) {
            put(shape == Shape.ISO ? iso.micros(line, from, to) : named(line), shape == Shape.ISO || year >= 0, out);
        }
    }

    /** Fills the columns from a time of RFC 5424, where "-" is none. */
    void readIso(byte[] line, int first, int end, Columns out) {
        boolean none = end - first == 1 && line[first] == '-';
        if (!none && wanted()) {
            from = first;
            put(iso.micros(line, first, end), true, out);
        }
    }

    private void put(long micros, boolean dated, Columns out) {
        if (micros == TimeParser.BAD) {
            out.problem("BAD_TIME", ts.name(), from);
            return;
        }
        out.number(ts.slot(), micros);
        byte[] word = dated ? LINE : years.source();
        out.text(source.slot(), word, 0, word.length);
    }

    private long named(byte[] line) {
        int hour = Digits.small(line, clockFrom, clockFrom + 2);
        int minute = Digits.small(line, clockFrom + 3, clockFrom + 5);
        int second = Digits.small(line, clockFrom + 6, clockFrom + 8);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return TimeParser.BAD;
        }
        int micro = 0;
        int unit = 100_000;
        for (int i = clockFrom + 9; i < to; i++) {
            micro += (line[i] - '0') * unit;
            unit /= 10;
        }
        int secondOfDay = hour * 3600 + minute * 60 + second;
        return year < 0
                ? years.micros(month, day, secondOfDay, micro)
                : clock.micros(year, month, day, secondOfDay, micro, LocalClock.NO_OFFSET);
    }
}

package dev.sluice.logs.format.klog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.LocalClock;
import dev.sluice.logs.line.TimeParser;
import dev.sluice.logs.line.YearlessLines;
import dev.sluice.logs.line.Years;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Reads {@link KlogFormat}. Remembers the header of a file. Not thread-safe. */
final class KlogParser implements LineParser {
    private static final String LETTERS = "IWEF";
    private static final byte[][] LEVELS = {
        "INFO".getBytes(US_ASCII), "WARNING".getBytes(US_ASCII), "ERROR".getBytes(US_ASCII), "FATAL".getBytes(US_ASCII)
    };
    private static final byte[] LINE = "line".getBytes(US_ASCII);
    private static final byte[] HEADER = "header".getBytes(US_ASCII);
    private static final int CLOCK = "hh:mm:ss".length();
    private static final int YEARLESS = 4;
    private static final int DATED = 8;
    private static final int NONE = -1;

    private final Cell ts;
    private final Cell source;
    private final Cell level;
    private final Cell tid;
    private final Cell sourceFile;
    private final Cell sourceLine;
    private final Cell message;
    private final FileHeader header;
    private final Years years;

    KlogParser(StructType wanted, ZoneId zone) {
        this.ts = Cell.of(wanted, "ts");
        this.source = Cell.of(wanted, "_time_source");
        this.level = Cell.of(wanted, "level");
        this.tid = Cell.of(wanted, "tid");
        this.sourceFile = Cell.of(wanted, "source_file");
        this.sourceLine = Cell.of(wanted, "source_line");
        this.message = Cell.of(wanted, "message");
        this.header = new FileHeader(zone);
        this.years = new Years(zone);
    }

    @Override
    public void begin(LastWritten file) {
        header.begin();
        years.begin(file);
    }

    @Override
    public Optional<YearlessLines> yearless() {
        return ts.wanted() || source.wanted() ? Optional.of(new Days()) : Optional.empty();
    }

    private final class Days implements YearlessLines {
        @Override
        public int day(byte[] line, int from, int to) {
            int clock = clock(line, from, to);
            int date = clock - 1 - YEARLESS;
            return clock != NONE && date == from + 1
                    ? Years.day(Digits.small(line, date, date + 2), Digits.small(line, date + 2, date + 4))
                    : Years.NO_DAY;
        }

        @Override
        public void rollOvers(int left, int last) {
            years.rollOvers(left, last);
        }
    }

    @Override
    public boolean continues(byte[] line, int from, int to) {
        return clock(line, from, to) == NONE && !FileHeader.is(line, from, to);
    }

    /** Where the time of day begins, behind the letter and the date; NONE in a line that begins no message. */
    private static int clock(byte[] line, int from, int to) {
        int at = from + 1;
        while (at < to && at - from <= DATED && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        int digits = at - from - 1;
        boolean dated = digits == YEARLESS || digits == DATED;
        return dated
                        && LETTERS.indexOf(line[from]) >= 0
                        && at + 1 + CLOCK <= to
                        && line[at] == ' '
                        && line[at + 3] == ':'
                        && line[at + 6] == ':'
                ? at + 1
                : NONE;
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        if (FileHeader.is(line, from, to)) {
            header.take(line, from, to);
            out.header();
            return;
        }
        int clock = clock(line, from, to);
        int timeTo = clock == NONE ? to : digitsEnd(line, Math.min(to, clock + CLOCK + 1), to);
        int tidFrom = Bytes.skipBlanks(line, timeTo, to);
        int tidTo = digitsEnd(line, tidFrom, to);
        if (clock == NONE || tidFrom == timeTo || tidTo == tidFrom) {
            out.reject(
                    "NOT_IN_FORMAT",
                    "the line is not in the format: it does not begin with a letter, a date, a time and a number");
            return;
        }
        time(line, from, clock, timeTo, out);
        byte[] word = LEVELS[LETTERS.indexOf(line[from])];
        out.text(level.slot(), word, 0, word.length);
        tid.bigint(line, tidFrom, tidTo, out);
        text(line, Bytes.skipBlanks(line, tidTo, to), to, out);
    }

    private static int digitsEnd(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        return at;
    }

    private void text(byte[] line, int from, int to, Columns out) {
        int lineEnd = Bytes.find(line, from, to, (byte) '\n');
        int close = Bytes.find(line, from, lineEnd < 0 ? to : lineEnd, (byte) ']');
        int colon = close;
        while (colon > from && line[colon] != ':') {
            colon--;
        }
        if (close < 0 || colon == from) {
            message.text(line, from, to, out);
            out.problem("MISSING_FIELDS", sourceFile.name(), from);
            return;
        }
        sourceFile.text(line, from, colon, out);
        sourceLine.integer(line, colon + 1, close, out);
        int first = close + 1 < to && line[close + 1] == ' ' ? close + 2 : close + 1;
        out.text(message.slot(), line, first, to);
    }

    private void time(byte[] line, int from, int clockFrom, int timeTo, Columns out) {
        if (!ts.wanted() && !source.wanted()) {
            return;
        }
        int second = FileHeader.secondOfDay(line, clockFrom, timeTo);
        int micro = micro(line, clockFrom + CLOCK, timeTo);
        int monthFrom = clockFrom - 1 - YEARLESS;
        boolean dated = monthFrom > from + 1;
        int month = Digits.small(line, monthFrom, monthFrom + 2);
        int day = Digits.small(line, monthFrom + 2, monthFrom + 4);
        long moment = TimeParser.BAD;
        if (second >= 0 && micro >= 0 && dated) {
            int year = Digits.small(line, from + 1, monthFrom);
            moment = header.clock().micros(year, month, day, second, micro, LocalClock.NO_OFFSET);
        } else if (second >= 0 && micro >= 0) {
            moment =
                    header.dates() ? header.micros(month, day, second, micro) : years.micros(month, day, second, micro);
        }
        if (moment == TimeParser.BAD) {
            out.problem("BAD_TIME", ts.name(), from + 1);
            return;
        }
        out.number(ts.slot(), moment);
        byte[] word = dated ? LINE : header.dates() ? HEADER : years.source();
        out.text(source.slot(), word, 0, word.length);
    }

    /** Of {@code .391439}, or -1 where it is none. */
    private static int micro(byte[] line, int from, int to) {
        if (from == to) {
            return 0;
        }
        int micro = line[from] == '.' && to - from > 1 ? 0 : -1;
        int unit = 100_000;
        for (int i = from + 1; i < to && micro >= 0; i++) {
            micro += (line[i] - '0') * unit;
            unit /= 10;
        }
        return micro;
    }
}

package dev.sluice.logs.format.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.format.syslog.Priority;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.DeclaredCell;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.TimeParser;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** How a member of a layout fills its column. */
enum Reading {
    /** A string as it is, anything else as its JSON text. */
    TEXT,
    /** A string, null where it is empty or "-". */
    DASH,
    /** A string without the line end that it has. */
    LINE,
    /** Whether a string has no line end. */
    PARTIAL,
    /** The first string of an array. */
    FIRST,
    /** A string, or the bytes of one as an array of numbers. */
    OCTETS,
    /** The word of a level that is a number: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal. */
    LEVEL,
    /** The word of a severity of syslog. */
    SEVERITY,
    /** The word of a facility of syslog. */
    FACILITY,
    INT,
    BIGINT,
    ISO,
    SECONDS,
    MILLIS,
    MICROS,
    /** ISO 8601, or a number whose size tells its unit. */
    TIME,
    /** The nanoseconds of the second that another member has. */
    NANOS,
    /** A span of nanoseconds, in microseconds. */
    SPAN_NANOS,
    /** A span of seconds, in microseconds. */
    SPAN_SECONDS;

    private static final byte[][] LEVELS = {
        "trace".getBytes(US_ASCII),
        "debug".getBytes(US_ASCII),
        "info".getBytes(US_ASCII),
        "warn".getBytes(US_ASCII),
        "error".getBytes(US_ASCII),
        "fatal".getBytes(US_ASCII)
    };
    private static final TimeParser EPOCH_SECONDS = (line, from, to) -> Digits.scaled(line, from, to, 1_000_000);
    private static final TimeParser EPOCH_MILLIS = (line, from, to) -> Digits.scaled(line, from, to, 1_000);
    private static final TimeParser EPOCH_MICROS = (line, from, to) -> Digits.scaled(line, from, to, 1);
    private static final TimeParser NO_TIME = (line, from, to) -> TimeParser.BAD;

    DataType type() {
        return switch (this) {
            case TEXT, DASH, LINE, FIRST, OCTETS, LEVEL, SEVERITY, FACILITY -> DataTypes.StringType;
            case PARTIAL -> DataTypes.BooleanType;
            case INT -> DataTypes.IntegerType;
            case BIGINT, SPAN_NANOS, SPAN_SECONDS -> DataTypes.LongType;
            case ISO, SECONDS, MILLIS, MICROS, TIME, NANOS -> DataTypes.TimestampType;
        };
    }

    static Reading of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether a value can be what the member is in this layout; what cannot is no evidence of the layout. */
    boolean takes(Value value) {
        return (this != LEVEL || value.is(Value.Kind.NUMBER)) && (this != ISO || value.is(Value.Kind.STRING));
    }

    /** Fills the column, or tells the problem; all but {@link #NANOS}. */
    void fill(Value value, Cell cell, TimeParser iso, Columns out) {
        byte[] bytes = value.bytes();
        int from = value.from();
        int to = value.to();
        switch (this) {
            case TEXT -> out.text(cell.slot(), bytes, from, to);
            case DASH -> cell.text(bytes, from, to, out);
            case LINE -> out.text(cell.slot(), bytes, from, Strings.withoutLineEnd(bytes, from, to));
            case PARTIAL -> out.number(cell.slot(), from < to && bytes[to - 1] == '\n' ? 0 : 1);
            case FIRST -> Strings.first(value, cell, out);
            case OCTETS -> Strings.octets(value, cell, out);
            case LEVEL -> level(value, cell, out);
            case SEVERITY -> known(Priority.severity(Digits.whole(bytes, from, to), cell, out), value, cell, out);
            case FACILITY -> known(Priority.facility(Digits.whole(bytes, from, to), cell, out), value, cell, out);
            case INT -> whole(value, true, cell, out);
            case BIGINT -> whole(value, false, cell, out);
            case ISO -> time(value.is(Value.Kind.STRING) ? iso : NO_TIME, value, cell, out);
            case SECONDS -> time(EPOCH_SECONDS, value, cell, out);
            case MILLIS -> time(EPOCH_MILLIS, value, cell, out);
            case MICROS -> time(EPOCH_MICROS, value, cell, out);
            case TIME -> time(value.is(Value.Kind.STRING) ? iso : DeclaredCell::epoch, value, cell, out);
            case SPAN_NANOS -> span(Digits.whole(bytes, from, to), 1_000, value, cell, out);
            case SPAN_SECONDS -> span(Digits.scaled(bytes, from, to, 1_000_000), 1, value, cell, out);
            case NANOS -> throw new IllegalStateException("Cannot fill a column with a part of a time");
        }
    }

    private static void level(Value value, Cell cell, Columns out) {
        long number = Digits.whole(value.bytes(), value.from(), value.to());
        if (number > 0 && number % 10 == 0 && number / 10 <= LEVELS.length) {
            byte[] word = LEVELS[(int) (number / 10) - 1];
            out.text(cell.slot(), word, 0, word.length);
        } else {
            // A level of one's own has no word.
            out.text(cell.slot(), value.bytes(), value.from(), value.to());
        }
    }

    private static void known(boolean known, Value value, Cell cell, Columns out) {
        if (!known) {
            out.problem("BAD_NUMBER", cell.name(), value.at());
        }
    }

    private static void whole(Value value, boolean integer, Cell cell, Columns out) {
        if (isNothing(value)) {
            return;
        }
        long number = Digits.whole(value.bytes(), value.from(), value.to());
        if (number == Digits.NONE || (integer && number != (int) number)) {
            out.problem("BAD_NUMBER", cell.name(), value.at());
        } else {
            out.number(cell.slot(), number);
        }
    }

    private static void time(TimeParser clock, Value value, Cell cell, Columns out) {
        long micros = clock.micros(value.bytes(), value.from(), value.to());
        if (micros == TimeParser.BAD) {
            out.problem("BAD_TIME", cell.name(), value.at());
        } else {
            out.number(cell.slot(), micros);
        }
    }

    private static void span(long number, long units, Value value, Cell cell, Columns out) {
        if (number == Digits.NONE) {
            out.problem("BAD_NUMBER", cell.name(), value.at());
        } else {
            out.number(cell.slot(), number / units);
        }
    }

    /** An empty string or "-". */
    private static boolean isNothing(Value value) {
        int length = value.to() - value.from();
        return value.is(Value.Kind.STRING) && (length == 0 || (length == 1 && value.bytes()[value.from()] == '-'));
    }
}

package dev.sluice.logs.format.regex;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rules with a name for lines that go on with the event before them: stack traces and statements of several lines.
 *
 * <p>Sources: Throwable.printStackTrace of the JDK; docs.python.org/3/library/traceback.html and PEP 654;
 * learn.microsoft.com, Exception.ToString; printpanics and traceback of Go's runtime; append_with_tabs of PostgreSQL's
 * elog.c. Immutable.
 */
enum Continuation implements EventRule {
    /** Lines that begin with a blank or a tab, {@code Caused by:}, {@code Suppressed:}, an exception's name. */
    JAVA("Caused by: |Suppressed: |[CIRCULAR REFERENCE") {
        @Override
        boolean continues(byte[] line, int from, int to) {
            return isIndented(line, from, to) || startsAsTold(line, from, to) || ExceptionName.isThrown(line, from, to);
        }
    },

    /** Lines that begin with a blank, have none but blanks, begin a traceback, or name an exception. */
    PYTHON("Traceback (most recent call last):|During handling of the above exception|"
            + "The above exception was the direct cause") {
        @Override
        boolean continues(byte[] line, int from, int to) {
            return isIndented(line, from, to)
                    || isEmpty(line, from, to)
                    || startsAsTold(line, from, to)
                    || ExceptionName.isRaised(line, from, to);
        }
    },

    /** Lines that begin with a blank, {@code --- End of}, or an exception's name with its namespace. */
    DOTNET("--- End of ") {
        @Override
        boolean continues(byte[] line, int from, int to) {
            return isIndented(line, from, to) || startsAsTold(line, from, to) || ExceptionName.isThrown(line, from, to);
        }
    },

    /** What follows {@code panic:}: goroutines, their calls, lines that begin with a tab, and empty ones. */
    GO("goroutine |created by |[signal |exit status |...additional frames elided...") {
        @Override
        boolean continues(byte[] line, int from, int to) {
            return isEmpty(line, from, to)
                    || line[from] == '\t'
                    || startsAsTold(line, from, to)
                    || isCall(line, from, to);
        }

        /** As {@code net/http.(*conn).serve(0xc000, {0x1, 0x2})}: no blank before the bracket, which ends the line. */
        private boolean isCall(byte[] line, int from, int to) {
            int last = to > from && line[to - 1] == '\r' ? to - 1 : to;
            int dot = -1;
            for (int i = from; i < last && line[i] != ' '; i++) {
                if (line[i] == '.') {
                    dot = i;
                } else if (line[i] == '(' && i + 1 < last && line[i + 1] != '*') {
                    boolean named = dot > from || Bytes.startsWith(line, from, i, PANIC);
                    return named && line[last - 1] == ')';
                }
            }
            return false;
        }
    },

    /** Lines that begin with a tab, as PostgreSQL writes all but the first of a statement or a message. */
    SQL("\t") {
        @Override
        boolean continues(byte[] line, int from, int to) {
            return startsAsTold(line, from, to);
        }
    };

    private static final byte[] PANIC = "panic".getBytes(US_ASCII);

    private final String starts;

    /** @param starts what such lines begin with, with bars between */
    Continuation(String starts) {
        this.starts = starts;
    }

    /** The rule of that name; none when the text is an expression. */
    static Optional<Continuation> named(String text) {
        return Arrays.stream(values())
                .filter(rule -> rule.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    abstract boolean continues(byte[] line, int from, int to);

    @Override
    public LineTest test() {
        return this::continues;
    }

    boolean startsAsTold(byte[] line, int from, int to) {
        for (byte[] start : Starts.of(this)) {
            if (Bytes.startsWith(line, from, to, start)) {
                return true;
            }
        }
        return false;
    }

    static boolean isIndented(byte[] line, int from, int to) {
        return from < to && (line[from] == ' ' || line[from] == '\t');
    }

    static boolean isEmpty(byte[] line, int from, int to) {
        return from == to || (to - from == 1 && line[from] == '\r');
    }

    /** The bytes that lines of each rule begin with; an enum may not keep arrays itself. */
    private static final class Starts {
        private static final Map<Continuation, byte[][]> ALL = new EnumMap<>(Continuation.class);

        static {
            for (Continuation rule : values()) {
                ALL.put(
                        rule,
                        Stream.of(rule.starts.split("\\|", -1))
                                .map(start -> start.getBytes(US_ASCII))
                                .toArray(byte[][]::new));
            }
        }

        static byte[][] of(Continuation rule) {
            return ALL.get(rule);
        }
    }
}

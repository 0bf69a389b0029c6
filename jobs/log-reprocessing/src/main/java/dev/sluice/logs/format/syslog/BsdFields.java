package dev.sluice.logs.format.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;

/** Time, host and tag of a line in the older format, RFC 3164 and its relatives. Not thread-safe. */
final class BsdFields {
    private static final byte[] DASHED = "--- last message repeated ".getBytes(US_ASCII);
    private static final byte[] MARK = "-- MARK --".getBytes(US_ASCII);
    private static final byte[] LAST = "last message repeated ".getBytes(US_ASCII);
    private static final byte[] SOLARIS = "[ID ".getBytes(US_ASCII);
    private static final byte[][] LEVELS = {
        "INFO".getBytes(US_ASCII), "WARN".getBytes(US_ASCII), "WARNING".getBytes(US_ASCII),
        "ERROR".getBytes(US_ASCII), "DEBUG".getBytes(US_ASCII), "TRACE".getBytes(US_ASCII),
        "FATAL".getBytes(US_ASCII), "CRITICAL".getBytes(US_ASCII)
    };
    private static final int LONGEST_PAIR = 24;

    private final Priority priority;
    private final Stamp stamp;
    private final Cell host;
    private final Program program;

    BsdFields(Priority priority, Stamp stamp, Cell host, Program program) {
        this.priority = priority;
        this.stamp = stamp;
        this.host = host;
        this.program = program;
    }

    /** Where the message begins, or {@link SyslogHeader#NONE} where no time does. */
    int read(byte[] line, int from, int to, Columns out) {
        int at = stamp.find(line, from, to);
        if (at == SyslogHeader.NONE) {
            return at;
        }
        at = Bytes.skipBlanks(line, at, to);
        return switch (stamp.shape()) {
            case NAMED -> named(line, at, to, out);
            case ISO -> hasHostAndTag(line, at, to) ? named(line, at, to, out) : SyslogHeader.NONE;
            case C ->
                Priority.isKnownPair(line, at, wordEnd(line, at, to)) ? logread(line, at, to, out) : SyslogHeader.NONE;
        };
    }

    /** OpenWrt's logread writes no host. */
    private int logread(byte[] line, int from, int to, Columns out) {
        stamp.read(line, out);
        return tag(line, pair(line, from, to, out), to, out);
    }

    private int named(byte[] line, int from, int to, Columns out) {
        stamp.read(line, out);
        int at = bracketedPair(line, from, to, out);
        if (Bytes.startsWith(line, at, to, DASHED)) {
            return at;
        }
        int end = wordEnd(line, at, to);
        if (tagEnd(line, at, end) < 0) {
            host.text(line, at, end, out);
            at = pair(line, Bytes.skipBlanks(line, end, to), to, out);
        }
        // ASA writes "host : %ASA-".
        if (at + 1 < to && line[at] == ':' && line[at + 1] == ' ') {
            at = Bytes.skipBlanks(line, at + 1, to);
        }
        return tag(line, at, to, out);
    }

    /** Behind {@code <auth.info> }, or {@code from} where it does not stand there. */
    private int bracketedPair(byte[] line, int from, int to, Columns out) {
        int close = from < to && line[from] == '<'
                ? Bytes.find(line, from, Math.min(to, from + LONGEST_PAIR), (byte) '>')
                : -1;
        if (close < 0 || !Priority.isPair(line, from + 1, close)) {
            return from;
        }
        priority.pair(line, from + 1, close, out);
        return Bytes.skipBlanks(line, close + 1, to);
    }

    /** Behind {@code auth.info }, or {@code from} where it does not stand there: a message may begin with 5.1, too. */
    private int pair(byte[] line, int from, int to, Columns out) {
        int end = wordEnd(line, from, to);
        if (end - from > LONGEST_PAIR || !Priority.isKnownPair(line, from, end)) {
            return from;
        }
        priority.pair(line, from, end, out);
        return Bytes.skipBlanks(line, end, to);
    }

    private int tag(byte[] line, int from, int to, Columns out) {
        int word = wordEnd(line, from, to);
        int end = tagEnd(line, from, word);
        if (end < 0) {
            return from;
        }
        if (line[from] == '%') {
            program.message(line, from + 1, end - 1, out);
            return Bytes.skipBlanks(line, end, to);
        }
        int open = Bytes.find(line, from, end, (byte) '[');
        int colon = line[end - 1] == ':' ? end - 1 : end;
        if (open < 0) {
            program.program(line, from, colon, out);
        } else {
            program.program(line, from, open, out);
            program.id(line, open + 1, colon - 1, out);
        }
        int at = Bytes.skipBlanks(line, end, to);
        return solaris(line, colon == end ? level(line, at, to, out) : at, to, out);
    }

    /** Behind macOS' {@code <Error>: }. */
    private int level(byte[] line, int from, int to, Columns out) {
        int close = from < to && line[from] == '<'
                ? Bytes.find(line, from, Math.min(to, from + LONGEST_PAIR), (byte) '>')
                : -1;
        boolean closed = close > 0 && close + 1 < to && line[close + 1] == ':';
        return closed && priority.word(line, from + 1, close, out) ? Bytes.skipBlanks(line, close + 2, to) : from;
    }

    /** Behind Solaris' {@code [ID 800047 auth.info] }. */
    private int solaris(byte[] line, int from, int to, Columns out) {
        int first = from + SOLARIS.length;
        int blank = Bytes.startsWith(line, from, to, SOLARIS) ? wordEnd(line, first, to) : to;
        int close = Bytes.find(line, blank, to, (byte) ']');
        if (close < 0 || Digits.whole(line, first, blank) < 0 || !Priority.isPair(line, blank + 1, close)) {
            return from;
        }
        program.message(line, first, blank, out);
        priority.pair(line, blank + 1, close, out);
        return Bytes.skipBlanks(line, close + 1, to);
    }

    /** Many programs begin their own logs with such a time, but not with a host and a tag behind it. */
    private static boolean hasHostAndTag(byte[] line, int from, int to) {
        int end = wordEnd(line, from, to);
        if (end == from || line[from] == '[' || line[from] == '{' || line[end - 1] == ':' || isLevel(line, from, end)) {
            return false;
        }
        int at = Bytes.skipBlanks(line, end, to);
        int word = wordEnd(line, at, to);
        return tagEnd(line, at, word) >= 0
                || Priority.isKnownPair(line, at, word)
                || (at + 1 < to && line[at] == ':' && line[at + 1] == ' ')
                || Bytes.startsWith(line, at, to, LAST)
                || Bytes.startsWith(line, at, to, MARK);
    }

    private static boolean isLevel(byte[] line, int from, int to) {
        for (byte[] level : LEVELS) {
            if (to - from == level.length && Bytes.startsWith(line, from, to, level)) {
                return true;
            }
        }
        return false;
    }

    private static int wordEnd(byte[] line, int from, int to) {
        int blank = Bytes.find(line, from, to, (byte) ' ');
        return blank < 0 ? to : blank;
    }

    /** Behind the tag that a word begins with, its colon included: {@code su:} or {@code sshd[123]:}; -1 for no tag. */
    private static int tagEnd(byte[] line, int from, int to) {
        int open = Bytes.find(line, from, to, (byte) '[');
        int close = open > from ? Bytes.find(line, open, to, (byte) ']') : -1;
        if (close > open + 1) {
            if (close + 1 == to) {
                return to;
            }
            return line[close + 1] == ':' ? close + 2 : -1;
        }
        boolean named = open < 0 && to - from > 1 && line[to - 1] == ':' && Digits.small(line, from, to - 1) < 0;
        return named ? to : -1;
    }
}

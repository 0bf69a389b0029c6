package dev.sluice.logs.format.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import java.util.stream.Stream;

/**
 * Facility and severity, from the number in {@code <34>} or from words such as auth.info. Numbers become the words that
 * rsyslog has for them.
 *
 * @param facility STRING
 * @param severity STRING, always one of the eight words
 */
public record Priority(Cell facility, Cell severity) {
    private static final byte[][] FACILITIES = words("kern user mail daemon auth syslog lpr news uucp cron authpriv ftp"
            + " ntp audit alert clock local0 local1 local2 local3 local4 local5 local6 local7");
    private static final byte[][] SEVERITIES = words("emerg alert crit err warning notice info debug");
    private static final byte[][] OTHERS = words("emergency alert critical error warn notice info debug");
    private static final byte[] SECURITY = "security".getBytes(US_ASCII);
    private static final byte[] CONSOLE = "console".getBytes(US_ASCII);
    private static final int MOST_DIGITS = 3;

    private static byte[][] words(String text) {
        return Stream.of(text.split(" ")).map(word -> word.getBytes(US_ASCII)).toArray(byte[][]::new);
    }

    /** Puts the word of a severity, 0 to 7; false where it is none. */
    public static boolean severity(long number, Cell cell, Columns out) {
        return word(SEVERITIES, number, cell, out);
    }

    /** Puts the word of a facility, 0 to 23; false where it is none. */
    public static boolean facility(long number, Cell cell, Columns out) {
        return word(FACILITIES, number, cell, out);
    }

    private static boolean word(byte[][] words, long number, Cell cell, Columns out) {
        boolean known = number >= 0 && number < words.length;
        if (known) {
            put(cell, words[(int) number], out);
        }
        return known;
    }

    /** Behind the {@code <34>} that a line begins with, or {@link SyslogHeader#NONE}. */
    static int end(byte[] line, int from, int to) {
        if (from == to || line[from] != '<') {
            return SyslogHeader.NONE;
        }
        int close = Bytes.find(line, from, Math.min(to, from + MOST_DIGITS + 2), (byte) '>');
        return close > 0 && Digits.small(line, from + 1, close) >= 0 ? close + 1 : SyslogHeader.NONE;
    }

    /** From line[from, to), which is {@code <34>}. */
    void number(byte[] line, int from, int to, Columns out) {
        int value = Digits.small(line, from + 1, to - 1);
        if (value >= FACILITIES.length * 8) {
            out.problem("BAD_NUMBER", severity.name(), from);
            return;
        }
        put(facility, FACILITIES[value >> 3], out);
        put(severity, SEVERITIES[value & 7], out);
    }

    /** Whether line[from, to) is facility.severity, any words or the numbers of both. */
    static boolean isPair(byte[] line, int from, int to) {
        int dot = Bytes.find(line, from, to, (byte) '.');
        if (dot <= from) {
            return false;
        }
        int number = Digits.small(line, dot + 1, to);
        if (number >= 0) {
            return to - dot == 2 && number < 8 && dot - from < 3 && Digits.small(line, from, dot) >= 0;
        }
        for (int i = from; i < dot; i++) {
            if (!Character.isLetterOrDigit(line[i])) {
                return false;
            }
        }
        return severity(line, dot + 1, to) >= 0;
    }

    /** Whether line[from, to) is such a pair of words that are known. */
    static boolean isKnownPair(byte[] line, int from, int to) {
        int dot = Bytes.find(line, from, to, (byte) '.');
        return dot > from && facility(line, from, dot) && severity(line, dot + 1, to) >= 0;
    }

    private static boolean facility(byte[] line, int from, int to) {
        for (byte[] facility : FACILITIES) {
            if (is(facility, line, from, to)) {
                return true;
            }
        }
        return is(SECURITY, line, from, to) || is(CONSOLE, line, from, to);
    }

    /** From line[from, to), of which {@link #isPair} is true. */
    void pair(byte[] line, int from, int to, Columns out) {
        int dot = Bytes.find(line, from, to, (byte) '.');
        int number = Digits.small(line, from, dot);
        if (number >= 0 && number < FACILITIES.length) {
            put(facility, FACILITIES[number], out);
        } else {
            facility.text(line, from, dot, out);
        }
        int level = Digits.small(line, dot + 1, to);
        put(severity, SEVERITIES[level >= 0 ? level : severity(line, dot + 1, to)], out);
    }

    /** From a word; false where it is none of a severity. */
    boolean word(byte[] line, int from, int to, Columns out) {
        int number = severity(line, from, to);
        if (number >= 0) {
            put(severity, SEVERITIES[number], out);
        }
        return number >= 0;
    }

    private static int severity(byte[] line, int from, int to) {
        for (int i = 0; i < SEVERITIES.length; i++) {
            if (is(SEVERITIES[i], line, from, to) || is(OTHERS[i], line, from, to)) {
                return i;
            }
        }
        return -1;
    }

    /** In any case. */
    private static boolean is(byte[] word, byte[] line, int from, int to) {
        if (to - from != word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if ((line[from + i] | 0x20) != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static void put(Cell cell, byte[] word, Columns out) {
        out.text(cell.slot(), word, 0, word.length);
    }
}

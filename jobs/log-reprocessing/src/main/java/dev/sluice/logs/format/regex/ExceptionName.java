package dev.sluice.logs.format.regex;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import java.util.stream.Stream;

/** The name of an exception's class that a line begins with, as {@code java.lang.IllegalStateException: no}. */
final class ExceptionName {
    private static final byte[][] THROWN = endings("Exception Error Throwable");
    private static final byte[][] RAISED = endings("Exception Error Warning Interrupt Exit Iteration Group");

    private ExceptionName() {}

    private static byte[][] endings(String words) {
        return Stream.of(words.split(" ", -1))
                .map(word -> word.getBytes(US_ASCII))
                .toArray(byte[][]::new);
    }

    /** Whether a line begins with a name with its package that Java or .NET would give an exception. */
    static boolean isThrown(byte[] line, int from, int to) {
        int end = end(line, from, to);
        return isDotted(line, from, end) && endsAs(THROWN, line, from, end);
    }

    /** Whether a line begins with a name that Python would give an exception: with its module, if it has one. */
    static boolean isRaised(byte[] line, int from, int to) {
        int end = end(line, from, to);
        return endsAs(RAISED, line, from, end) || (isDotted(line, from, end) && isClass(line, from, end));
    }

    /** Where a name ends that a colon with a blank, or the line's end, follows; {@code from} where there is none. */
    private static int end(byte[] line, int from, int to) {
        int at = from;
        while (at < to && isPart(line[at])) {
            at++;
        }
        int last = to > from && line[to - 1] == '\r' ? to - 1 : to;
        boolean good = at == last || (line[at] == ':' && (at + 1 == last || line[at + 1] == ' '));
        return good && at > from && isLetter(line[from]) ? at : from;
    }

    private static boolean isPart(byte b) {
        return isLetter(b) || (b >= '0' && b <= '9') || b == '.' || b == '_' || b == '$' || b == '+' || b == '`';
    }

    private static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
    }

    /** Whether a package or a namespace stands before the name. */
    private static boolean isDotted(byte[] line, int from, int end) {
        int dot = lastDot(line, from, end);
        return dot > from && dot + 1 < end;
    }

    /** Whether the name is one of a class: a capital letter first and small ones behind it. */
    private static boolean isClass(byte[] line, int from, int end) {
        int first = lastDot(line, from, end) + 1;
        return first + 1 < end
                && line[first] >= 'A'
                && line[first] <= 'Z'
                && line[end - 1] >= 'a'
                && line[end - 1] <= 'z';
    }

    private static boolean endsAs(byte[][] endings, byte[] line, int from, int end) {
        for (byte[] ending : endings) {
            int start = end - ending.length;
            if (start >= from && Bytes.startsWith(line, start, end, ending)) {
                return true;
            }
        }
        return false;
    }

    private static int lastDot(byte[] line, int from, int end) {
        int dot = end - 1;
        while (dot >= from && line[dot] != '.') {
            dot--;
        }
        return dot;
    }
}

package dev.sluice.logs.format.layout;

import dev.sluice.logs.line.Bytes;
import java.nio.charset.StandardCharsets;

/** Where in an event a stack trace begins, and of which exception it is. Not thread-safe. */
interface Trace {
    /** The start of the trace's first line behind the line at {@code from}, or {@code to}. */
    int find(byte[] event, int from, int to);

    /** Where the name of the exception begins in the trace that was found last, or -1. */
    int nameStart();

    int nameEnd();

    /** What the throwables of Java write. */
    final class OfJava implements Trace {
        private static final byte[] AT = bytes("at ");
        private static final byte[] MORE = bytes("... ");
        private static final byte[] CAUSE = bytes("Caused by: ");
        private static final byte[] SUPPRESSED = bytes("Suppressed: ");
        private static final byte[] WRAPPED = bytes("Wrapped by: ");
        private static final byte[][] ENDS = {bytes("Exception"), bytes("Error"), bytes("Throwable")};

        private int start;
        private int end;

        @Override
        public int find(byte[] event, int from, int to) {
            start = -1;
            end = -1;
            int line = next(event, from, to);
            while (line < to) {
                int lineEnd = Search.lineEnd(event, line, to);
                if (isFrame(event, line, lineEnd)) {
                    return start < 0 ? line : start;
                }
                int name = name(event, line, lineEnd);
                if (name > 0 && (start < 0 || isThrowable(event, line, name))) {
                    start = line;
                    end = name;
                    if (isThrowable(event, line, name)) {
                        return line;
                    }
                }
                line = next(event, line, to);
            }
            start = -1;
            return to;
        }

        /** Frames are indented; what causes others is not always. */
        private static boolean isFrame(byte[] event, int from, int to) {
            int at = from;
            while (at < to && (event[at] == '\t' || event[at] == ' ')) {
                at++;
            }
            boolean cause = Bytes.startsWith(event, at, to, CAUSE)
                    || Bytes.startsWith(event, at, to, SUPPRESSED)
                    || Bytes.startsWith(event, at, to, WRAPPED);
            boolean call = Bytes.startsWith(event, at, to, AT) && Bytes.find(event, at, to, (byte) '(') > 0;
            return cause || (at > from && (call || Bytes.startsWith(event, at, to, MORE)));
        }

        /** The end of a class name with its package, behind which the line ends or a colon stands, or -1. */
        private static int name(byte[] event, int from, int to) {
            int at = from;
            int dot = -1;
            while (at < to && (Character.isLetterOrDigit(event[at]) || "._$".indexOf(event[at]) >= 0)) {
                dot = event[at] == '.' ? at : dot;
                at++;
            }
            boolean named = dot > from && dot + 1 < at && event[dot + 1] >= 'A' && event[dot + 1] <= 'Z';
            return named && (at == to || event[at] == ':') ? at : -1;
        }

        private static boolean isThrowable(byte[] event, int from, int to) {
            for (byte[] word : ENDS) {
                if (Search.endsWith(event, from, to, word) >= 0) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public int nameStart() {
            return start;
        }

        @Override
        public int nameEnd() {
            return end;
        }
    }

    /** What Python writes for an exception: the last block is the exception that was told, its last line names it. */
    final class OfPython implements Trace {
        private static final byte[] TRACEBACK = bytes("Traceback (most recent call last):");

        private int start;
        private int end;

        @Override
        public int find(byte[] event, int from, int to) {
            start = -1;
            end = -1;
            int first = to;
            boolean inside = false;
            for (int line = next(event, from, to); line < to; line = next(event, line, to)) {
                int lineEnd = Search.lineEnd(event, line, to);
                if (Bytes.startsWith(event, line, lineEnd, TRACEBACK)) {
                    first = Math.min(first, line);
                    inside = true;
                } else if (inside && line < lineEnd && event[line] != ' ') {
                    int colon = Bytes.find(event, line, lineEnd, (byte) ':');
                    start = line;
                    end = colon < 0 ? lineEnd : colon;
                    inside = false;
                }
            }
            return first;
        }

        @Override
        public int nameStart() {
            return start;
        }

        @Override
        public int nameEnd() {
            return end;
        }
    }

    private static int next(byte[] event, int from, int to) {
        int line = Bytes.find(event, from, to, (byte) '\n');
        return line < 0 ? to : line + 1;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

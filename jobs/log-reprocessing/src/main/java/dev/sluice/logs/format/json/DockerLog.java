package dev.sluice.logs.format.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.bytes.Joints;
import dev.sluice.logs.line.Bytes;

/** The first member of an entry as Docker writes it: {@code {"log":"text\n","stream":"stdout",...}}. */
final class DockerLog {
    private static final byte[] HEAD = "{\"log\":\"".getBytes(US_ASCII);
    private static final byte[] STREAM = "\",\"stream\":\"std".getBytes(US_ASCII);
    private static final byte[] OUT = "out\"".getBytes(US_ASCII);
    private static final byte[] ERR = "err\"".getBytes(US_ASCII);

    private DockerLog() {}

    /** Where the text of an entry begins. */
    static int start(int from) {
        return from + HEAD.length;
    }

    /** Where the text ends, at its quote; -1 where this is no entry as Docker writes it. */
    static int end(byte[] line, int from, int to) {
        if (!Bytes.startsWith(line, from, to, HEAD) || line[to - 1] != '}') {
            return -1;
        }
        int start = start(from);
        int quote = Bytes.find(line, start, to, (byte) '"');
        while (quote >= 0 && backslashes(line, start, quote) % 2 == 1) {
            quote = Bytes.find(line, quote + 1, to, (byte) '"');
        }
        return quote;
    }

    /** Which of the streams an entry belongs to whose text ends there; {@link Joints#ALONE} for another. */
    static int stream(byte[] line, int end, int to) {
        if (!Bytes.startsWith(line, end, to, STREAM)) {
            return Joints.ALONE;
        }
        int name = end + STREAM.length;
        if (Bytes.startsWith(line, name, to, OUT)) {
            return 0;
        }
        return Bytes.startsWith(line, name, to, ERR) ? 1 : Joints.ALONE;
    }

    /** Whether the text ends with an escaped line end. */
    static boolean endsLine(byte[] line, int start, int end) {
        return line[end - 1] == 'n' && backslashes(line, start, end - 1) % 2 == 1;
    }

    /** How many backslashes are directly before a place. */
    private static int backslashes(byte[] line, int start, int before) {
        int at = before;
        while (at > start && line[at - 1] == '\\') {
            at--;
        }
        return before - at;
    }
}

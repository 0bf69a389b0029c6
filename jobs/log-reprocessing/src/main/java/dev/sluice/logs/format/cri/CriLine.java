package dev.sluice.logs.format.cri;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;

/** The places of a line: a time, a stream, tags and the text, with one blank between them. Not thread-safe. */
final class CriLine {
    private static final byte[] OUT = "stdout ".getBytes(US_ASCII);
    private static final byte[] ERR = "stderr ".getBytes(US_ASCII);
    private static final int SHORTEST_TIME = "2016-10-06T00:17:09Z".length();

    private int timeEnd;
    private int tagEnd;
    private int text;
    private boolean out;
    private boolean partial;

    /** Finds the places; false where this is no such line. */
    boolean find(byte[] line, int from, int to) {
        timeEnd = Bytes.find(line, from, to, (byte) ' ');
        if (timeEnd < from + SHORTEST_TIME || line[from + 4] != '-' || line[from + 10] != 'T') {
            return false;
        }
        out = Bytes.startsWith(line, timeEnd + 1, to, OUT);
        if (!out && !Bytes.startsWith(line, timeEnd + 1, to, ERR)) {
            return false;
        }
        int tag = tag();
        int blank = Bytes.find(line, tag, to, (byte) ' ');
        tagEnd = blank < 0 ? to : blank;
        text = blank < 0 ? to : blank + 1;
        partial = tagEnd > tag && line[tag] == 'P';
        boolean known = partial || (tagEnd > tag && line[tag] == 'F');
        return known && (tagEnd == tag + 1 || line[tag + 1] == ':');
    }

    /** Where the time ends. */
    int timeEnd() {
        return timeEnd;
    }

    /** Where the stream begins. */
    int stream() {
        return timeEnd + 1;
    }

    /** Where the first tag, P or F, is. */
    int tag() {
        return timeEnd + 1 + OUT.length;
    }

    int tagEnd() {
        return tagEnd;
    }

    /** Where the text begins. */
    int text() {
        return text;
    }

    /** Whether the stream is stdout, and not stderr. */
    boolean isOut() {
        return out;
    }

    /** Whether it goes on in the next line of its stream. */
    boolean isPartial() {
        return partial;
    }
}

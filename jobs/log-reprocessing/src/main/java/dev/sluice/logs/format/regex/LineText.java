package dev.sluice.logs.format.regex;

import java.nio.charset.StandardCharsets;

/**
 * A line as the characters that a regular expression looks at. The looks are counted, and too many of them end the
 * match: an expression that tries all ways to read a line would else take longer than anyone waits. The count depends
 * on the line and the expression alone, so that a line is judged the same each time. Not thread-safe.
 */
final class LineText implements CharSequence {
    /** Looks for each byte of a line; an expression that does not go back needs one to three. */
    private static final long LOOKS_PER_BYTE = 200;

    private static final long LEAST_LOOKS = 20_000;

    private byte[] line;
    private int from;
    private int length;
    private String decoded;
    private long left;

    /** Ends a match. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Spent() {
            super("the budget of looks is spent", null, false, false);
        }
    }

    void set(byte[] bytes, int start, int end) {
        line = bytes;
        from = start;
        decoded = null;
        length = end - start;
        left = LEAST_LOOKS + LOOKS_PER_BYTE * length;
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                decoded = new String(bytes, start, end - start, StandardCharsets.UTF_8);
                length = decoded.length();
                break;
            }
        }
    }

    /** True when places in the text are places in the line's bytes, too. */
    boolean ascii() {
        return decoded == null;
    }

    /** The UTF-8 of a part of a text that is not ASCII. */
    byte[] bytes(int start, int end) {
        return decoded.substring(start, end).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new Spent();
        }
        return decoded == null ? (char) line[from + index] : decoded.charAt(index);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }

    @Override
    public String toString() {
        return decoded == null ? new String(line, from, length, StandardCharsets.US_ASCII) : decoded;
    }
}

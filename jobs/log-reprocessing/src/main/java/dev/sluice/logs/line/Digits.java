package dev.sluice.logs.line;

/** Numbers from bytes. */
public final class Digits {
    /** No number. */
    public static final long NONE = Long.MIN_VALUE;

    private Digits() {}

    /** A whole number with an optional minus, or NONE. */
    public static long whole(byte[] line, int from, int to) {
        int i = from < to && line[from] == '-' ? from + 1 : from;
        if (i == to || to - i > 19) {
            return NONE;
        }
        long value = 0;
        for (int k = i; k < to; k++) {
            int digit = line[k] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            value = value * 10 + digit;
            if (value < 0) {
                return NONE;
            }
        }
        return i == from ? value : -value;
    }

    /** The digits of line[from, to), at most 9 of them, or -1. */
    public static int small(byte[] line, int from, int to) {
        int value = from < to ? 0 : -1;
        for (int i = from; i < to; i++) {
            int digit = line[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** A number with an optional fraction, times {@code scale}, cut to a whole one, or NONE. */
    public static long scaled(byte[] line, int from, int to, long scale) {
        int dot = from;
        while (dot < to && line[dot] != '.' && line[dot] != ',') {
            dot++;
        }
        long whole = whole(line, from, dot);
        if (whole == NONE || whole > Long.MAX_VALUE / scale - 1 || whole < -Long.MAX_VALUE / scale + 1) {
            return NONE;
        }
        long part = 0;
        long unit = scale;
        for (int i = dot + 1; i < to; i++) {
            int digit = line[i] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            unit /= 10;
            part += unit * digit;
        }
        return line[from] == '-' ? whole * scale - part : whole * scale + part;
    }
}

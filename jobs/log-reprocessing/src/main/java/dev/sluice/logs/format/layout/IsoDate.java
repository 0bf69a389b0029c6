package dev.sluice.logs.format.layout;

import dev.sluice.logs.line.IsoTime;
import java.time.ZoneId;

/**
 * {@code 2026-01-31 12:34:56,789} as libraries write it by the name ISO8601: T or a blank, comma or point, with or
 * without a fraction and an offset. Not thread-safe.
 */
final class IsoDate implements DateReader {
    private static final String SHAPE = "0000-00-00T00:00:00";

    private final IsoTime time;

    IsoDate(ZoneId zone) {
        this.time = new IsoTime(zone);
    }

    @Override
    public int end(byte[] line, int from, int to) {
        if (!hasShape(line, from, to)) {
            return -1;
        }
        int at = from + SHAPE.length();
        if (at + 1 < to && (line[at] == ',' || line[at] == '.') && isDigit(line[at + 1])) {
            at++;
            while (at < to && isDigit(line[at])) {
                at++;
            }
        }
        return offset(line, at, to);
    }

    private static boolean hasShape(byte[] line, int from, int to) {
        if (to - from < SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char shape = SHAPE.charAt(i);
            byte b = line[from + i];
            boolean good = shape == '0' ? isDigit(b) : b == shape || (shape == 'T' && b == ' ');
            if (!good) {
                return false;
            }
        }
        return true;
    }

    private static int offset(byte[] line, int end, int to) {
        if (end < to && line[end] == 'Z') {
            return end + 1;
        }
        // Gunicorn writes a blank before the offset.
        int from = end < to && line[end] == ' ' ? end + 1 : end;
        if (to - from < 5 || (line[from] != '+' && line[from] != '-')) {
            return end;
        }
        int minutes = line[from + 3] == ':' ? from + 4 : from + 3;
        boolean whole = minutes + 2 <= to
                && isDigit(line[from + 1])
                && isDigit(line[from + 2])
                && isDigit(line[minutes])
                && isDigit(line[minutes + 1]);
        return whole ? minutes + 2 : end;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    @Override
    public long micros(byte[] line, int from, int to) {
        return time.micros(line, from, to);
    }
}

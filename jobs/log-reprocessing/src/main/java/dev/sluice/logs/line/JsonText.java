package dev.sluice.logs.line;

import java.util.Arrays;

/** Writes a JSON object of strings, numbers, arrays and objects, for a column that has what no column is for. Not thread-safe. */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private byte[] text = new byte[256];
    private int size;
    private boolean further;

    /** Begins anew, with the outer object. */
    public void begin() {
        size = 0;
        open();
    }

    /** Opens an object: the outer one or the value of the name before. */
    public void open() {
        put('{');
        further = false;
    }

    /** Closes the object that was opened last. */
    public void close() {
        put('}');
        further = true;
    }

    /** The name of the next member. */
    public void name(byte[] bytes, int from, int to) {
        if (further) {
            put(',');
        }
        value(bytes, from, to);
        put(':');
    }

    /** A string. */
    public void value(byte[] bytes, int from, int to) {
        put('"');
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < ' ') {
                put('\\');
                put('u');
                put('0');
                put('0');
                put(HEX.charAt(b >> 4));
                put(HEX.charAt(b & 15));
            } else {
                if (b == '"' || b == '\\') {
                    put('\\');
                }
                put(b);
            }
        }
        put('"');
        further = true;
    }

    /** Opens an array, the value of the name before or an element. */
    public void openList() {
        put('[');
        further = false;
    }

    /** Closes the array that was opened last. */
    public void closeList() {
        put(']');
        further = true;
    }

    /** Begins the next element of an array. */
    public void element() {
        if (further) {
            put(',');
        }
    }

    /** A whole number. */
    public void number(int value) {
        String digits = Integer.toString(value);
        for (int i = 0; i < digits.length(); i++) {
            put(digits.charAt(i));
        }
        further = true;
    }

    /** Closes the outer object. */
    public byte[] end() {
        close();
        return Arrays.copyOf(text, size);
    }

    private void put(int b) {
        if (size == text.length) {
            text = Arrays.copyOf(text, size * 2);
        }
        text[size++] = (byte) b;
    }
}

package dev.sluice.logs.line;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds bytes, one of them eight at a time. */
public final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Bytes() {}

    /** The first place of {@code wanted} in bytes[from, to), or -1. */
    public static int find(byte[] bytes, int from, int to, byte wanted) {
        long pattern = (wanted & 0xffL) * ONES;
        int i = from;
        int last = Math.min(to, bytes.length - 7);
        for (; i < last; i += 8) {
            long zeroed = (long) LONGS.get(bytes, i) ^ pattern;
            long hit = (zeroed - ONES) & ~zeroed & HIGHS;
            if (hit != 0) {
                int at = i + (Long.numberOfTrailingZeros(hit) >>> 3);
                return at < to ? at : -1;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Whether bytes[from, to) begin with {@code text}. */
    public static boolean startsWith(byte[] bytes, int from, int to, byte[] text) {
        if (to - from < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** The last place of {@code text} in bytes[from, to), or -1. */
    public static int findLast(byte[] bytes, int from, int to, byte[] text) {
        for (int i = to - text.length; i >= from; i--) {
            if (startsWith(bytes, i, to, text)) {
                return i;
            }
        }
        return -1;
    }

    /** The first place at or after {@code from} that is no blank, at most {@code to}. */
    public static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        return at;
    }
}

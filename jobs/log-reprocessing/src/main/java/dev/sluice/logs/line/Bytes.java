package dev.sluice.logs.line;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds a byte eight at a time. */
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
}

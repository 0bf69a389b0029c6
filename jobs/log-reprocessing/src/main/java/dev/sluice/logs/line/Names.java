package dev.sluice.logs.line;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds a name's place in a list by its bytes, without a String. Immutable. */
public final class Names {
    private final byte[][] names;
    private final int[] table;

    /** Of names that stand there twice the first counts. */
    public Names(List<String> all) {
        this.names =
                all.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        this.table = new int[Integer.highestOneBit(Math.max(4, names.length) * 4)];
        for (int i = names.length - 1; i >= 0; i--) {
            int place = place(names[i], 0, names[i].length);
            while (table[place] > 0 && !isSame(table[place] - 1, names[i], 0, names[i].length)) {
                place = (place + 1) & (table.length - 1);
            }
            table[place] = i + 1;
        }
    }

    /** The place of the name that stands in bytes[from, to), or -1. */
    public int find(byte[] bytes, int from, int to) {
        int place = place(bytes, from, to);
        while (table[place] > 0) {
            if (isSame(table[place] - 1, bytes, from, to)) {
                return table[place] - 1;
            }
            place = (place + 1) & (table.length - 1);
        }
        return -1;
    }

    private boolean isSame(int name, byte[] bytes, int from, int to) {
        return names[name].length == to - from && Bytes.startsWith(bytes, from, to, names[name]);
    }

    private int place(byte[] bytes, int from, int to) {
        int hash = 7;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        return (hash ^ (hash >>> 15)) & (table.length - 1);
    }
}

package dev.sluice.extract;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.apache.spark.sql.Row;

/**
 * The contents shorter than {@link FilePin#PREFIX} that a longer file may begin with, as lengths and CRC-32C sums: one
 * pass over a file's first bytes tells at which lengths a hash is worth making. Eight bytes each, so that a million
 * small files fit. Immutable.
 */
final class ShortPrefixes implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int LENGTH_BITS = 32;

    private final long[] keys;
    private final int[] lengths;

    private ShortPrefixes(long[] keys) {
        this.keys = keys;
        this.lengths = LongStream.of(keys)
                .mapToInt(key -> (int) (key >> LENGTH_BITS))
                .distinct()
                .toArray();
    }

    /** Of rows prefixLength INT, prefixSum INT. */
    static ShortPrefixes of(Iterator<Row> rows) {
        LongStream.Builder keys = LongStream.builder();
        rows.forEachRemaining(row -> keys.add(key(row.getInt(0), row.getInt(1))));
        return new ShortPrefixes(keys.build().sorted().distinct().toArray());
    }

    static int sum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    boolean isEmpty() {
        return keys.length == 0;
    }

    int shortest() {
        return lengths[0];
    }

    /** Ascending lengths, less than all of the bytes, at which some content has the same sum. */
    IntStream lengthsOf(byte[] bytes) {
        CRC32C sum = new CRC32C();
        IntStream.Builder found = IntStream.builder();
        int done = 0;
        for (int length : lengths) {
            if (length >= bytes.length) {
                break;
            }
            sum.update(bytes, done, length - done);
            done = length;
            if (Arrays.binarySearch(keys, key(length, (int) sum.getValue())) >= 0) {
                found.add(length);
            }
        }
        return found.build();
    }

    private static long key(int length, int sum) {
        return (long) length << LENGTH_BITS | Integer.toUnsignedLong(sum);
    }
}

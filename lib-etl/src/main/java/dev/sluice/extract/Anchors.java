package dev.sluice.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * CRC-32C sums of a content's first 16, 32, 64, ... {@value #LAST} bytes: by the one at or under its own length, a
 * short content nominates the longer ones that it may be the beginning of.
 */
final class Anchors {
    private static final int FIRST = 16;
    private static final int LAST = FilePin.PREFIX / 2;

    private Anchors() {}

    /** The sums of these first bytes, as many as they are long enough for. */
    static List<Integer> of(byte[] bytes) {
        List<Integer> sums = new ArrayList<>();
        CRC32C sum = new CRC32C();
        int done = 0;
        for (int length = FIRST; length <= Math.min(bytes.length, LAST); length *= 2) {
            sum.update(bytes, done, length - done);
            sums.add((int) sum.getValue());
            done = length;
        }
        return List.copyOf(sums);
    }
}

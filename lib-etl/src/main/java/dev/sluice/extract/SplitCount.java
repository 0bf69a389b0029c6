package dev.sluice.extract;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What reading one input split told.
 *
 * @param split key of the split, the same in each attempt, such as "path#0"
 * @param item id of the item that the split belongs to
 * @param start uncompressed offset of the split, which orders the splits of an item
 * @param complete false when the reader was closed before the split's end
 * @param counts exact counts of this split
 * @param chunks {@link ContentHash#chunks()} of the split's bytes, empty when the source does not hash
 * @param reasons rejects by code
 * @param side a file of side rows (rejects) that this attempt wrote; a later equal attempt's file is
 *     ignored; empty when there are none
 * @param format what the split was read as, where that had to be found out; else empty
 * @param remark how sure that is, for a person; else empty
 */
public record SplitCount(
        String split,
        String item,
        long start,
        boolean complete,
        Counts counts,
        List<String> chunks,
        Map<String, Long> reasons,
        String side,
        String format,
        String remark)
        implements Serializable {
    public SplitCount {
        chunks = List.copyOf(chunks);
        reasons = Map.copyOf(reasons);
    }

    /** Of a source that has no formats to find out. */
    public SplitCount(
            String split,
            String item,
            long start,
            boolean complete,
            Counts counts,
            List<String> chunks,
            Map<String, Long> reasons,
            String side) {
        this(split, item, start, complete, counts, chunks, reasons, side, "", "");
    }

    /** True when both read the same; where the side rows lie does not matter. */
    boolean sameAs(SplitCount other) {
        return counts.equals(other.counts) && chunks.equals(other.chunks) && reasons.equals(other.reasons);
    }
}

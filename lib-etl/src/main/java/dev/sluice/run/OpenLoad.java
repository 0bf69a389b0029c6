package dev.sluice.run;

import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;

/** A load with its target opened, the head that this run has pinned, and what it has published onto it. */
final class OpenLoad {
    private final Load load;
    private final Target target;
    private final Receipts receipts;
    private Head head;
    private long rows;
    private long slices;

    OpenLoad(Load load, Target target) {
        this.load = load;
        this.target = target;
        this.receipts = target.receipts();
        this.head = receipts.head();
    }

    Load load() {
        return load;
    }

    Target target() {
        return target;
    }

    Receipts receipts() {
        return receipts;
    }

    Head head() {
        return head;
    }

    /** Rows that were published since it was opened. */
    long rows() {
        return rows;
    }

    /** Slices that were published since it was opened. */
    long slices() {
        return slices;
    }

    void published(Receipt receipt) {
        head = receipt.head();
        rows += receipt.rows();
        slices++;
    }
}

package dev.sluice.run;

import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipts;

/** A load with its target opened, and the head that this run has pinned; the head moves as the run publishes. */
final class OpenLoad {
    private final Load load;
    private final Target target;
    private final Receipts receipts;
    private Head head;

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

    void movedTo(Head next) {
        head = next;
    }
}

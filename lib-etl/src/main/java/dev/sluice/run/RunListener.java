package dev.sluice.run;

import dev.sluice.extract.Tally;
import dev.sluice.ledger.PlannedSlice;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Slice;
import java.time.Duration;

/** Told of a run's steps as they happen, on the runner's thread. */
public interface RunListener {
    /** A plan was made; a run that finds itself stale makes another. */
    default void planned(Report.Planned plan) {}

    /** A slice is about to be read; the tally fills while it is. */
    default void sliceStarted(Slice slice, int of, Tally tally) {}

    /**
     * A slice has ended.
     *
     * @param problem why it was not published, empty otherwise
     */
    default void sliceEnded(Slice slice, PlannedSlice.State state, String problem) {}

    /** A try of a slice failed in a way that may pass by itself; after the pause it is tried again. */
    default void retrying(int failed, int attempts, Duration pause, String problem) {}

    /** A receipt was published. */
    default void published(Receipt receipt) {}

    /**
     * Asked before each publish, and while a slice waits to be tried again: whether this run may still work.
     *
     * @throws dev.sluice.fault.Fault LEASE_LOST, DEADLINE, STOPPED
     */
    default void mayGoOn() {}
}

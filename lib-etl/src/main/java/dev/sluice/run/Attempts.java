package dev.sluice.run;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Head;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The tries of one slice. A try that failed after it had published a load is not repeated but planned anew, since the
 * old plan would publish that load twice.
 */
final class Attempts {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Retry retry;
    private final RunListener listener;
    private String told = "";

    Attempts(Retry retry, RunListener listener) {
        this.retry = retry;
        this.listener = listener;
    }

    /** What had to be tried again and why, for the report; empty when the first try went through. */
    String told() {
        return told;
    }

    /**
     * Does a slice's work, again where that may help.
     *
     * @throws Fault the work's own; TRY_LATER when one that may pass by itself outlived the tries (a store that is
     *     down stays STORE_DOWN); STOPPED, DEADLINE or LEASE_LOST when the run has to end
     */
    SlicePublish.Outcome run(List<OpenLoad> loads, Supplier<SlicePublish.Outcome> work) {
        List<Head> pinned = heads(loads);
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (Fault fault) {
                // Where the run is to end, that is the reason, and this fault only a consequence.
                listener.mayGoOn();
                if (!fault.code().retryable()) {
                    throw fault;
                }
                if (tries >= retry.attempts()) {
                    throw tries == 1 ? fault : outlived(fault, tries);
                }
                Duration pause = retry.pause(tries);
                told = "try %d of %d failed: %s".formatted(tries, retry.attempts(), fault.getMessage());
                listener.retrying(tries, retry.attempts(), pause, fault.getMessage());
                rest(pause);
            }
            if (!heads(loads).equals(pinned)) {
                return SlicePublish.Outcome.STALE;
            }
        }
    }

    private static List<Head> heads(List<OpenLoad> loads) {
        return loads.stream().map(OpenLoad::head).toList();
    }

    private static Fault outlived(Fault fault, int tries) {
        Code code = fault.code() == Code.STORE_DOWN ? Code.STORE_DOWN : Code.TRY_LATER;
        return new Fault(code, fault.getMessage() + " (tried " + tries + " times)", fault);
    }

    /** Waits, unless the run has to end meanwhile. */
    private void rest(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LOOK_EVERY.toNanos()));
            listener.mayGoOn();
        }
    }
}

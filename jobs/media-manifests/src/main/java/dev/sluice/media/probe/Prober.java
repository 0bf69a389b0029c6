package dev.sluice.media.probe;

import java.util.Optional;

/**
 * Looks at media files, one after the other, in a process of its own that is started with the first file and again after
 * one that broke it. A file that breaks it is tried once more in a fresh process, for what killed the first may have come
 * from outside. Not thread-safe: one to a task.
 */
public final class Prober implements AutoCloseable {
    private static final int TRIES = 2;

    private final Limits limits;
    private Optional<Child> child = Optional.empty();

    public Prober(Limits limits) {
        this.limits = limits;
    }

    /**
     * Looks at one file.
     *
     * @throws dev.sluice.fault.Fault INTERNAL when no process can be started at all
     */
    public Outcome probe(ByteSource file, Wish wish) {
        if (file.length() == 0) {
            return new Outcome.Refused(Refusal.NOT_MEDIA, "has no bytes");
        }
        for (int i = 0; i < TRIES; i++) {
            Child running = child.orElseGet(Child::start);
            child = Optional.of(running);
            try {
                return running.ask(file, wish, limits);
            } catch (Child.Died e) {
                child = Optional.empty();
                if (e.late()) {
                    return new Outcome.Refused(
                            Refusal.PROBE_TIMEOUT,
                            "took longer than " + limits.time().toMillis() + " ms");
                }
            }
        }
        return new Outcome.Refused(Refusal.PROBE_CRASH, "broke the process that looked at it, twice");
    }

    /** The process at work, where there is one. */
    Optional<Long> processId() {
        return child.map(Child::processId);
    }

    @Override
    public void close() {
        child.ifPresent(Child::close);
        child = Optional.empty();
    }
}

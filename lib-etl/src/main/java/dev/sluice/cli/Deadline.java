package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ends a run that takes too long: between steps by a fault, and in the middle of one by ending the process. */
final class Deadline implements AutoCloseable {
    /** How long a step may go on after the deadline before the process is ended. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final long started = System.nanoTime();
    private final Optional<Duration> limit;
    private final Optional<Thread> watch;

    Deadline(Optional<Duration> limit) {
        this.limit = limit;
        this.watch = limit.map(this::watch);
    }

    private Thread watch(Duration most) {
        Thread thread = new Thread(
                () -> {
                    try {
                        TimeUnit.NANOSECONDS.sleep(most.plus(GRACE).toNanos());
                        System.err.println(message(most));
                        Runtime.getRuntime().halt(Code.DEADLINE.exitStatus());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "deadline");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    void check() {
        limit.ifPresent(most -> {
            if (System.nanoTime() - started > most.toNanos()) {
                throw new Fault(Code.DEADLINE, message(most));
            }
        });
    }

    private static String message(Duration most) {
        return "Cannot go on: the deadline of " + most.toSeconds()
                + " s has passed (run again, it goes on where it was)";
    }

    @Override
    public void close() {
        watch.ifPresent(Thread::interrupt);
    }
}

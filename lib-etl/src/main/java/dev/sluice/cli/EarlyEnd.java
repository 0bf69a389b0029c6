package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The end of a run before its time: at a signal, at its deadline, or when its lease is lost. The first reason stands.
 * Spark's jobs are cancelled from then on until the run has unwound; a run that has not in {@link #GRACE} is ended with
 * the whole process, whatever threads still live, after the ledger was told. Thread-safe.
 */
final class EarlyEnd implements AutoCloseable {
    /** Time to unwind; with what {@link Main} gives the process to exit it makes 30 s. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final long CANCEL_EVERY_MILLIS = 200;
    private static final Duration FOR_LAST_WORDS = Duration.ofSeconds(5);

    private final CompletableFuture<Fault> asked = new CompletableFuture<>();
    private final CountDownLatch unwound = new CountDownLatch(1);
    private final Optional<Duration> deadline;
    private final Signals signals;
    private final Thread watch = new Thread(this::watch, "early end");
    private volatile Runnable cancel = () -> {};
    private volatile Consumer<Fault> lastWords = why -> {};

    /** @param run names the run in messages */
    EarlyEnd(String run, Optional<Duration> deadline) {
        this.deadline = deadline;
        this.signals = new Signals(name -> ask(new Fault(
                Code.STOPPED,
                "Cannot finish " + run + ": stopped by a signal; resumable (" + name
                        + "; run again, it goes on where it was)")));
        watch.setDaemon(true);
        watch.start();
    }

    /** What cancels the work at hand; done again and again, because a next piece may have begun meanwhile. */
    void cancelBy(Runnable action) {
        cancel = action;
    }

    /** What is still to be said when the run does not unwind. */
    void lastWords(Consumer<Fault> words) {
        lastWords = words;
    }

    void ask(Fault why) {
        if (asked.complete(why)) {
            System.err.println("sluice: stopping, within 30 s");
        }
    }

    /** Why the run has to end, if it has to. */
    Optional<Fault> asked() {
        return Optional.ofNullable(asked.getNow(null));
    }

    /** @throws Fault STOPPED, DEADLINE, LEASE_LOST */
    void check() {
        asked().ifPresent(why -> {
            throw why;
        });
    }

    private void watch() {
        try {
            Fault why = reason();
            long since = System.nanoTime();
            do {
                cancelOnce(why);
            } while (!unwound.await(CANCEL_EVERY_MILLIS, TimeUnit.MILLISECONDS)
                    && System.nanoTime() - since < GRACE.toNanos());
            if (unwound.getCount() > 0) {
                halt(why);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancelOnce(Fault why) {
        try {
            cancel.run();
        } catch (RuntimeException e) {
            // A Spark that is stopping takes no requests any more; the halt has to come all the same.
            why.addSuppressed(e);
        }
    }

    private Fault reason() throws InterruptedException {
        try {
            return deadline.isPresent() ? asked.get(deadline.get().toNanos(), TimeUnit.NANOSECONDS) : asked.get();
        } catch (TimeoutException e) {
            ask(new Fault(
                    Code.DEADLINE,
                    "Cannot go on: the deadline of " + deadline.get().toSeconds()
                            + " s has passed; resumable (run again, it goes on where it was)"));
            return asked.join();
        } catch (ExecutionException e) {
            throw new Fault(Code.INTERNAL, "Cannot tell why the run is to end: " + e.getMessage(), e);
        }
    }

    private void halt(Fault why) throws InterruptedException {
        Thread words = new Thread(() -> lastWords.accept(why), "last words");
        words.setDaemon(true);
        words.start();
        words.join(FOR_LAST_WORDS.toMillis());
        System.err.println("sluice: ended by force: the run did not stop within " + GRACE.toSeconds() + " s");
        Runtime.getRuntime().halt(why.code().exitStatus());
    }

    /** The run has unwound. */
    @Override
    public void close() {
        unwound.countDown();
        watch.interrupt();
        signals.close();
    }
}

package dev.sluice.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.TaskContext;

/** Called by queries through {@code java_method}: makes trouble, mostly in the first attempt at a task. */
public final class Mischief {
    private static final long ROW = 7;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    private Mischief() {}

    private static boolean first(long id) {
        return id == ROW && TaskContext.get().attemptNumber() == 0;
    }

    public static String fail(long id) {
        if (first(id)) {
            throw new IllegalStateException("on purpose");
        }
        return "n" + id;
    }

    /** Is so slow that a speculative copy of the task is sure to win. */
    public static String dawdle(long id) {
        if (first(id)) {
            long end = System.nanoTime() + PATIENCE;
            while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        return "n" + id;
    }

    /** Ends the executor, at each attempt. */
    public static String halt(long id) {
        if (id == ROW) {
            Runtime.getRuntime().halt(1);
        }
        return "n" + id;
    }

    /** Waits for a file. */
    public static String hold(String file) {
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end && !Files.exists(Path.of(file))) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return "held";
    }
}

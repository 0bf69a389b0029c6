package dev.sluice.jdbc;

/**
 * A moment of a database that several connections see, for as long as this is open.
 *
 * @param name what a part's read joins it by ({@link Dialect#rows}); empty where the database has no such thing
 * @param readers how many parts can be read of it at once; the others wait
 * @param release ends it
 */
public record Snapshot(String name, int readers, Runnable release) implements AutoCloseable {
    /** Each connection sees its own moment. */
    public static final Snapshot NONE = new Snapshot("", 1, () -> {});

    /** From where a moment can be joined. */
    public enum Reach {
        /** From nowhere. */
        NOWHERE,
        /** From the process that took it, so where Spark runs in one. */
        THIS_PROCESS,
        /** From every machine. */
        EVERYWHERE
    }

    @Override
    public void close() {
        release.run();
    }
}

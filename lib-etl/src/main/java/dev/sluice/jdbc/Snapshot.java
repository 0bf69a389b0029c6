package dev.sluice.jdbc;

/**
 * A moment of a database that several connections see, for as long as this is open.
 *
 * @param name what other connections join it by; empty where the database has no such thing
 * @param release ends it
 */
public record Snapshot(String name, Runnable release) implements AutoCloseable {
    /** Each connection sees its own moment. */
    public static final Snapshot NONE = new Snapshot("", () -> {});

    @Override
    public void close() {
        release.run();
    }
}

package dev.sluice.media.promote;

/** What is done with many files. */
public enum Deed {
    /** Outputs take their originals' places. */
    PROMOTE("promote", "promoted"),
    /** Originals come back. */
    ROLLBACK("rollback", "rolled back"),
    /** Originals go for good. */
    PURGE("purge", "purged");

    private final String command;
    private final String done;

    Deed(String command, String done) {
        this.command = command;
        this.done = done;
    }

    /** The word of the command. */
    public String command() {
        return command;
    }

    /** What was done to a file by it. */
    public String done() {
        return done;
    }
}

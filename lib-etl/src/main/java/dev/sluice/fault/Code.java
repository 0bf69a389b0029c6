package dev.sluice.fault;

/**
 * What went wrong, in one word. The exit statuses follow BSD sysexits(3), with 124 as in timeout(1) and
 * 76 for a lost lease; docs/operations.md lists them.
 */
public enum Code {
    USAGE(Blame.CONFIG, 64, false),
    SETTINGS(Blame.CONFIG, 78, false),
    /** A check failed or there were too many rejects: the slice is not published. */
    CHECK_FAILED(Blame.DATA, 65, false),
    /** Lines read and lines accounted for differ: the slice is not published. */
    UNBALANCED(Blame.DATA, 65, false),
    /** An expression of a step raised an error over a row: the slice is not published. */
    ROW_FAILED(Blame.DATA, 65, false),
    /** A file of the input cannot be decoded: the slice is not published. */
    INPUT_DAMAGED(Blame.DATA, 65, false),
    /** The input changed between the plan and the read; the next plan sees it as it is then. */
    INPUT_CHANGED(Blame.DATA, 75, false),
    INPUT_MISSING(Blame.EXTERNAL, 66, false),
    STORE_DOWN(Blame.EXTERNAL, 69, true),
    NOT_ALLOWED(Blame.EXTERNAL, 77, false),
    /** The target's head names a receipt that its own history does not hold: rolled back or replaced by hand. */
    TARGET_ROLLED_BACK(Blame.EXTERNAL, 65, false),
    /** A chain of receipts does not reach its origin. */
    CHAIN_BROKEN(Blame.EXTERNAL, 65, false),
    /** The heap of the driver or of an executor is too small for the work. */
    OUT_OF_MEMORY(Blame.EXTERNAL, 71, false),
    CANNOT_WRITE(Blame.EXTERNAL, 73, false),
    INPUT_OUTPUT(Blame.EXTERNAL, 74, true),
    /** Someone else published or holds the lease again and again; nothing is wrong, try later. */
    TRY_LATER(Blame.EXTERNAL, 75, true),
    LEASE_LOST(Blame.EXTERNAL, 76, false),
    /** It is not known whether the last publish took place; the next run reads the head and knows. */
    UNKNOWN_OUTCOME(Blame.EXTERNAL, 75, false),
    DEADLINE(Blame.EXTERNAL, 124, false),
    /** By a signal; what was published stands, and the next run goes on. */
    STOPPED(Blame.EXTERNAL, 143, false),
    INTERNAL(Blame.INTERNAL, 70, false);

    private final Blame blame;
    private final int exitStatus;
    private final boolean retryable;

    Code(Blame blame, int exitStatus, boolean retryable) {
        this.blame = blame;
        this.exitStatus = exitStatus;
        this.retryable = retryable;
    }

    public Blame blame() {
        return blame;
    }

    public int exitStatus() {
        return exitStatus;
    }

    /** True when nothing was written and the same plan may succeed a moment later. */
    public boolean retryable() {
        return retryable;
    }
}

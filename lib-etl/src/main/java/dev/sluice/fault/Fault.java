package dev.sluice.fault;

/**
 * The one exception of Sluice. Its message reads "Cannot verb thing: value (what to do)" and is meant for the
 * person on call, who sees it without a stack trace.
 */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    public Fault(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Fault(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}

package dev.sluice.media.probe;

/** A file is none that can be looked at. */
final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal code;

    Unfit(Refusal code, String message) {
        super(message);
        this.code = code;
    }

    Refusal code() {
        return code;
    }
}

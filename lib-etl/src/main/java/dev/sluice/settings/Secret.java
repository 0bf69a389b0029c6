package dev.sluice.settings;

/** A value that is given by reference ({@code env:NAME}, {@code file:PATH}) and never shown. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The value itself, for the call that needs it and for nothing else. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "****";
    }
}

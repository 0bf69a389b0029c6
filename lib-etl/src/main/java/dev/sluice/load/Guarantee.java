package dev.sluice.load;

/** What a sink promises about the rows of a slice; {@code plan} prints it. */
public enum Guarantee {
    EXACTLY_ONCE("exactly once"),
    SAME_RESULT("same result however often"),
    AT_LEAST_ONCE("at least once");

    private final String words;

    Guarantee(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}

package dev.sluice.jdbc;

/** A value that its column's type cannot hold: the row becomes a reject. */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * What is wrong.
     *
     * @param column its name
     * @param why such as "infinity is no timestamp"
     */
    public Unreadable(String column, String why) {
        super(column + ": " + why);
    }

    /** For readers of one column, which do not know its name. */
    public Unreadable(String why) {
        super(why);
    }
}

package dev.sluice.logs.line;

/** What a parser of lines whose times have no year tells of them, and what it is told of the file that was begun. */
public interface YearlessLines {
    /** The month and day of a line, as {@link Years#day}, or {@link Years#NO_DAY} where it has none without a year. */
    int day(byte[] line, int from, int to);

    /**
     * Tells of the lines to come, before the first of them.
     *
     * @param left how often the year changes in them
     * @param last the day of the last of them
     */
    void rollOvers(int left, int last);
}

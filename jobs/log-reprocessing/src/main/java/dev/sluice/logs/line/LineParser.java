package dev.sluice.logs.line;

/** Takes a line apart. */
public interface LineParser {
    /**
     * Fills the columns of {@code out}, which are null before. A bad field leaves its column null and is told by
     * {@link Columns#problem}; a line that cannot be taken apart at all is told by {@link Columns#reject}, and one that
     * describes the others by {@link Columns#header}.
     */
    void parse(byte[] line, int from, int to, Columns out);
}

package dev.sluice.logs.line;

import dev.sluice.logs.bytes.Joints;
import java.util.Optional;

/** Takes an event apart: a line, or several where the format says so. */
public interface LineParser {
    /**
     * Tells where the next lines are: the path of their file, and behind it {@code !/} and the name of the member where
     * that is an archive. Asked before all else of a file.
     */
    default void at(String place) {}

    /**
     * Looks at the next file's beginning: as many bytes as {@link LineFormat#lookAhead} says, fewer only where the file
     * has no more. Asked before {@link #begin}, and only where the format wants to look.
     */
    default void lookAt(byte[] beginning) {}

    /** The format that the look found out; empty where it found none, or where there is nothing to find out. */
    default String detected() {
        return "";
    }

    /** What the report says of the file; empty for nothing. */
    default String remark() {
        return "";
    }

    /** Begins a file; what was remembered of another is forgotten. */
    default void begin(LastWritten file) {}

    /**
     * True when a line goes on with the event of the line before it. The answer depends on this line alone. Asked only
     * where the format is {@link LineFormat#multiLine}.
     */
    default boolean continues(byte[] line, int from, int to) {
        return false;
    }

    /** Which lines of the file that was begun make an event; empty where {@link #continues} tells or each line is one. */
    default Optional<Joints> joints() {
        return Optional.empty();
    }

    /** Where times have no year and are wanted: their days, and who has to know when it changes. */
    default Optional<YearlessLines> yearless() {
        return Optional.empty();
    }

    /**
     * Fills the columns of {@code out}, which are null before. A bad field leaves its column null and is told by
     * {@link Columns#problem}; a line that cannot be taken apart at all is told by {@link Columns#reject}, and one that
     * describes the others by {@link Columns#header}. Lines of one event are divided by LF or CR LF.
     */
    void parse(byte[] line, int from, int to, Columns out);
}

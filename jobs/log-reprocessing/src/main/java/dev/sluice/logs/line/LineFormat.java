package dev.sluice.logs.line;

import java.io.Serializable;
import java.util.Locale;
import org.apache.spark.sql.types.StructType;

/** What the lines of a log look like. Serializable and immutable; the parsers that it makes are for one thread. */
public interface LineFormat extends Serializable {
    /** The columns that lines of this format can fill, all nullable. */
    StructType columns();

    /** Compiles the format for the columns in {@code wanted}; those are filled and nothing else is parsed. */
    LineParser parser(StructType wanted);

    /** True when what a line means depends on lines before it in its file, which is read from its beginning then. */
    default boolean inOrder() {
        return false;
    }

    /** Bytes of a file's beginning that {@link LineParser#lookAt} wants to see. */
    default int lookAhead() {
        return 0;
    }

    /**
     * The same format where months and days of the week have the names of a language; this one where its times have
     * none, or none but English ones.
     */
    default LineFormat in(Locale locale) {
        return this;
    }

    /** True when an event may have several lines: {@link LineParser#continues} tells which go on with the one before. */
    default boolean multiLine() {
        return false;
    }

    /**
     * True when {@link LineParser#joints} tells which lines make an event. One reader reads each file then. With another rule
     * for events of several lines the format gets single lines.
     */
    default boolean joined() {
        return false;
    }
}

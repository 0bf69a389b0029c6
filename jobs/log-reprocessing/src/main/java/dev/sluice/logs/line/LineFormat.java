package dev.sluice.logs.line;

import java.io.Serializable;
import org.apache.spark.sql.types.StructType;

/** What the lines of a log look like. Serializable and immutable; the parsers that it makes are for one thread. */
public interface LineFormat extends Serializable {
    /** The columns that lines of this format can fill, all nullable. */
    StructType columns();

    /** Compiles the format for the columns in {@code wanted}; those are filled and nothing else is parsed. */
    LineParser parser(StructType wanted);
}

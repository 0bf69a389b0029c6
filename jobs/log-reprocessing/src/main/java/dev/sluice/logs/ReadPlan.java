package dev.sluice.logs;

import dev.sluice.extract.Tally;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.naming.Naming;
import dev.sluice.logs.naming.Shape;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How to read, for drivers and executors alike.
 *
 * @param format what lines look like
 * @param raw when the line itself is kept
 * @param maxLine bytes that a line may have
 * @param hash whether the content is hashed in passing
 * @param naming how the columns are called
 * @param inSlice the tally and the scratch folder for rejects; null outside of a slice
 */
record ReadPlan(LineFormat format, Raw raw, int maxLine, boolean hash, Naming naming, InSlice inSlice)
        implements Serializable {
    /**
     * @param tally told what was read
     * @param scratch folder for files of rejects
     */
    record InSlice(Tally tally, String scratch) implements Serializable {}

    /** A plan for rows with our own names. */
    ReadPlan(LineFormat format, Raw raw, int maxLine, boolean hash, InSlice inSlice) {
        this(format, raw, maxLine, hash, Naming.SLUICE, inSlice);
    }

    Optional<InSlice> slice() {
        return Optional.ofNullable(inSlice);
    }

    /**
     * The columns to fill for those that are wanted, of which {@link Shape#flat} tells: these first, and all others where {@code _error} tells about them,
     * so that what it says does not depend on what else is asked for.
     */
    StructType filled(StructType wanted) {
        List<String> names = List.of(wanted.fieldNames());
        StructType filled = wanted;
        if (names.contains("_error") || (names.contains("_raw") && raw == Raw.ON_ERROR)) {
            for (StructField field : format.columns().fields()) {
                filled = names.contains(field.name()) ? filled : filled.add(field);
            }
        }
        return filled;
    }

    Shape shape() {
        return Shape.of(naming, format.columns());
    }

    StructType schema() {
        return MetaColumns.behind(shape().nested(), inSlice != null);
    }
}

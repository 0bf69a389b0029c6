package dev.sluice.logs;

import dev.sluice.extract.Tally;
import dev.sluice.logs.format.LineFormat;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * How to read, for drivers and executors alike.
 *
 * @param format what lines look like
 * @param raw when the line itself is kept
 * @param maxLine bytes that a line may have
 * @param hash whether the content is hashed in passing
 * @param inSlice the tally and the scratch folder for rejects; null outside of a slice
 */
record ReadPlan(LineFormat format, Raw raw, int maxLine, boolean hash, InSlice inSlice) implements Serializable {
    /**
     * @param tally told what was read
     * @param scratch folder for files of rejects
     */
    record InSlice(Tally tally, String scratch) implements Serializable {}

    Optional<InSlice> slice() {
        return Optional.ofNullable(inSlice);
    }

    StructType schema() {
        return MetaColumns.behind(format.columns(), inSlice != null);
    }
}

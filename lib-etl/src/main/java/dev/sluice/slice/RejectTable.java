package dev.sluice.slice;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The shape of every table of rejects.
 *
 * <p>Columns, in this order, all nullable: code STRING (the reason, upper snake case), message STRING (the reason in
 * words), raw STRING (the row or line as it came), source STRING (the table or source that it came from), origin
 * STRUCT (file STRING, offset BIGINT, line BIGINT, member STRING), _item BIGINT ({@link Item#key}).
 */
public final class RejectTable {
    /**
     * Columns: file STRING, offset BIGINT (bytes into the uncompressed file), line BIGINT (1-based), member STRING (of an
     * archive: then offset and line are those in the member).
     */
    public static final StructType ORIGIN = new StructType()
            .add("file", DataTypes.StringType)
            .add("offset", DataTypes.LongType)
            .add("line", DataTypes.LongType)
            .add("member", DataTypes.StringType);

    public static final StructType SCHEMA = new StructType()
            .add("code", DataTypes.StringType)
            .add("message", DataTypes.StringType)
            .add("raw", DataTypes.StringType)
            .add("source", DataTypes.StringType)
            .add("origin", ORIGIN)
            .add("_item", DataTypes.LongType);

    private RejectTable() {}

    /** The name of the rejects of a table. */
    public static String of(String table) {
        return table + ".rejects";
    }
}

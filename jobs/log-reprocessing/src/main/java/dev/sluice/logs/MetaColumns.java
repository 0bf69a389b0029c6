package dev.sluice.logs;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.RejectTable;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that each log has behind those of its format.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>_raw STRING</td><td>the line as it was written, by the policy {@link Raw}; else null</td></tr>
 * <tr><td>_error STRUCT&lt;code STRING, field STRING, column INT&gt;</td><td>the first field that could not be used, and
 *     where in the line (1-based, bytes); null when all could</td></tr>
 * <tr><td>_origin STRUCT&lt;file STRING, offset BIGINT, line BIGINT, member STRING, last_line BIGINT&gt;</td><td>offset in
 *     the uncompressed bytes; the first and the last line of the event (1-based, the same where it has one line) are null
 *     where a large plain file was split; the member of an archive, as {@code inner.tar!access.log} where that is in an
 *     archive in the archive, else null: then offset and lines are those in the member</td></tr>
 * <tr><td>_id BIGINT</td><td>the same whenever the line is read, also from a renamed, compressed, grown or archived file:
 *     xxhash64 over the file's first complete line (at most 4 KiB of it), the line's offset and its bytes</td></tr>
 * <tr><td>_item BIGINT</td><td>key of the item; only in a slice</td></tr>
 * </table>
 */
final class MetaColumns {
    static final StructType ORIGIN = new StructType()
            .add("file", DataTypes.StringType, false)
            .add("offset", DataTypes.LongType, false)
            .add("line", DataTypes.LongType, true)
            .add("member", DataTypes.StringType, true)
            .add("last_line", DataTypes.LongType, true);

    private static final StructType ERROR = new StructType()
            .add("code", DataTypes.StringType, false)
            .add("field", DataTypes.StringType, true)
            .add("column", DataTypes.IntegerType, false);

    private static final StructType ALL = new StructType()
            .add("_raw", DataTypes.StringType, true)
            .add("_error", ERROR, true)
            .add("_origin", ORIGIN, false)
            .add("_id", DataTypes.LongType, false);

    /** Columns of the table of rejects, as {@link RejectTable#OF_LINES}. */
    static final StructType REJECTS = new StructType()
            .add("code", DataTypes.StringType, false)
            .add("message", DataTypes.StringType, false)
            .add("raw", DataTypes.StringType, true)
            .add("source", DataTypes.StringType, false)
            .add("origin", ORIGIN, false)
            .add("redo", RejectTable.REDO, true)
            .add("_item", DataTypes.LongType, true);

    private MetaColumns() {}

    /** The format's columns, then these; {@code _item} comes last and only for a slice. */
    static StructType behind(StructType columns, boolean inSlice) {
        StructType all = columns;
        for (var field : ALL.fields()) {
            all = all.add(field);
        }
        all = inSlice ? all.add("_item", DataTypes.LongType, false) : all;
        for (String name : List.of("_raw", "_error", "_origin", "_id", "_item")) {
            if (List.of(columns.fieldNames()).contains(name)) {
                throw new Fault(
                        Code.SETTINGS, "Cannot use the column name " + name + " (the log reader has one itself)");
            }
        }
        return all;
    }
}

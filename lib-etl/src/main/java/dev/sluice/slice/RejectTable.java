package dev.sluice.slice;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The shape of every table of rejects.
 *
 * <p>Columns, in this order, all nullable: code STRING (the reason, upper snake case), message STRING (the reason in
 * words), raw STRING (the row or line as it came), source STRING (the table or source that it came from), origin
 * STRUCT (file STRING, offset BIGINT, line BIGINT, member STRING, last_line BIGINT), _item BIGINT ({@link Item#key}).
 * Rejects of lines have the column {@link #REDO} besides, before {@code _item}.
 */
public final class RejectTable {
    /**
     * Columns: file STRING, offset BIGINT (bytes into the uncompressed file), line BIGINT (1-based), member STRING (of an
     * archive: then offset and line are those in the member), last_line BIGINT (that of an event of several lines; else
     * as line).
     */
    public static final StructType ORIGIN = new StructType()
            .add("file", DataTypes.StringType)
            .add("offset", DataTypes.LongType)
            .add("line", DataTypes.LongType)
            .add("member", DataTypes.StringType)
            .add("last_line", DataTypes.LongType);

    /**
     * What it takes to read a line again from its reject, null where {@code raw} is not all of the line. Columns: first_line
     * BIGINT (xxhash64 of the file's first line, which ids are made of), line_end STRING (what follows {@code raw} up to the
     * next line that is not blank), base64 STRING (the line as it was where {@code raw} is not: it is no UTF-8, or a byte
     * order mark came before it), written BIGINT (when the file was written to its end, microseconds since the epoch),
     * written_by STRING (what told that).
     */
    public static final StructType REDO = new StructType()
            .add("first_line", DataTypes.LongType)
            .add("line_end", DataTypes.StringType)
            .add("base64", DataTypes.StringType)
            .add("written", DataTypes.LongType)
            .add("written_by", DataTypes.StringType);

    public static final StructType SCHEMA = new StructType()
            .add("code", DataTypes.StringType)
            .add("message", DataTypes.StringType)
            .add("raw", DataTypes.StringType)
            .add("source", DataTypes.StringType)
            .add("origin", ORIGIN)
            .add("_item", DataTypes.LongType);

    /** Columns of rejects of lines. */
    public static final StructType OF_LINES = new StructType()
            .add("code", DataTypes.StringType)
            .add("message", DataTypes.StringType)
            .add("raw", DataTypes.StringType)
            .add("source", DataTypes.StringType)
            .add("origin", ORIGIN)
            .add("redo", REDO)
            .add("_item", DataTypes.LongType);

    private static final String ITEM = "_item";

    private static final String FROM = "_origin";

    private RejectTable() {}

    /**
     * Rows as rejects: raw is the row as JSON without {@code _item}, origin that of a column {@code _origin}, where there is
     * one.
     *
     * @param code of each row
     * @param message of each row
     * @param source the table that they come from
     */
    public static Dataset<Row> rejects(Dataset<Row> rows, Column code, Column message, String source) {
        List<String> columns = List.of(rows.columns());
        return rows.select(
                code.cast(DataTypes.StringType).as("code"),
                message.cast(DataTypes.StringType).as("message"),
                raw(columns).as("raw"),
                lit(source).as("source"),
                (columns.contains(FROM) ? origin(rows) : lit(null).cast(ORIGIN)).as("origin"),
                (columns.contains(ITEM) ? col(ITEM) : lit(null))
                        .cast(DataTypes.LongType)
                        .as(ITEM));
    }

    private static Column raw(List<String> columns) {
        Column[] values = columns.stream()
                .filter(column -> !column.equals(ITEM))
                .map(column -> col("`" + column.replace("`", "``") + "`"))
                .toArray(Column[]::new);
        return values.length == 0 ? lit("{}") : to_json(struct(values), Map.of("ignoreNullFields", "false"));
    }

    /** What a row's origin does not have is null. */
    private static Column origin(Dataset<Row> rows) {
        Set<String> has = rows.schema().apply(FROM).dataType() instanceof StructType struct
                ? Set.of(struct.fieldNames())
                : Set.of();
        Column[] fields = Arrays.stream(ORIGIN.fields())
                .map(field -> (has.contains(field.name()) ? col(FROM).getField(field.name()) : lit(null))
                        .cast(field.dataType())
                        .as(field.name()))
                .toArray(Column[]::new);
        return when(col(FROM).isNotNull(), struct(fields));
    }

    /** The name of the rejects of a table. */
    public static String of(String table) {
        return table + ".rejects";
    }
}

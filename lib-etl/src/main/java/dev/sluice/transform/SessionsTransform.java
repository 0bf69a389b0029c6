package dev.sluice.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Adds to each row which session it belongs to. The rows of a key, by time, are one session as long as each comes less
 * than {@code gap} after the one before, as in Spark's own {@code session_window}. A null in a key is a value as any
 * other. As many rows come out as go in; the new columns are
 *
 * <pre>
 * session_id        STRING  32 hexadecimal digits, the same in each run: the beginning of the SHA-256 of the key and
 *                           the time of the session's first row; null where the row has no time
 * session_position  INT     from 1 by time; rows of one time are ordered by all their columns; null with the id
 * </pre>
 *
 * Whoever knows the values that a key may have can find it behind an id: mask a key that tells of persons above this
 * step. A session does not go beyond its slice.
 */
@Doc("a session id and a position for the rows of a key that follow each other without a long gap")
public record SessionsTransform(
        @Doc("the name of the table that the step makes") String name,
        @Doc("the table to look at") String from,

        @Doc("columns that together tell whose session it is; with _item, sessions end with the item")
        List<String> key,

        @Doc("the column of the time, of type TIMESTAMP or TIMESTAMP_NTZ")
        String time,

        @Doc("a row that comes this long after the one before, or longer, begins a session") @Preset("30m")
        Duration gap,

        @Doc("what the names of the new columns begin with") @Preset("session_")
        String prefix,

        @Doc("slice: sessions within each slice alone are meant")
        Optional<StepScope> scope)
        implements Transform {
    private static final int ID_DIGITS = 32;
    private static final int SHA_BITS = 256;

    /** The same text whatever the zone of the Spark session. */
    private static final Map<String, String> JSON = Map.of(
            "timeZone", "UTC",
            "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
            "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
            "ignoreNullFields", "false");

    public SessionsTransform {
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new InvalidSetting("key", "names no column; give at least one");
        }
        if (gap.isZero()) {
            throw new InvalidSetting("gap", "is no time at all; write it like 30m");
        }
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public boolean combinesRows() {
        return true;
    }

    @Override
    public boolean sliceScoped() {
        return scope.isPresent();
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> table = in.table(from);
        StructField at = Columns.field(name, table, time);
        if (!Set.of(DataTypes.TimestampType, DataTypes.TimestampNTZType).contains(at.dataType())) {
            throw Columns.notOf(name, at, "TIMESTAMP");
        }
        Column[] keys = key.stream()
                .map(one -> column(Columns.field(name, table, one).name()))
                .toArray(Column[]::new);
        return in.with(name, Plans.build(name, () -> sessions(table, keys, column(at.name()))));
    }

    private Dataset<Row> sessions(Dataset<Row> table, Column[] keys, Column at) {
        // Nulls come first: what has no time belongs to no session and lies before all of them.
        Column[] order = Stream.concat(
                        Stream.of(at.asc_nulls_first()),
                        Arrays.stream(table.schema().fields()).map(field -> expr(Columns.orderable(field))))
                .toArray(Column[]::new);
        WindowSpec byTime = Window.partitionBy(keys).orderBy(order);
        String before = Columns.free(table, "_before");
        String rank = Columns.free(table, "_rank");
        Dataset<Row> ranked = table.withColumn(before, lag(at, 1).over(byTime))
                .withColumn(rank, row_number().over(byTime));
        Column begins = at.isNotNull()
                .and(column(before).isNull().or(at.minus(column(before)).geq(lit(gap))));
        // The id is made of the first row's key: equal keys, such as 0.0 and -0.0, need not look alike.
        Column first = struct(id(keys, at).as("id"), column(rank).as("rank"));
        Column session = last(when(begins, first), true)
                .over(byTime.rowsBetween(Window.unboundedPreceding(), Window.currentRow()));
        String begun = Columns.free(ranked, "_begun");
        Column added = struct(
                column(begun).getField("id").as(prefix + "id"),
                column(rank).minus(column(begun).getField("rank")).plus(1).as(prefix + "position"));
        return Columns.spread(
                name,
                ranked.withColumn(begun, session),
                added,
                List.of(prefix + "id", prefix + "position"),
                Set.of(before, rank, begun));
    }

    private static Column id(Column[] keys, Column at) {
        Stream<Column> named = IntStream.range(0, keys.length).mapToObj(i -> keys[i].as("key" + i));
        Column text =
                to_json(struct(Stream.concat(Stream.of(at.as("at")), named).toArray(Column[]::new)), JSON);
        return substring(sha2(text, SHA_BITS), 1, ID_DIGITS);
    }

    private static Column column(String name) {
        return col(Columns.quoted(name));
    }
}

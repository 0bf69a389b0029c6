package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.probe.Limits;
import dev.sluice.media.probe.Need;
import dev.sluice.media.probe.Wish;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import dev.sluice.settings.Size;
import dev.sluice.slice.RejectTable;
import dev.sluice.transform.Tables;
import dev.sluice.transform.Transform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The kind {@code probe}: looks into the files that a column {@code path} names and adds {@code asset} STRING ({@link
 * dev.sluice.media.probe.Fingerprint}) and {@code probe} STRUCT ({@link dev.sluice.media.probe.Probe}). A file that has
 * no probe is a row of {@code name.rejects}: code is a {@link dev.sluice.media.probe.Refusal}, raw is null, origin names
 * the file. Where the input has a column {@code bytes}, a file of another length is UNREADABLE: it has changed.
 *
 * <p>The files are read as the rows or the rejects are, whichever are read first; the others take the answers from the
 * run's scratch folder, so that a file is in exactly one of both, and is looked at once. A store that is down makes each
 * file UNREADABLE: {@code check.max-rejects} then keeps the slice from being published.
 */
@Doc("what is in media files: containers, streams, colours; files that are none, or broken, become rejects")
public record ProbeTransform(
        @Doc("the name of the table of files with their probes; the others are name.rejects")
        String name,

        @Doc("the table of files; its column path names them")
        String from,

        @Doc("header: what the header tells; full: each stream is looked at; auto: full where the header lacks a need")
        @Preset("auto")
        Depth tier,

        @Doc("fields that auto must have") @Preset("[duration, pixel-format, bit-depth, frame-rate, color]")
        List<Need> needs,

        @Doc("bytes that are read of one file at most") @Preset("64 MiB")
        Size maxBytes,

        @Doc("a file that takes longer is a reject") @Preset("30s")
        Duration timeout)
        implements Transform {
    static final String PATH = "path";
    static final String BYTES = "bytes";
    private static final String ITEM = "_item";
    private static final String SCRATCH = "sluice.scratch";

    /** How much of a file is looked at. */
    public enum Depth {
        HEADER,
        FULL,
        AUTO
    }

    public ProbeTransform {
        needs = List.copyOf(needs);
        if (maxBytes.bytes() < 1 << 20) {
            throw new InvalidSetting("max-bytes", "is " + maxBytes.bytes() + " bytes; allowed is 1 MiB or more");
        }
        if (timeout.toMillis() < 100) {
            throw new InvalidSetting("timeout", "is " + timeout.toMillis() + " ms; allowed is 100 ms or more");
        }
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public boolean rejects() {
        return true;
    }

    private Wish wish() {
        return switch (tier) {
            case HEADER -> Wish.HEADER;
            case FULL -> Wish.FULL;
            case AUTO -> Wish.of(Set.copyOf(needs));
        };
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> table = in.table(from);
        List<String> columns = List.of(table.columns());
        check(table.schema());
        StructType schema = table.schema();
        for (String added : ProbeRows.ADDED.fieldNames()) {
            schema = schema.add(ProbeRows.ADDED.apply(added));
        }
        ProbeRows.Order order = new ProbeRows.Order(
                wish(),
                new Limits(maxBytes.bytes(), timeout),
                columns.indexOf(PATH),
                columns.indexOf(BYTES),
                scratch(spark),
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
        Dataset<Row> all = table.mapPartitions(new ProbeRows(order), Encoders.row(schema));
        return in.with(name, rows(all, columns)).with(RejectTable.of(name), rejects(all, columns));
    }

    private void check(StructType schema) {
        List<String> names = Arrays.asList(schema.fieldNames());
        if (!names.contains(PATH) || !schema.apply(PATH).dataType().equals(DataTypes.StringType)) {
            throw wrong("its input has no column \"path\" of type STRING");
        }
        for (String added : ProbeRows.ADDED.fieldNames()) {
            if (names.contains(added)) {
                throw wrong("its input has a column \"" + added + "\" already (rename it in a sql step above)");
            }
        }
        if (names.contains(BYTES) && !schema.apply(BYTES).dataType().equals(DataTypes.LongType)) {
            throw wrong("the column \"bytes\" of its input is not of type BIGINT");
        }
    }

    private Fault wrong(String why) {
        return new Fault(Code.SETTINGS, "Cannot build table \"" + name + "\": " + why);
    }

    private static Dataset<Row> rows(Dataset<Row> all, List<String> columns) {
        List<Column> kept = new ArrayList<>();
        columns.stream().filter(column -> !column.equals(ITEM)).forEach(column -> kept.add(quoted(all, column)));
        kept.add(all.col("asset"));
        kept.add(all.col("probe"));
        if (columns.contains(ITEM)) {
            kept.add(all.col(ITEM));
        }
        return all.where(all.col("refusal").isNull()).select(kept.toArray(Column[]::new));
    }

    private Dataset<Row> rejects(Dataset<Row> all, List<String> columns) {
        Column origin = struct(
                all.col(PATH).as("file"),
                lit(null).cast("bigint").as("offset"),
                lit(null).cast("bigint").as("line"),
                lit(null).cast("string").as("member"),
                lit(null).cast("bigint").as("last_line"));
        return all.where(all.col("refusal").isNotNull())
                .select(
                        col("refusal.code").as("code"),
                        col("refusal.message").as("message"),
                        lit(null).cast("string").as("raw"),
                        lit(from).as("source"),
                        origin.as("origin"),
                        (columns.contains(ITEM) ? all.col(ITEM) : lit(null))
                                .cast(DataTypes.LongType)
                                .as(ITEM));
    }

    private static Column quoted(Dataset<Row> table, String column) {
        return table.col('`' + column.replace("`", "``") + '`');
    }

    /** A folder of this step's own, which those who read the rows and the rejects both see. */
    private static String scratch(SparkSession spark) {
        String fallback = Path.of(System.getProperty("java.io.tmpdir"), "sluice-" + System.getProperty("user.name"))
                .toString();
        return spark.conf().get(SCRATCH, fallback) + "/probe-" + UUID.randomUUID();
    }
}

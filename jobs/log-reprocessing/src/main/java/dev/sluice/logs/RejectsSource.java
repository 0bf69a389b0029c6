package dev.sluice.logs;

import dev.sluice.extract.Items;
import dev.sluice.extract.Scope;
import dev.sluice.extract.Sliceable;
import dev.sluice.extract.Tally;
import dev.sluice.logs.naming.Naming;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import dev.sluice.settings.Preset;
import dev.sluice.settings.Size;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import dev.sluice.table.Handover;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The kind {@code rejects}: the lines that another job of logs rejected, read again by another format. Rows are those that
 * the other job would have made with it, with the same {@code _id} and {@code _origin}; the tables are those of
 * {@link LogsSource}.
 *
 * <p>An item is an item of the other job, and its version tells the rejects that were published for it: when that job reads
 * a file again, this one does its rejects again, and takes its rows out where none are left. Lines that directly follow one
 * another in a file are read as they stood there, so that an event may have several. Rejects of which the raw line is cut
 * or missing stay rejects, {@code NO_WHOLE_LINE}.
 *
 * <p>Faults: SETTINGS where the other job loads no rejects of lines, INPUT_CHANGED where it published between the plan and
 * the read.
 *
 * @param job the other job's file
 * @param load its load of rejects; may be left out when there is one
 */
@Doc("lines that another job rejected, read again by another format")
public record RejectsSource(
        @Doc("the job file of the job that rejected them") Location job,

        @Doc("its load of rejects; may be left out when there is only one")
        Optional<String> load,

        @Doc("as of the kind logs, but none whose lines need the lines before them (w3c, cloudfront, csv, tsv)")
        String format,

        @Doc("what auto and mixed look for, as of the kind logs") @Preset("[]")
        List<String> formats,

        @Doc("as of the kind logs") Optional<String> columns,
        @Doc("as of the kind logs") Optional<String> eventStart,
        @Doc("as of the kind logs") Optional<String> eventContinues,

        @Doc("the zone of times that do not say theirs") @Preset("UTC")
        ZoneId zone,

        @Doc(
                "zones of files in some places: [{ path = \"*/tokyo/*\", zone = Asia/Tokyo }]; the first that matches holds")
        @Preset("[]")
        List<ZoneRule> zones,

        @Doc("as of the kind logs") Optional<String> locale,

        @Doc("as of the kind logs; that of the other job where rows go into its table") @Preset("sluice")
        Naming naming,

        @Doc("when _raw keeps the line as it was") @Preset("on-error")
        Raw raw,

        @Doc("longer lines are rejected") @Preset("1 MiB") Size maxLine)
        implements Sliceable {
    public RejectsSource {
        formats = List.copyOf(formats);
        zones = List.copyOf(zones);
        LogsSource.checkLength(maxLine);
        LineShape shape = new LineShape(
                format, formats, columns, eventStart, eventContinues, new Zones(zone, zones), locale, naming);
        shape.check();
        if (shape.lines().inOrder()) {
            throw new InvalidSetting(
                    formats.isEmpty() && !format.equals("auto") ? "format" : "formats",
                    "has a format whose lines need the lines before them, and rejects are without those; allowed are others"
                            + " than w3c, cloudfront, csv and tsv");
        }
    }

    private LineShape shape() {
        return new LineShape(
                format, formats, columns, eventStart, eventContinues, new Zones(zone, zones), locale, naming);
    }

    @Override
    public Items items(SparkSession spark, Scope asked) {
        return PublishedRejects.of(job, load).items(spark, asked);
    }

    @Override
    public Map<String, Dataset<Row>> read(SparkSession spark, Slice slice, Tally tally) {
        ReadPlan plan = new ReadPlan(
                shape().lines(),
                raw,
                (int) maxLine.bytes(),
                false,
                naming,
                new ReadPlan.InSlice(tally, LogsSource.scratch(spark)));
        HashMap<Long, RedoLines.Planned> planned = new HashMap<>();
        for (Item item : slice.items()) {
            if (PublishedRejects.hasSome(item)) {
                planned.put(
                        item.key(),
                        new RedoLines.Planned(item.id(), item.version().orElse("")));
            }
        }
        tally.plan(planned.values().stream().map(RedoLines.Planned::id).sorted().toList());
        Dataset<Row> lines = PublishedRejects.of(job, load).lines(spark, slice.items());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        RedoLines redo = new RedoLines(
                plan, planned, context.broadcast(new SerializableConfiguration(context.hadoopConfiguration())));
        Dataset<Row> rows = lines.mapPartitions(redo, Encoders.row(PlainRow.plain(plan.schema())));
        return shape().tables(PlainRow.typed(rows, plan.schema()), Handover.dataset(spark, new RejectsTable(tally)));
    }

    @Override
    public List<String> parts() {
        return shape().parts();
    }

    @Override
    public String describe() {
        return "rejects of " + job.uri();
    }
}

package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Job;
import dev.sluice.media.manifest.Forecast;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJob.Place;
import dev.sluice.media.manifest.Names;
import dev.sluice.media.manifest.Patience;
import dev.sluice.media.table.Records;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.StructType;

/** Turns planned rows into lines: the columns of {@link ManifestJob}, the shard once more as {@code part}, {@code _item}. */
final class ManifestRows {
    private static final StructType LINE = Records.schema(ManifestJob.class);
    private static final List<String> PLACE = List.of("shard", "class", "chunked");
    private static final String ESTIMATE = "estimate";

    private final Line line;

    ManifestRows(ManifestSink sink) {
        this.line = new Line(sink.names(), sink.patience());
    }

    Dataset<Row> of(Dataset<Row> rows) {
        List<String> there = List.of(rows.columns());
        List<String> wanted = new ArrayList<>(List.of(Records.schema(Job.class).fieldNames()));
        wanted.addAll(List.of(Asset.COLUMNS.fieldNames()));
        wanted.addAll(PLACE);
        wanted.add(ESTIMATE);
        wanted.removeAll(there);
        if (!wanted.isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot write manifests of rows without " + String.join(", ", wanted)
                            + " (load the table that the steps decide, estimate and shard have made)");
        }
        // Not deterministic, so that Spark makes a line once and not once a column.
        Column made = udf(line, LINE)
                .asNondeterministic()
                .apply(
                        struct(columns(Records.schema(Job.class).fieldNames())),
                        struct(columns(Asset.COLUMNS.fieldNames())),
                        forecast(),
                        struct(columns(PLACE.toArray(String[]::new))));
        List<Column> columns = new ArrayList<>();
        Arrays.stream(LINE.fieldNames())
                .map(name -> col("_line").getField(name).as(name))
                .forEach(columns::add);
        columns.add(col("_line").getField("shard").as(ManifestSink.PART));
        columns.add(col("_item"));
        return rows.select(made.as("_line"), col("_item")).select(columns.toArray(Column[]::new));
    }

    private static Column[] columns(String... names) {
        return Arrays.stream(names).map(name -> col('`' + name + '`')).toArray(Column[]::new);
    }

    private static Column forecast() {
        return struct(
                col("estimate.cpu_seconds.p50").as("cpu_seconds_p50"),
                col("estimate.cpu_seconds.p90").as("cpu_seconds_p90"),
                col("estimate.output_bytes.p50").as("output_bytes_p50"),
                col("estimate.output_bytes.p90").as("output_bytes_p90"),
                col("estimate.memory_bytes.p90").as("memory_bytes"),
                col("estimate.scratch_bytes.p90").as("scratch_bytes"));
    }

    /** Makes lines row by row. */
    private static final class Line implements UDF4<Row, Row, Row, Row, Row>, Serializable {
        private static final long serialVersionUID = 1L;

        // Its parts, because a record of Lists is made of what need not be serialisable.
        private final String root;
        private final ArrayList<String> inputs;
        private final int attempts;
        private final Duration least;
        private final int times;

        Line(Names names, Patience patience) {
            this.root = names.root();
            this.inputs = new ArrayList<>(names.inputs());
            this.attempts = patience.attempts();
            this.least = patience.leastTime();
            this.times = patience.timeFactor();
        }

        /** The inventory writes URIs; executors open paths. */
        private static Asset plain(Asset asset) {
            return new Asset(Names.plain(asset.path()), asset.bytes(), asset.modified(), asset.asset(), asset.probe());
        }

        @Override
        public Row call(Row job, Row asset, Row forecast, Row place) {
            if (place.anyNull() || forecast.anyNull()) {
                throw new IllegalArgumentException(
                        "job " + job.get(0) + " has no estimate or no shard (steps estimate and shard give them)");
            }
            return Records.row(ManifestJob.of(
                    Records.record(Job.class, job),
                    plain(Records.record(Asset.class, asset)),
                    Records.record(Forecast.class, forecast),
                    new Place(place.getInt(0), place.getString(1), place.getBoolean(2)),
                    new Names(root, inputs),
                    new Patience(attempts, least, times)));
        }
    }
}

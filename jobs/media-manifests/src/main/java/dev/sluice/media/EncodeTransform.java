package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.chunk.Chunks;
import dev.sluice.media.encode.Bounds;
import dev.sluice.media.encode.Encoded;
import dev.sluice.media.encode.Encodes;
import dev.sluice.media.table.Records;
import dev.sluice.media.verify.Policy;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import dev.sluice.settings.Preset;
import dev.sluice.slice.RejectTable;
import dev.sluice.transform.Tables;
import dev.sluice.transform.Transform;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;

/**
 * The kind {@code encode}: does the jobs of a table that {@code manifest-jobs} gives, each by ffmpeg on the executor that
 * has its row, and makes a row of each ({@link Encoded}). An output is judged before it has its name, and one that is
 * there already, whoever made it, is judged in place of an encode. A job that is refused is a row of {@code name.rejects}:
 * code is a {@link dev.sluice.media.verify.Defect} or a {@link dev.sluice.media.encode.Failure}, origin names the input.
 *
 * <p>The work is done as the rows or the rejects are read, whichever are read first; the others, and a run after one that
 * was killed, find the verdicts. A disk that is full, an ffmpeg that is missing or lacks an encoder fail the slice and
 * refuse no job.
 */
@Doc("jobs of manifests done by ffmpeg, each output judged; what is refused becomes rejects")
public record EncodeTransform(
        @Doc("the name of the table of what came of each job; refused ones are name.rejects")
        String name,

        @Doc("the table of jobs, of a source of the kind manifest-jobs")
        String from,

        @Doc("folder of verdicts, logs and what is under way; on a file system that all executors mount")
        Location verdicts,

        @Doc(
                "path of the ffmpeg of all executors, with an ffprobe beside it; otherwise the first on the PATH, otherwise"
                        + " the bundled one")
        Optional<Location> ffmpeg,

        @Doc("what an output must be, key by key") @Preset("{}")
        Policy verify,

        @Doc("what is encoded in pieces, by several tasks at a time") @Preset("{}")
        Chunks chunks,

        @Doc("what is refused before it is begun") @Preset("{}")
        Bounds limits)
        implements Transform {
    private static final String ITEM = "_item";
    private static final String SCRATCH = "sluice.scratch";

    public EncodeTransform {
        if (!plain(verdicts).startsWith("/")) {
            throw new InvalidSetting(
                    "verdicts", "is not on a file system: " + verdicts + " (name a folder that all executors mount)");
        }
    }

    private static String plain(Location location) {
        return location.uri().replaceFirst("^file:/+", "/");
    }

    /** The folder of verdicts. */
    Path folder() {
        return Path.of(plain(verdicts));
    }

    Optional<Path> program() {
        return ffmpeg.map(EncodeTransform::plain).map(Path::of);
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public boolean rejects() {
        return true;
    }

    @Override
    public Optional<String> doing() {
        try {
            return EncodingText.of(Encodes.attempts(folder()).alive());
        } catch (Fault e) {
            // A folder that cannot be read fails the encodes themselves, with its reason.
            return Optional.empty();
        }
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> jobs = in.table(from);
        List<String> columns = Arrays.asList(jobs.columns());
        for (String needed : List.of(JobsSource.LINE, ITEM)) {
            if (!columns.contains(needed)) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot build table \"" + name + "\": \"" + from + "\" has no column \"" + needed
                                + "\" (the jobs come from a source of the kind manifest-jobs)");
            }
        }
        EncodeRows rows = new EncodeRows(
                program().map(Path::toString).orElse(""),
                folder().toString(),
                run(spark),
                verify,
                chunks,
                limits,
                columns.indexOf(JobsSource.LINE),
                columns.indexOf(ITEM));
        StructType schema = Records.schema(Encoded.class).add(ITEM, DataTypes.LongType);
        Dataset<Row> all = withHands(spark, jobs).mapPartitions(rows, Encoders.row(schema));
        return in.with(name, all.where(col("outcome").notEqual("reject")))
                .with(RejectTable.of(name), rejects(all.where(col("outcome").equalTo("reject"))));
    }

    /** Where a job is in pieces, tasks without rows of their own, for as many cores as there may be. */
    private Dataset<Row> withHands(SparkSession spark, Dataset<Row> jobs) {
        Metadata known = jobs.schema().apply(JobsSource.LINE).metadata();
        boolean pieces = chunks.enabled()
                && known.contains(JobsSource.MOST)
                && known.getDouble(JobsSource.MOST) > chunks.above().toMillis() / 1e3;
        if (!pieces) {
            return jobs;
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return jobs.union(spark.createDataFrame(
                context.<Row>parallelize(List.of(), context.defaultParallelism()), jobs.schema()));
    }

    /** The folder of a run has its name; a slice's scratch folder lies in it. */
    private static String run(SparkSession spark) {
        Path scratch = Path.of(spark.conf().get(SCRATCH, "/none/none").replaceFirst("^file:", ""));
        return String.valueOf(scratch.getParent().getFileName());
    }

    private Dataset<Row> rejects(Dataset<Row> refused) {
        Column origin = struct(
                col("input").as("file"),
                lit(null).cast("bigint").as("offset"),
                lit(null).cast("bigint").as("line"),
                lit(null).cast("string").as("member"),
                lit(null).cast("bigint").as("last_line"));
        return refused.select(
                element_at(col("codes"), 1).as("code"),
                col("message"),
                col("job_key").as("raw"),
                lit(from).as("source"),
                origin.as("origin"),
                col(ITEM));
    }
}

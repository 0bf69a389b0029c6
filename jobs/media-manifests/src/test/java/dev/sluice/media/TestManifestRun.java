package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Job;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import dev.sluice.media.manifest.ManifestJobs.Planned;
import dev.sluice.media.manifest.ManifestLines;
import dev.sluice.media.render.AwsBatchRendering;
import dev.sluice.media.render.ParallelRendering;
import dev.sluice.media.render.SlurmRendering;
import dev.sluice.media.table.Records;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.JobFile;
import dev.sluice.run.Report;
import dev.sluice.run.Request;
import dev.sluice.run.RunListener;
import dev.sluice.run.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Planned rows by whole runs of a job into manifests, and from there into a rendering. */
class TestManifestRun {
    private static final StructType SECONDS = new StructType()
            .add("p10", DataTypes.DoubleType)
            .add("p50", DataTypes.DoubleType)
            .add("p90", DataTypes.DoubleType);
    private static final StructType BYTES = new StructType()
            .add("p10", DataTypes.LongType)
            .add("p50", DataTypes.LongType)
            .add("p90", DataTypes.LongType);
    private static final StructType ESTIMATE = new StructType()
            .add("cpu_seconds", SECONDS)
            .add("output_bytes", BYTES)
            .add("memory_bytes", BYTES)
            .add("scratch_bytes", BYTES);

    @TempDir
    private Path folder;

    private static StructType columns() {
        StructType columns = Records.schema(Job.class);
        for (StructField field : Asset.COLUMNS.fields()) {
            columns = columns.add(field);
        }
        return columns.add("estimate", ESTIMATE)
                .add("shard", DataTypes.IntegerType)
                .add("class", DataTypes.StringType)
                .add("chunked", DataTypes.BooleanType);
    }

    private static Row row(Planned planned, Integer shard) {
        List<Object> cells = new ArrayList<>();
        for (Row part : List.of(Records.row(planned.job()), Records.row(planned.asset()))) {
            for (int i = 0; i < part.size(); i++) {
                cells.add(part.get(i));
            }
        }
        cells.add(RowFactory.create(
                RowFactory.create(1.0, 120.5, 200.25),
                RowFactory.create(1L, 10_000_000L, 20_000_000L),
                RowFactory.create(1L, 2L, 700L << 20),
                RowFactory.create(1L, 2L, 25_000_000L)));
        cells.add(shard);
        cells.add("ordinary");
        cells.add(false);
        return new GenericRow(cells.toArray());
    }

    private void plan(String name, List<Row> rows) {
        LocalSpark.session()
                .createDataFrame(rows, columns())
                .coalesce(1)
                .write()
                .parquet(folder.resolve("planned/" + name).toString());
    }

    private Report run(String id) throws IOException {
        Files.writeString(folder.resolve("plan.conf"), """
                job = plan
                state = state
                extract.planned { type = files, format = parquet, paths = ["planned/*/*.parquet"], settle = 0s }
                extract.live { type = manifest, path = manifests }
                slice { of = planned }
                transform = [{ name = fresh, type = sql
                  sql = "SELECT p.* FROM planned p LEFT ANTI JOIN live l ON p.job_key = l.job_key" }]
                load = [{ name = manifests, from = fresh, type = manifest, path = manifests, output = out
                  inputs = ["/films"] }]
                """);
        dev.sluice.run.Job job = JobFile.read(folder.resolve("plan.conf"), BuiltIn.kinds(), Map.of());
        Request request = new Request(id, Instant.now(), Optional.empty(), Optional.empty(), "test");
        return new Runner(LocalSpark.session(), job, request, job.runFolder(id), new RunListener() {}).run();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        Iterator<ManifestJob> jobs = Generations.in(folder.resolve("manifests").toString(), new Configuration())
                .jobs();
        jobs.forEachRemaining(job -> lines.add(ManifestLines.line(job)));
        return lines;
    }

    private String expected(int number, int shard) {
        return ManifestLines.line(ManifestJobs.job(
                number,
                shard,
                ManifestJobs.planned(number).asset().path(),
                folder.resolve("out").toString()));
    }

    @Test
    void plansBecomeGenerationsThatStay() throws IOException {
        plan(
                "one",
                List.of(
                        row(ManifestJobs.planned(3), 10),
                        row(ManifestJobs.planned(1), 2),
                        row(ManifestJobs.planned(2), 10)));
        assertThat(run("r1").problem()).isEmpty();
        List<String> first = List.of(expected(1, 2), expected(2, 10), expected(3, 10));
        assertThat(lines()).isEqualTo(first);

        // The same jobs come again under other shards, with one that is new.
        plan("two", List.of(row(ManifestJobs.planned(3), 11), row(ManifestJobs.planned(4), 12)));
        assertThat(run("r2").problem()).isEmpty();
        assertThat(lines()).containsExactly(first.get(0), first.get(1), first.get(2), expected(4, 12));

        // What two generations hold is left out by a third.
        plan("three", List.of(row(ManifestJobs.planned(4), 13), row(ManifestJobs.planned(5), 14)));
        assertThat(run("r3").problem()).isEmpty();
        assertThat(lines()).hasSize(5).endsWith(expected(5, 14));

        Path rendered = folder.resolve("rendered");
        int status = new CommandLine(new MediaCommand())
                .execute(
                        "render",
                        folder.resolve("plan.conf").toString(),
                        "--as",
                        "parallel",
                        "--to",
                        rendered.toString());
        assertThat(status).isEqualTo(0);
        assertThat(Files.readString(rendered.resolve("jobs.tsv")).lines()).hasSize(5);
        assertThat(rendered.resolve("shards/000010.tsv")).exists();
    }

    @Tag("chaos")
    @Test
    void aFileOfTheInventoryIsWrittenAsExecutorsOpenIt() throws IOException {
        Planned planned = ManifestJobs.planned(1);
        Asset own = planned.asset();
        Asset asset = new Asset("file:/films/a%20b.mp4", own.bytes(), own.modified(), own.asset(), own.probe());
        plan("one", List.of(row(new Planned(planned.job(), asset), 1)));
        assertThat(run("r1").problem()).isEmpty();
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("\"path\":\"/films/a b.mp4\"", "\"output\":\"" + folder.resolve("out/a b.web-"));
    }

    @Test
    void aJobWithoutAShardIsNotWritten() throws IOException {
        plan("one", List.of(row(ManifestJobs.planned(1), null)));
        assertThat(run("r1").problem()).contains("has no estimate or no shard");
        assertThat(lines()).isEmpty();
    }

    @Test
    void settingsOfARenderingAreBoundLikeThoseOfAJob() {
        assertThat(RenderCommand.rendering("parallel", "")).isEqualTo(new ParallelRendering());
        assertThat(RenderCommand.rendering("slurm", "cpus = 8")).isEqualTo(new SlurmRendering(1001, 8));
        assertThat(RenderCommand.rendering(
                        "aws-batch", "job-queue = q, job-definition = d, folder-in-container = /mnt/m"))
                .isEqualTo(new AwsBatchRendering("q", "d", "/mnt/m", 4, 10_000));
        assertThatThrownBy(() -> RenderCommand.rendering("slurm", "cpu = 8"))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("cpus");
        assertThatThrownBy(() -> RenderCommand.rendering("slrum", ""))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("did you mean \"slurm\"?");
        assertThatThrownBy(() -> RenderCommand.rendering("slurm", "cpus = {"))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("Cannot read --with");
    }
}

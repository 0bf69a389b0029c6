package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Job;
import dev.sluice.media.decide.JobKey;
import dev.sluice.media.decide.Target;
import dev.sluice.media.estimate.Sample;
import dev.sluice.media.manifest.Forecast;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestLines;
import dev.sluice.media.manifest.Names;
import dev.sluice.media.manifest.Patience;
import dev.sluice.media.probe.Film;
import dev.sluice.media.table.Records;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.JobFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that was edited, held against manifests, by the command in a real Spark; and samples of the same inventory. */
class TestDiffCommand {
    private static final String CONF = """
            job = plan
            state = state
            extract.assets { type = files, format = parquet, paths = ["assets/*.parquet"], settle = 0s }
            extract.live { type = manifest, path = manifests }
            transform = [
              { name = films, type = dedupe, from = assets, key = [asset], order = ["path"] }
              { name = decided, type = decide, from = films
                rules = [
                  { name = small, when = "probe.video.height < 100", skip = TOO_SMALL }
                  { name = films, when = "probe.video IS NOT NULL", encode = av1 }
                ]
                profiles { av1 { container = matroska, video { encoder = libsvtav1, quality = 30, max-height = 720 } } } }
              { name = fresh, type = sql
                sql = "SELECT j.* FROM `decided.jobs` j LEFT ANTI JOIN live l ON j.job_key = l.job_key" }
              { name = costed, type = estimate, from = fresh }
              { name = planned, type = shard, from = costed }
            ]
            load = [ { name = manifests, from = planned, type = manifest, path = manifests, output = out
                       inputs = ["in"] } ]
            slice { of = assets, by = whole }
            """;

    @TempDir
    private Path folder;

    private Path conf(String text) throws IOException {
        return Files.writeString(folder.resolve("plan.conf"), text);
    }

    private static Asset asset(String name, int height) {
        Asset made = Film.known().withSize(height * 16 / 9, height).asset();
        return new Asset("file:/films/" + name + ".mp4", made.bytes(), made.modified(), "1-" + name, made.probe());
    }

    private void inventory(Asset... assets) {
        LocalSpark.session()
                .createDataFrame(Stream.of(assets).map(Records::row).toList(), Asset.COLUMNS)
                .coalesce(1)
                .write()
                .parquet(folder.resolve("made").toString());
        try (Stream<Path> files = Files.list(folder.resolve("made"))) {
            Files.createDirectories(folder.resolve("assets"));
            Path parquet = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.move(parquet, folder.resolve("assets/a.parquet"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Gives out what the plan decides of these, as a generation with one shard. */
    private void published(int shard, Path conf, Asset... assets) throws IOException {
        MediaPlan plan = MediaPlan.read(conf, Optional.empty());
        StringBuilder lines = new StringBuilder();
        for (Asset asset : assets) {
            for (Target target : plan.rules().decide(asset).targets()) {
                lines.append(ManifestLines.line(ManifestJob.of(
                                new Job(JobKey.of(asset.asset(), target), "films", target),
                                asset,
                                new Forecast(1, 2, 3, 4, 5, 6),
                                new ManifestJob.Place(shard, "ordinary", false),
                                new Names("/out", List.of("/films")),
                                new Patience(2, Duration.ofMinutes(10), 4))))
                        .append('\n');
            }
        }
        Path part = folder.resolve("manifests/slice=" + shard + "/part=" + shard);
        Files.createDirectories(part);
        Files.writeString(part.resolve("part-0.json"), lines);
    }

    @Test
    void saysPerAssetWhichJobWouldBeAnother() throws IOException {
        Asset kept = asset("kept", 480);
        Asset alike = asset("alike", 480);
        Asset changed = asset("changed", 720);
        Asset skipped = asset("skipped", 90);
        Asset added = asset("added", 480);
        Path conf = conf(CONF.replace("height < 100", "height < 10"));
        published(1, conf, changed);
        conf(CONF.replace("height < 100", "height < 10").replace("max-height = 720", "max-height = 480"));
        published(2, conf, kept, alike, changed, skipped, asset("gone", 480));
        inventory(kept, alike, changed, skipped, added);
        conf(CONF.replace("max-height = 720", "max-height = 540"));

        List<String> lines = Said.by("diff", conf).lines().toList();
        assertThat(lines.get(0)).startsWith("plan  now, against 2 generations of manifests in " + folder);
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "new        /films/added.mp4  av1",
                        "changed    /films/changed.mp4  av1",
                        "             video.width  852 → 960",
                        "             video.height  480 → 540",
                        "unwanted   /films/gone.mp4  av1, shard 2: the inventory has it no longer",
                        "unwanted   /films/skipped.mp4  av1, shard 2: skip TOO_SMALL by rule small",
                        "total      1 changed, 1 new, 2 unwanted, 2 unchanged jobs; 1 superseded by later ones");
        assertThat(Said.by("diff", conf, "--json").lines())
                .hasSize(5)
                .last()
                .isEqualTo(
                        "{\"kind\":\"totals\",\"changed\":1,\"new_jobs\":1,\"unwanted\":2,\"superseded\":1,\"unchanged\":2}");
        assertThat(folder.resolve("state/ledger.db")).doesNotExist();
        try (Stream<Path> runs = Files.list(folder.resolve("state/runs"))) {
            assertThat(runs).isEmpty();
        }
    }

    @Test
    void needsALoadOfManifests() throws IOException {
        String other = CONF.substring(0, CONF.indexOf("load =")) + "load = [{ name = x, from = decided, type = files,"
                + " path = x }]\nslice { of = assets, by = whole }\n";
        assertThatThrownBy(() -> Said.by("diff", conf(other)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining("no load of the kind manifest");
    }

    @Test
    void samplesAreSomeOfEachKindAndTheSameEachTime() throws IOException {
        inventory(asset("a", 480), asset("b", 480), asset("c", 480), asset("d", 1080));
        dev.sluice.run.Job job = JobFile.read(conf(CONF), BuiltIn.kinds(), Map.of());
        try (PlannedTables tables = PlannedTables.open(LocalSpark.session(), job, "test")) {
            List<Sample> two = SampleFiles.of(tables.upTo("films"), "films", 2);
            assertThat(two)
                    .extracting(sample ->
                            sample.probe().video().orElseThrow().height().orElseThrow())
                    .containsExactlyInAnyOrder(480, 480, 1080);
            assertThat(SampleFiles.of(tables.upTo("films"), "films", 2)).isEqualTo(two);
            assertThat(two).allMatch(sample -> sample.file().startsWith("/films"));
        }
    }
}

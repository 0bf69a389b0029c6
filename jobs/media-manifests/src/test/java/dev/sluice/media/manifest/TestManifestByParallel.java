package dev.sluice.media.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Decision;
import dev.sluice.media.decide.Job;
import dev.sluice.media.decide.JobKey;
import dev.sluice.media.decide.Rule;
import dev.sluice.media.decide.Rules;
import dev.sluice.media.decide.Settings;
import dev.sluice.media.decide.Target;
import dev.sluice.media.render.Folder;
import dev.sluice.media.render.ParallelRendering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From films to encoded films: rules, lines, a rendering, GNU parallel and the bundled ffmpeg. Needs GNU parallel. */
@Tag("tools")
class TestManifestByParallel {
    private static final Map<String, String> PROFILES = Map.of(
            "web",
            "container = mp4, video { encoder = libsvtav1, preset = 11, quality = 50, heights = [240, 120] }"
                    + ", audio { encoder = aac, bit-rate-per-channel = 48k }");

    @TempDir
    private Path work;

    private List<ManifestJob> jobs(Path film) throws IOException {
        var probe = Inspected.probe(film);
        Asset asset = new Asset(film.toString(), Files.size(film), Instant.EPOCH, film.toString(), probe);
        Rule rule = new Rule("all", "true", Optional.of("web"), Optional.empty(), Optional.empty());
        Decision decision =
                new Rules(List.of(rule), Map.of("web", Settings.profile(PROFILES.get("web")))).decide(asset);
        List<ManifestJob> jobs = new ArrayList<>();
        for (Target target : decision.targets()) {
            jobs.add(ManifestJob.of(
                    new Job(JobKey.of(asset.asset(), target), decision.rule(), target),
                    asset,
                    new Forecast(1, 2, 10_000, 20_000, 200_000_000, 20_000),
                    new ManifestJob.Place(film.toString().length() % 3, "ordinary", false),
                    new Names(
                            work.resolve("out").toString(),
                            List.of(work.resolve("films").toString())),
                    new Patience(2, Duration.ofMinutes(2), 4)));
        }
        return jobs;
    }

    @Test
    void everyJobOfAManifestIsRunToItsEnd() throws IOException, InterruptedException {
        Files.createDirectories(work.resolve("films/a b"));
        String source = "-f lavfi -i testsrc2=s=320x240:r=25:d=1 -f lavfi -i sine=d=1";
        List<String> names = List.of(
                "plain.mkv", "-i $(touch canary).mkv", "a b/;touch canary;'\".mkv", "two\nlines.mkv", "ü😀*?.mkv");
        List<ManifestJob> jobs = new ArrayList<>();
        for (String name : names) {
            Path film = work.resolve("films").resolve(name);
            Ffmpeg.make(film, source + " -c:v libopenh264 -b:v 400k -c:a flac");
            jobs.addAll(jobs(film));
        }
        jobs.sort(Comparator.comparing(ManifestJob::shard).thenComparing(ManifestJob::jobKey));
        assertThat(jobs).hasSize(10);
        Path folder = work.resolve("parallel");
        Folder.make(folder, new ParallelRendering(), jobs.iterator());
        assertThat(run(folder)).isEqualTo(0);
        for (ManifestJob job : jobs) {
            hold(job);
        }
        assertThat(work.resolve("canary")).doesNotExist();
        assertThat(folder.resolve("canary")).doesNotExist();
        assertThat(Files.readString(folder.resolve("joblog.tsv")).lines()).hasSize(11);
        assertThat(run(folder)).isEqualTo(0);
    }

    private static int run(Path folder) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(folder.resolve("run.sh").toString());
        script.environment().put("FFMPEG", Ffmpeg.PROGRAMS.ffmpeg().toString());
        Ffmpeg.PROGRAMS
                .libraries()
                .ifPresent(libraries -> script.environment().put("LD_LIBRARY_PATH", libraries.toString()));
        script.environment().put("JOBS", "2");
        script.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
        return script.start().waitFor();
    }

    /** By what the line itself says of the output. */
    private static void hold(ManifestJob job) {
        Path output = Path.of(job.output());
        JsonNode file = Ffmpeg.inspect(output);
        assertThat(file.get("streams")).hasSameSizeAs(job.verify().streams());
        for (int i = 0; i < job.verify().streams().size(); i++) {
            ExpectedStream wanted = job.verify().streams().get(i);
            JsonNode stream = file.get("streams").get(i);
            assertThat(stream.get("codec_name").textValue()).isEqualTo(wanted.codec());
            wanted.height()
                    .ifPresent(height ->
                            assertThat(stream.get("height").intValue()).isEqualTo(height));
        }
        double seconds = file.at("/streams/0/duration").asDouble();
        assertThat(seconds * 1_000_000).isCloseTo(job.verify().durationUs().orElseThrow(), within((double)
                job.verify().durationToleranceUs()));
        assertThat(Path.of(job.temporary())).doesNotExist();
    }
}

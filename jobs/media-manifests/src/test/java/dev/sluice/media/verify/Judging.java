package dev.sluice.media.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Decision;
import dev.sluice.media.decide.Job;
import dev.sluice.media.decide.Rule;
import dev.sluice.media.decide.Rules;
import dev.sluice.media.decide.Settings;
import dev.sluice.media.manifest.Ffmpeg;
import dev.sluice.media.manifest.Forecast;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import dev.sluice.media.manifest.Names;
import dev.sluice.media.manifest.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the gate have in common: from an input and a profile to a job, its output and what is said of that. */
abstract class Judging {
    static final FfmpegGate GATE = new FfmpegGate(
            Ffmpeg.PROGRAMS, Settings.bind("", Policy.class), Path.of(System.getProperty("java.io.tmpdir"), "gate"));

    static final Looks LOOKS = new Looks();

    static final String AV1 = "encoder = libsvtav1, preset = 12, quality = 35";

    @TempDir
    Path folder;

    /** They begin anew for the next class. */
    @AfterAll
    static void noProcessStays() {
        GATE.close();
        LOOKS.close();
    }

    Path sample(String name, String arguments) {
        return Ffmpeg.make(folder.resolve(name), arguments);
    }

    /** The job of a file by a profile. */
    static ManifestJob job(Path input, String profile) {
        Film film;
        try {
            film = LOOKS.at(input, "input");
        } catch (CannotCheck e) {
            throw new AssertionError(e);
        }
        Asset asset = new Asset(input.toString(), film.bytes(), Instant.EPOCH, film.asset(), film.probe());
        Rule rule = new Rule("all", "true", Optional.of("web"), Optional.empty(), Optional.empty());
        Decision decision = new Rules(List.of(rule), Map.of("web", Settings.profile(profile))).decide(asset);
        assertThat(decision.targets()).as(decision.reason()).hasSize(1);
        return ManifestJob.of(
                new Job(ManifestJobs.key(7), "all", decision.targets().get(0)),
                asset,
                new Forecast(1, 2, 1000, 2000, 1000, 1000),
                new ManifestJob.Place(0, "ordinary", false),
                new Names("/elsewhere", List.of()),
                new Patience(2, Duration.ofMinutes(2), 4));
    }

    /** What an honest executor makes of a job. */
    Path encoded(ManifestJob job) {
        Path output = folder.resolve("out." + job.target().extension());
        assertThat(Ffmpeg.encode(job.command(), Path.of(job.input().path()), output))
                .isEqualTo(0);
        return output;
    }

    static Judgement judge(ManifestJob job, Path output) {
        return GATE.judge(job, output);
    }

    /** What is wrong, with the check that says so. */
    static List<String> wrong(Judgement judgement) {
        return judgement.checks().stream()
                .filter(check -> !check.holds())
                .map(check -> check.name() + " " + check.defect().orElseThrow())
                .toList();
    }

    static void accepted(ManifestJob job, Path output) {
        Judgement judgement = judge(job, output);
        assertThat(judgement.outcome()).as(judgement.checks().toString()).isEqualTo(Outcome.ACCEPT);
    }
}

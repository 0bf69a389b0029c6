package dev.sluice.media.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Decision;
import dev.sluice.media.decide.Job;
import dev.sluice.media.decide.JobKey;
import dev.sluice.media.decide.Rule;
import dev.sluice.media.decide.Rules;
import dev.sluice.media.decide.Settings;
import dev.sluice.media.manifest.Forecast;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.Names;
import dev.sluice.media.manifest.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs over real films, and the gate for their outputs. */
public final class FilmJobs {
    private FilmJobs() {}

    /** The gate by a policy; close it. */
    public static FfmpegGate gate(String policy) {
        return gate(policy, Path.of(System.getProperty("java.io.tmpdir"), "gate"));
    }

    /** The same with another scratch folder. */
    public static FfmpegGate gate(String policy, Path scratch) {
        return new FfmpegGate(dev.sluice.media.manifest.Ffmpeg.PROGRAMS, Settings.bind(policy, Policy.class), scratch);
    }

    /**
     * The job of a film by a profile.
     *
     * @param out the folder of the outputs
     * @param cpuSeconds that it is expected to take
     */
    public static ManifestJob job(Path film, Path out, String profile, double cpuSeconds) {
        try (Looks looks = new Looks()) {
            Film given = looks.at(film, "input");
            Asset asset = new Asset(
                    film.toString(),
                    given.bytes(),
                    Files.getLastModifiedTime(film).toInstant(),
                    given.asset(),
                    given.probe());
            Rule rule = new Rule("all", "true", Optional.of("web"), Optional.empty(), Optional.empty());
            Decision decision = new Rules(List.of(rule), Map.of("web", Settings.profile(profile))).decide(asset);
            assertThat(decision.targets()).as(decision.reason()).hasSize(1);
            return ManifestJob.of(
                    new Job(
                            JobKey.of(asset.asset(), decision.targets().get(0)),
                            "all",
                            decision.targets().get(0)),
                    asset,
                    new Forecast(cpuSeconds, 2 * cpuSeconds, 1000, 2000, 1000, 1000),
                    new ManifestJob.Place(0, "ordinary", false),
                    new Names(out.toString(), List.of(film.getParent().toString())),
                    new Patience(2, Duration.ofMinutes(2), 4));
        } catch (CannotCheck e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.sluice.media.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Settings;
import dev.sluice.media.manifest.Ffmpeg;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One small film under names of all kinds, from several threads, by another policy. */
class TestGateUse extends Judging {
    private static final String PROFILE =
            "container = matroska, video { " + AV1 + " }, audio { encoder = libopus, bit-rate-per-channel = 64k }";
    private static final int THREADS = 4;

    @TempDir
    private static Path shared;

    private static ManifestJob job;
    private static Path good;

    @BeforeAll
    static void anHonestEncode() {
        Path input = Ffmpeg.make(
                shared.resolve("in.mkv"),
                "-f lavfi -i testsrc2=s=160x120:r=25:d=1,format=yuv420p -f lavfi -i sine=d=1"
                        + " -c:v libopenh264 -b:v 3M -c:a flac");
        job = job(input, PROFILE);
        good = shared.resolve("good.mkv");
        assertThat(Ffmpeg.encode(job.command(), input, good)).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\nlines",
                "-i",
                "back\\slash\\",
                "'\"",
                "$(touch canary)",
                "%03d",
                "[0:v];[a],b=c:d",
                "concat:a|b",
                "ü😀"
            })
    void namesAreOnlyNames(String name) throws IOException {
        Path input = Files.copy(Path.of(job.input().path()), folder.resolve(name + ".mkv"));
        Path output = Files.copy(good, folder.resolve(name + " out.mkv"));
        accepted(job(input, PROFILE), output);
        assertThat(Path.of("canary")).doesNotExist();
    }

    /** Two whole files and two that are not, each asked for by all threads at once. */
    @Test
    void manyThreadsGetRightAnswers() throws Exception {
        Path cut = sample("cut.mkv", "-i " + good + " -map 0 -c copy -an");
        Path text = Files.writeString(folder.resolve("text.mkv"), "no film");
        List<Path> outputs = List.of(good, cut, Files.copy(good, folder.resolve("again.mkv")), text);
        List<List<String>> expected = List.of(List.of(), List.of("STREAMS"), List.of(), List.of("UNREADABLE"));
        List<Callable<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < THREADS * outputs.size(); i++) {
            Path output = outputs.get(i % outputs.size());
            all.add(() ->
                    judge(job, output).defects().stream().map(Defect::name).toList());
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<String>>> told = pool.invokeAll(all);
            for (int i = 0; i < told.size(); i++) {
                assertThat(told.get(i).get()).isEqualTo(expected.get(i % outputs.size()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aPolicyMayWantMoreSaved() {
        Policy greedy = Settings.bind("max-size = 0.01", Policy.class);
        try (FfmpegGate gate = new FfmpegGate(Ffmpeg.PROGRAMS, greedy, folder)) {
            Judgement judgement = gate.judge(job, good);
            assertThat(wrong(judgement)).containsExactly("bytes TOO_LARGE");
            assertThat(judgement.outcome()).isEqualTo(Outcome.KEEP_ORIGINAL);
        }
    }

    @Test
    void anInputThatIsNotMountedIsAFaultOfTheSettings() {
        ManifestJob far = ManifestJobs.job(7, 0, "s3://bucket/in.mkv", "/out");
        assertThatThrownBy(() -> judge(far, good)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(Code.SETTINGS);
            assertThat(fault).hasMessageContaining("mount the store");
        });
    }
}

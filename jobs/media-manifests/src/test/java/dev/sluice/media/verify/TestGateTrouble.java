package dev.sluice.media.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Settings;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.manifest.Ffmpeg;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A good output, and programs that fail, hang or find no room: nothing is accepted that was not looked at. */
class TestGateTrouble extends Judging {
    private static final int LIMIT_SECONDS = 5;

    @TempDir
    private static Path shared;

    private static ManifestJob job;
    private static Path good;

    @BeforeAll
    static void anHonestEncode() {
        Path input = Ffmpeg.make(
                shared.resolve("in.mkv"),
                "-f lavfi -i testsrc2=s=160x120:r=25:d=2,format=yuv420p -f lavfi -i sine=d=2"
                        + " -c:v libopenh264 -b:v 3M -c:a flac");
        job = job(
                input,
                "container = matroska, video { " + AV1 + " }, audio { encoder = libopus, bit-rate-per-channel = 64k }");
        good = shared.resolve("out.mkv");
        assertThat(Ffmpeg.encode(job.command(), input, good)).isEqualTo(0);
    }

    private final List<FfmpegGate> opened = new ArrayList<>();

    /** A gate by programs that do something else when their arguments are like a pattern of the shell. */
    private FfmpegGate gate(String pattern, String otherwise) throws IOException {
        Programs own = Ffmpeg.PROGRAMS;
        Programs broken = new Programs(
                script("ffmpeg", own.ffmpeg(), pattern, otherwise),
                script("ffprobe", own.ffprobe(), pattern, otherwise),
                own.origin(),
                own.libraries());
        FfmpegGate gate =
                new FfmpegGate(broken, Settings.bind("least-time = 1s", Policy.class), folder.resolve("scratch"));
        opened.add(gate);
        return gate;
    }

    @AfterEach
    void closeGates() {
        opened.forEach(FfmpegGate::close);
    }

    private Path script(String name, Path own, String pattern, String otherwise) throws IOException {
        String text = "#!/bin/bash\ncase \"$*\" in\n%s) %s;;\nesac\nexec '%s' \"$@\"\n";
        Path file = Files.writeString(folder.resolve(name), text.formatted(pattern, otherwise, own));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing like this | exit 3 |
            *xpsnr* | exit 3 | quality NOT_CHECKED
            *xpsnr* | exit 0 | quality NOT_CHECKED
            *s16le* | exit 3 | sound NOT_CHECKED
            *freezedetect* | exit 3 | decode-errors DECODE_ERRORS
            *packet=*out.mkv* | exit 3 | packets UNREADABLE
            *packet=*in.mkv* | exit 3 | packets NOT_CHECKED
            *packet=*in.mkv* | exit 0 | packets NOT_CHECKED
            *show_frames*in.mkv* | exit 0 | first-frame NOT_CHECKED
            """)
    void aProgramThatFailsAcceptsNothing(String pattern, String otherwise, String wrong) throws IOException {
        try (FfmpegGate gate = gate(pattern.replace(" ", "?"), otherwise)) {
            Judgement judgement = gate.judge(job, good);
            if (wrong == null) {
                assertThat(judgement.outcome()).isEqualTo(Outcome.ACCEPT);
            } else {
                assertThat(wrong(judgement)).contains(wrong);
            }
        }
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Tag("chaos")
    @ParameterizedTest
    @CsvSource({"*xpsnr*,quality", "*freezedetect*,decode"})
    void aProgramThatHangsAcceptsNothing(String pattern, String check) throws IOException {
        ManifestJob hasty = ManifestJobs.with(job, job.command(), job.attempts(), LIMIT_SECONDS);
        try (FfmpegGate gate = gate(pattern, "sleep 300")) {
            Judgement judgement = gate.judge(hasty, good);
            assertThat(wrong(judgement)).containsExactly(check + " NOT_CHECKED");
            assertThat(judgement.outcome()).isEqualTo(Outcome.NEEDS_HUMAN);
        }
    }

    @Test
    void aFullDiskIsNoFilesFault() throws IOException {
        try (FfmpegGate gate = gate("*s16le*", "echo 'x: No space left on device' >&2; exit 1")) {
            assertThatThrownBy(() -> gate.judge(job, good))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.CANNOT_WRITE));
        }
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }
}

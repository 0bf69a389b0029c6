package dev.sluice.media.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.probe.Film;
import dev.sluice.media.probe.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSampling {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Subject AV1 = new Subject("libsvtav1", "12", "yuv420p", FrameClass.SD, 35);
    private static final Duration ENOUGH = Duration.ofMinutes(5);

    private final Encoder ffmpeg = new FfmpegEncoder(Programs.bundled());
    private final List<List<String>> calls = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void measuresPiecesOfRealFilesByStratum() throws IOException {
        Sample plain = made("testsrc2", "a; touch 'canary' $(touch canary).mkv");
        Sample noisy = made("mandelbrot", "-i noisy.mkv");
        Measured measured = sampling(ENOUGH).measure(List.of(AV1), List.of(plain, noisy), subject -> {});

        assertThat(measured.failures()).isEmpty();
        assertThat(measured.speeds()).hasSize(1);
        Speed speed = measured.speeds().get(0);
        assertThat(speed.source()).isEqualTo("mpeg4");
        assertThat(speed.hdr()).isFalse();
        assertThat(speed.samples()).isEqualTo(2);
        assertThat(speed.secondsPerMegapixel()).isBetween(0.001, 5.0);
        assertThat(speed.bitsPerPixel()).isBetween(0.001, 5.0);
        assertThat(speed.bitsSpread()).isGreaterThan(1.01);
        assertThat(Files.exists(Path.of("canary"))).isFalse();
        assertThat(Files.exists(folder.resolve("sampled.mkv"))).isFalse();
    }

    @Test
    void looksAtThreePlacesOfAFile() throws IOException {
        Sample sample = made("testsrc2", "places.mkv");
        calls.clear();
        sampling(ENOUGH).measure(List.of(AV1), List.of(sample), subject -> {});

        assertThat(calls.stream().map(call -> call.get(call.indexOf("-ss") + 1)).distinct())
                .containsExactly("0.600", "1.500", "2.400");
        assertThat(calls.get(calls.size() - 1))
                .containsSubsequence(
                        "-protocol_whitelist",
                        "file",
                        "-format_whitelist",
                        "matroska,webm",
                        "-t",
                        "0.5",
                        "-i",
                        "file:" + sample.file(),
                        "-map",
                        "0:0");
    }

    @Test
    void aFileCannotMakeItReadAnotherOne() throws IOException {
        Sample real = made("testsrc2", "real.mkv");
        Path playlist = folder.resolve("playlist.mkv");
        Files.writeString(playlist, "ffconcat version 1.0\nfile real.mkv\n");
        Measured measured =
                sampling(ENOUGH).measure(List.of(AV1), List.of(new Sample(playlist, real.probe())), subject -> {});

        assertThat(measured.speeds()).isEmpty();
        assertThat(measured.failures()).hasSize(1).first().asString().startsWith("Cannot sample " + playlist);
    }

    @Test
    void leavesOutFilesOfOtherClassesAndNamesThoseItCannotUse() throws IOException {
        Sample sample = made("testsrc2", "small.mkv");
        Sample unsized = new Sample(
                folder.resolve("unsized.mkv"), Probes.probe(Film.round().with(film -> film.width = Optional.empty())));
        Measured measured = sampling(ENOUGH)
                .measure(
                        List.of(new Subject("libsvtav1", "12", "yuv420p", FrameClass.UHD, 35)),
                        List.of(sample, unsized),
                        subject -> {});

        assertThat(measured.speeds()).isEmpty();
        assertThat(measured.failures())
                .containsExactly("Cannot sample " + unsized.file() + ": it has no video of a known size");
    }

    @Test
    void theMeanIsGeometricAndTheSpreadThatOfLogarithms() {
        assertThat(Sampling.mean(List.of(1.0, 4.0))).isCloseTo(2, within(1e-9));
        assertThat(Sampling.spread(List.of(3.0))).isEqualTo(1);
        // Logarithms are 1 apart from their mean on both sides: deviation is the root of 2.
        assertThat(Sampling.spread(List.of(Math.exp(-1), Math.exp(1))))
                .isCloseTo(Math.exp(1.2816 * Math.sqrt(2)), within(1e-9));
    }

    @Test
    void aStratumIsCodecClassAndHdr() {
        assertThat(Sample.Stratum.of(Probes.probe(Film.round().withTransfer("smpte2084"))))
                .contains(new Sample.Stratum("h264", FrameClass.FULL_HD, true));
        assertThat(Sample.Stratum.of(Probes.probe(Film.round().withTransfer("bt709"))))
                .contains(new Sample.Stratum("h264", FrameClass.FULL_HD, false));
    }

    private Encoder.Outcome noted(List<String> arguments, Duration limit) {
        calls.add(arguments);
        return ffmpeg.run(arguments, limit);
    }

    private Sampling sampling(Duration limit) {
        return new Sampling(this::noted, folder, limit, Duration.ofMillis(500), "a machine", NOW);
    }

    /** Three seconds of a pattern. */
    private Sample made(String pattern, String name) throws IOException {
        Path file = folder.resolve(name);
        Encoder.Outcome made = ffmpeg.run(
                List.of(
                        "-nostdin",
                        "-y",
                        "-f",
                        "lavfi",
                        "-i",
                        pattern + "=size=320x180:rate=10",
                        "-t",
                        "3",
                        "-c:v",
                        "mpeg4",
                        "-f",
                        "matroska",
                        "file:" + file),
                ENOUGH);
        assertThat(made.status()).as(made.log()).isZero();
        Probe probe =
                Probes.probe(Film.round().withCodec("mpeg4").withSize(320, 180).withSeconds(Optional.of(3L)));
        return new Sample(file, probe);
    }
}

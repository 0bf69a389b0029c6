package dev.sluice.media.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.ffmpeg.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCalibration {
    private static final Encoder FFMPEG = new FfmpegEncoder(Programs.bundled());
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Subject OPENH264 = new Subject("libopenh264", "", "yuv420p", FrameClass.SD, 26);
    private static final Subject AV1_FAST = new Subject("libsvtav1", "12", "yuv420p", FrameClass.SD, 35);
    private static final Subject AV1_SLOW = new Subject("libsvtav1", "6", "yuv420p", FrameClass.SD, 35);
    private static final Subject VP9 = new Subject("libvpx-vp9", "4", "yuv420p", FrameClass.SD, 32);

    private final List<Subject> begun = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void measuresTheBundledEncoders() throws IOException {
        Measured measured = calibration(FFMPEG, Duration.ofMinutes(5))
                .measure(List.of(OPENH264, AV1_FAST, AV1_SLOW, VP9), begun::add);

        assertThat(measured.failures()).isEmpty();
        assertThat(begun).containsExactly(OPENH264, AV1_FAST, AV1_SLOW, VP9);
        assertThat(measured.speeds())
                .extracting(Speed::encoder, Speed::preset, Speed::pixelFormat, Speed::quality)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("libopenh264", "", "yuv420p", 26),
                        org.assertj.core.groups.Tuple.tuple("libsvtav1", "12", "yuv420p", 35),
                        org.assertj.core.groups.Tuple.tuple("libsvtav1", "6", "yuv420p", 35),
                        org.assertj.core.groups.Tuple.tuple("libvpx-vp9", "4", "yuv420p", 32));
        assertThat(measured.speeds()).allSatisfy(speed -> {
            assertThat(speed.secondsPerMegapixel()).isBetween(0.001, 5.0);
            assertThat(speed.bitsPerPixel()).isBetween(0.01, 2.0);
            assertThat(speed.machine()).isEqualTo("a machine");
            assertThat(speed.ffmpeg()).startsWith("8.");
            assertThat(speed.measured()).isEqualTo("2026-01-02T03:04:05Z");
            assertThat(speed.frameClass()).isEqualTo(FrameClass.SD);
            assertThat(speed.synthetic()).isTrue();
        });
        assertThat(measured.speeds().get(2).secondsPerMegapixel())
                .isGreaterThan(1.5 * measured.speeds().get(1).secondsPerMegapixel());
        assertThat(SpeedTable.parse(SpeedTable.text(measured.speeds()), "calibration"))
                .isEqualTo(measured.speeds());
        assertThat(files()).isEmpty();
    }

    @Test
    void saysWhatCouldNotBeMeasuredAndGoesOn() throws IOException {
        Subject missing = new Subject("libnothing", "", "yuv420p", FrameClass.SD, 0);
        Subject badFormat = new Subject("libopenh264", "", "nothing420p", FrameClass.SD, 26);
        Measured measured =
                calibration(FFMPEG, Duration.ofMinutes(5)).measure(List.of(missing, badFormat, OPENH264), begun::add);

        assertThat(measured.speeds()).extracting(Speed::encoder).containsExactly("libopenh264");
        assertThat(measured.failures()).hasSize(2);
        assertThat(measured.failures().get(0)).startsWith("Cannot measure libnothing yuv420p sd: ");
        assertThat(measured.failures().get(1)).startsWith("Cannot make a clip for libopenh264 nothing420p sd: ");
        assertThat(files()).isEmpty();
    }

    @Test
    void stopsWhenItsTimeIsOver() throws IOException {
        // No process starts and ends in that time.
        Measured measured =
                calibration(FFMPEG, Duration.ofMillis(1)).measure(List.of(AV1_SLOW, VP9, AV1_FAST), begun::add);

        assertThat(measured.speeds()).isEmpty();
        assertThat(measured.failures()).hasSize(3).last().asString().endsWith("no time was left");
        assertThat(files()).isEmpty();
        Spoken ffmpeg = new Spoken();
        assertThat(calibration(ffmpeg, Duration.ZERO)
                        .measure(List.of(VP9), begun::add)
                        .failures())
                .hasSize(1);
        assertThat(ffmpeg.arguments).isEmpty();
    }

    @Test
    void takesOffWhatReadingCostsAndEncodesAsManyFramesAsTimeAllows() {
        Spoken ffmpeg = new Spoken();
        List<Speed> speeds = new Calibration(ffmpeg, folder, Duration.ofSeconds(60), 50, "a machine", NOW)
                .measure(List.of(new Subject("libsvtav1", "8", "yuv420p", FrameClass.HD, 35)), begun::add)
                .speeds();

        // 54 frames of 1280x720 are 50 million pixels: 3 s less 1 s, 1,000,000 bytes.
        assertThat(ffmpeg.arguments.get(2)).containsSubsequence("-frames:v", "54", "-c:v:0", "libsvtav1");
        assertThat(speeds).hasSize(1);
        assertThat(speeds.get(0).secondsPerMegapixel()).isEqualTo(2 / (54 * 0.9216));
        assertThat(speeds.get(0).bitsPerPixel()).isEqualTo(8_000_000 / (54 * 0.9216) / 1e6);
        assertThat(speeds.get(0).ffmpeg()).isEqualTo("n7.1-spoken");

        ffmpeg.arguments.clear();
        new Calibration(ffmpeg, folder, Duration.ofSeconds(3), 50, "a machine", NOW)
                .measure(List.of(new Subject("libaom-av1", "4", "yuv420p", FrameClass.HD, 32)), begun::add);
        assertThat(ffmpeg.arguments.get(2)).containsSubsequence("-frames:v", "4", "-c:v:0", "libaom-av1");
    }

    @Test
    void tellsEncodersWhatJobsTellThemAndToUseOneThread() {
        assertThat(told("libsvtav1", "8", 35))
                .isEqualTo("-c:v:0 libsvtav1 -threads:v:0 1 -preset:v:0 8 -crf:v:0 35 -svtav1-params:v:0 lp=1");
        assertThat(told("libvpx-vp9", "2", 32))
                .isEqualTo("-c:v:0 libvpx-vp9 -threads:v:0 1 -deadline:v:0 good -cpu-used:v:0 2 -crf:v:0 32 -b:v:0 0");
        assertThat(told("libx265", "medium", 28))
                .endsWith(" -preset:v:0 medium -crf:v:0 28 -x265-params:v:0 frame-threads=1:pools=none");
        assertThat(told("libopenh264", "", 26))
                .isEqualTo("-c:v:0 libopenh264 -threads:v:0 1 -qmax:v:0 26 -qmin:v:0 26 -rc_mode:v:0 quality");
    }

    private static String told(String encoder, String preset, int quality) {
        return String.join(" ", new Subject(encoder, preset, "yuv420p", FrameClass.SD, quality).arguments());
    }

    private Calibration calibration(Encoder encoder, Duration limit) {
        return new Calibration(encoder, folder, limit, 5, "a machine", NOW);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Says what it is told to: reading takes 1 s, encoding 3 s and 1,000,000 bytes. */
    private static final class Spoken implements Encoder {
        private final List<List<String>> arguments = new ArrayList<>();

        @Override
        public Outcome run(List<String> given, Duration limit) {
            arguments.add(given);
            String output = given.get(given.size() - 1);
            try {
                if (!output.equals("-")) {
                    Files.write(Path.of(output), new byte[1_000_000]);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            String times = output.equals("-") ? "utime=0.700s stime=0.300s" : "utime=2.500s stime=0.500s";
            return new Outcome(0, "ffmpeg version n7.1-spoken Copyright\nbench: " + times + " rtime=0.2s\n");
        }
    }
}

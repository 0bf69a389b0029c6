package dev.sluice.media.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.manifest.Ffmpeg;
import dev.sluice.media.manifest.ManifestJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Honest encodes of films whose times are awkward are accepted, and so nearly lossless that a frame beside the right one would
 * have a quarter of the likeness: each frame is held against its own.
 */
class TestGateAlignment extends Judging {
    private static final double OWN_FRAME = 30;

    private static final String SOUND = " -f lavfi -i aevalsrc=0.4*sin(2*PI*t*(200+150*sin(t*3)))+0.1*random(0):d=4";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.mp4 | 30000/1001 | null | -c:v libopenh264 -b:v 3M -g 20 -c:a aac | matroska | video {
            a.mkv | 30000/1001 | null | -c:v libopenh264 -b:v 3M -g 20 -c:a flac | mp4 | video { max-frame-rate = 12,
            a.mp4 | 50 | null | -c:v libopenh264 -b:v 3M -g 20 -c:a aac | matroska | video { max-frame-rate = 25,
            a.mkv | 20 | setpts=PTS+random(1)*0.04/TB | -fps_mode passthrough -enc_time_base 1/1000 -c:v libopenh264 -b:v 3M -g 20 -c:a flac | mp4 | video {
            a.ts | 25 | null | -c:v mpeg2video -bf 2 -b:v 4M -g 12 -c:a mp2 -output_ts_offset 100.3 | matroska | video { max-frame-rate = 15,
            a.ts | 25 | setfield=tff | -c:v mpeg2video -flags +ildct+ilme -b:v 6M -g 12 -c:a mp2 | mp4 | video { interlaced = deinterlace,
            a.avi | 25 | null | -c:v mpeg4 -bf 2 -b:v 4M -g 20 -c:a mp2 | matroska | video {
            """)
    void eachFrameMeetsItsOwn(String name, String rate, String filter, String how, String container, String video) {
        Path input = sample(
                name,
                "-f lavfi -i testsrc2=s=192x108:r=" + rate + ":d=4," + filter + ",format=yuv420p" + SOUND + " " + how);
        ManifestJob job = job(
                input,
                "container = " + container + ", " + video
                        + " encoder = libsvtav1, preset = 12, quality = 25 }, audio { encoder = libopus, bit-rate-per-channel = 64k }");
        Judgement judgement = judge(job, encoded(job));
        assertThat(judgement.outcome()).as(judgement.checks().toString()).isEqualTo(Outcome.ACCEPT);
        assertThat(value(judgement, "xpsnr")).isGreaterThan(OWN_FRAME);
    }

    @Test
    void framesMayComeCloserThanTheRateTells() {
        Path input = sample(
                "a.mkv",
                "-f lavfi -i testsrc2=s=192x108:r=25:d=4,settb=1/1000,setpts=N*40+if(mod(N\\,2)\\,25\\,0)"
                        + " -fps_mode passthrough -enc_time_base 1/1000 -c:v libopenh264 -b:v 3M -g 20");
        ManifestJob job = job(input, "container = matroska, video { encoder = libsvtav1, preset = 12, quality = 25 }");
        List<String> exact = new ArrayList<>(job.command());
        exact.addAll(exact.indexOf("-pix_fmt:v:0"), List.of("-enc_time_base:v:0", "1/1000"));
        Path output = folder.resolve("out.mkv");
        assertThat(Ffmpeg.encode(exact, input, output)).isZero();
        accepted(job, output);
    }

    private static double value(Judgement judgement, String name) {
        return judgement.checks().stream()
                .filter(check -> check.name().equals(name))
                .mapToDouble(check -> Double.parseDouble(check.value()))
                .findFirst()
                .orElseThrow();
    }
}

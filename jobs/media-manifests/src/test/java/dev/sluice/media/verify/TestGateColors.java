package dev.sluice.media.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.manifest.Boxes;
import dev.sluice.media.manifest.ManifestJob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** High dynamic range: its bits and its static metadata are kept, or gone after tone mapping. */
class TestGateColors extends Judging {
    private static final String TAGS =
            "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv";
    private Path plain;

    private Path film() throws IOException {
        plain = sample(
                "plain.mp4",
                "-f lavfi -i testsrc2=s=160x120:r=25:d=2,format=yuv420p10le," + TAGS
                        + " -c:v libsvtav1 -preset 12 -crf 15");
        ByteBuffer boxes = ByteBuffer.allocate(44);
        boxes.putInt(32).put("mdcv".getBytes(StandardCharsets.US_ASCII));
        for (int chromaticity : new int[] {8500, 39_850, 6550, 2300, 35_400, 14_600, 15_635, 16_450}) {
            boxes.putShort((short) chromaticity);
        }
        boxes.putInt(10_000_000).putInt(1);
        boxes.putInt(12).put("clli".getBytes(StandardCharsets.US_ASCII));
        boxes.putShort((short) 1000).putShort((short) 400);
        return Files.write(folder.resolve("in.mp4"), Boxes.added(Files.readAllBytes(plain), boxes.array()));
    }

    private Path made(Path from, String how) {
        return sample("bad.mp4", "-i " + from + " -c:v libsvtav1 -preset 12 -crf 40 " + how);
    }

    @Test
    void whatIsKeptMustBeThere() throws IOException {
        ManifestJob job = job(film(), "container = mp4, video { encoder = libsvtav1, preset = 12, quality = 40 }");
        accepted(job, encoded(job));
        assertThat(wrong(judge(job, made(plain, "-fps_mode vfr"))))
                .containsExactly(
                        "mastering-display HDR_METADATA",
                        "max-content-light HDR_METADATA",
                        "max-average-light HDR_METADATA");
        assertThat(wrong(judge(job, made(folder.resolve("in.mp4"), "-vf format=yuv420p"))))
                .containsExactly("pixel-format PIXEL_FORMAT");
    }

    @Test
    void whatIsMappedMustBeGone() throws IOException {
        ManifestJob job = job(
                film(), "container = mp4, video { encoder = libsvtav1, preset = 12, quality = 30, hdr = tone-map }");
        Path output = encoded(job);
        accepted(job, output);
        String tags = "-vf format=yuv420p,setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv";
        assertThat(wrong(judge(job, made(folder.resolve("in.mp4"), tags))))
                .containsExactly("hdr-metadata HDR_METADATA");
    }
}

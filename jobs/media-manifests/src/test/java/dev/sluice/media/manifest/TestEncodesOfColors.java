package dev.sluice.media.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of colours and of high dynamic range. */
class TestEncodesOfColors extends Encoding {
    @Test
    void aPictureInRedGreenAndBlueGetsBt709() {
        Path input = sample("in.mkv", "-f lavfi -i testsrc2=s=320x240:d=0.2,format=gbrp -c:v ffv1");
        assertThat(texts(
                        video(input, "container = mp4, video { " + AV1 + " }"),
                        "pix_fmt",
                        "color_space",
                        "color_range"))
                .containsExactly("yuv420p", "bt709", "tv");
    }

    private Path hdr() throws IOException {
        String tags =
                ",format=yuv420p10le,setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv";
        Path plain = sample("plain.mp4", PICTURE + tags + " -c:v libsvtav1 -preset 11");
        ByteBuffer boxes = ByteBuffer.allocate(44);
        boxes.putInt(32).put("mdcv".getBytes(StandardCharsets.US_ASCII));
        for (int chromaticity : new int[] {8500, 39_850, 6550, 2300, 35_400, 14_600, 15_635, 16_450}) {
            boxes.putShort((short) chromaticity);
        }
        boxes.putInt(10_000_000).putInt(1);
        boxes.putInt(12)
                .put("clli".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 1000)
                .putShort((short) 400);
        return Files.write(folder.resolve("hdr.mp4"), Boxes.added(Files.readAllBytes(plain), boxes.array()));
    }

    @ParameterizedTest
    @CsvSource({
        "mp4,'libsvtav1, preset = 11, quality = 50'",
        "matroska,'libsvtav1, preset = 11, quality = 50'",
        "mp4,'libaom-av1, preset = 8, quality = 50'"
    })
    void highDynamicRangeKeepsItsBitsAndItsMetadata(String container, String encoder) throws IOException {
        JsonNode video = video(hdr(), "container = " + container + ", video { encoder = " + encoder + " }");
        assertThat(texts(video, "pix_fmt", "color_primaries", "color_transfer", "color_space", "color_range"))
                .containsExactly("yuv420p10le", "bt2020", "smpte2084", "bt2020nc", "tv");
        String side = video.get("side_data_list").toString();
        assertThat(side).contains("\"max_content\":1000", "\"max_average\":400");
        JsonNode display = StreamSupport.stream(video.get("side_data_list").spliterator(), false)
                .filter(one -> one.has("max_luminance"))
                .findFirst()
                .orElseThrow();
        assertThat(ratio(display, "green_y")).isCloseTo(0.797, within(0.0001));
        assertThat(ratio(display, "max_luminance")).isCloseTo(1000, within(0.1));
        assertThat(ratio(display, "min_luminance")).isCloseTo(0.0001, within(0.00005));
    }

    private static double ratio(JsonNode of, String member) {
        String text = of.get(member).textValue();
        int slash = text.indexOf('/');
        return Double.parseDouble(text.substring(0, slash)) / Double.parseDouble(text.substring(slash + 1));
    }

    @Test
    void tenBitsNeverBecomeEightInSilence() throws IOException {
        Path input = hdr();
        List<String> command =
                command(input, "container = webm, video { encoder = libvpx-vp9, preset = 8, quality = 50 }");
        Path output = folder.resolve("out.webm");
        boolean able = Ffmpeg.encode(command, input, output) == 0;
        assertThat(able
                        && Ffmpeg.inspect(output)
                                .at("/streams/0/pix_fmt")
                                .textValue()
                                .equals("yuv420p"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'libsvtav1, preset = 11, quality = 50'", "'libopenh264, bit-rate = 300k'"})
    void whatIsToneMappedSaysSoAndHasNoTraceOfHdr(String encoder) throws IOException {
        Path output = encode(hdr(), "container = mp4, video { encoder = " + encoder + ", hdr = tone-map }");
        JsonNode video = Ffmpeg.inspect(output).at("/streams/0");
        assertThat(texts(video, "pix_fmt", "color_primaries", "color_transfer", "color_space", "color_range"))
                .containsExactly("yuv420p", "bt709", "bt709", "bt709", "tv");
        assertThat(video.has("side_data_list")).isFalse();
        assertThat(Ffmpeg.firstFrame(output).has("side_data_list")).isFalse();
    }
}

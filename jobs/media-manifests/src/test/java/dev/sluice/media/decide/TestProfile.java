package dev.sluice.media.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestProfile {
    @Test
    void whatIsLeftOutIsSafe() {
        assertThat(Settings.profile("container = matroska, video { encoder = libx265, quality = 20 }"))
                .isEqualTo(new Profile(
                        Container.MATROSKA,
                        new VideoProfile(
                                "libx265",
                                Optional.empty(),
                                Optional.of(20),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                "auto",
                                Optional.empty(),
                                VideoProfile.Hdr.KEEP,
                                Policy.HUMAN,
                                Policy.HUMAN,
                                VideoProfile.Interlaced.HUMAN,
                                Policy.HUMAN,
                                VideoProfile.OddSize.CROP,
                                10,
                                Map.of()),
                        Optional.empty(),
                        Policy.KEEP,
                        Policy.KEEP,
                        Policy.KEEP,
                        Policy.HUMAN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            encoder = libx256, quality = 1                         | did you mean "libx265"?
            encoder = libx265                                      | quality is needed, or bit-rate
            encoder = libx265, quality = 20, bit-rate = 2M         | one of them
            encoder = libx265, quality = 52                        | is 52; allowed is 0 to 51
            encoder = libopenh264, quality = 20                    | has no constant quality; set bit-rate
            encoder = libx265, quality = 20, preset = 8            | "8" is not one of ultrafast
            encoder = libopenh264, bit-rate = 2M, preset = fast    | has no presets
            encoder = libaom-av1, quality = 20, preset = 9         | "9" is not one of 0, 1
            encoder = libsvtav1, bit-rate = 2M, max-rate = 3M      | goes with quality only for libsvtav1
            encoder = libopenh264, bit-rate = 2                    | "2" is no bit rate; write 800k or 2.5M
            encoder = libopenh264, bit-rate = 0k                   | out of range
            encoder = libx265, quality = 20, max-rate = 99999M     | out of range
            encoder = libx265, quality = 20, heights = [720, 720]  | holds a height twice
            encoder = libx265, quality = 20, heights = [7]         | holds 7; allowed is 16 to 16384
            encoder = libx265, quality = 20, max-height = 0        | is 0; allowed is 16 to 16384
            encoder = libx265, quality = 20, max-frame-rate = 1/0  | is no rate
            encoder = libx265, quality = 20, key-frame-seconds = 0 | is 0; allowed is 1 to 600
            encoder = libx265, quality = 20, dolby-vision = keep   | encoders lose it
            encoder = libx265, quality = 20, hdr10-plus = keep     | encoders lose it
            """)
    void whatAVideoEncoderCannotDoIsSaid(String video, String words) {
        assertThat(Settings.problems("container = matroska, video { " + video + " }", Profile.class))
                .contains("video", words.replaceFirst("^quality ", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            encoder = acc, bit-rate-per-channel = 64k                     | did you mean "aac"?
            encoder = aac                                                 | is needed for aac
            encoder = copy, bit-rate-per-channel = 64k                    | has no use for copy
            encoder = copy, max-channels = 2                              | has no use where audio is copied
            encoder = libmp3lame, bit-rate-per-channel = 1k, max-channels = 6 | is 6; allowed is 1 to 2
            """)
    void whatAnAudioEncoderCannotDoIsSaid(String audio, String words) {
        assertThat(Settings.problems(audio, AudioProfile.class)).contains(words);
    }

    @Test
    void whatAContainerDoesNotTakeIsSaid() {
        assertThat(Settings.problems("container = webm, video { encoder = libx265, quality = 20 }", Profile.class))
                .contains("webm does not take hevc");
        assertThat(Settings.problems(
                        "container = webm, video { encoder = libvpx-vp9, quality = 20 }"
                                + ", audio { encoder = aac, bit-rate-per-channel = 64k }",
                        Profile.class))
                .contains("webm does not take aac");
        assertThat(Settings.problems(
                        "container = mp4, data = keep, video { encoder = libx265, quality = 20 }", Profile.class))
                .contains("data", "cannot be kept in general");
    }
}

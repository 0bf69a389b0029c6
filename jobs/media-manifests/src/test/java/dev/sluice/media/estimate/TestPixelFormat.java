package dev.sluice.media.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestPixelFormat {
    @ParameterizedTest
    @CsvSource({
        "yuv420p, 150",
        "yuvj420p, 150",
        "nv12, 150",
        "yuv420p10le, 300",
        "p010le, 300",
        "yuv420p12be, 300",
        "yuv422p, 200",
        "yuv422p10le, 400",
        "p210le, 400",
        "yuyv422, 200",
        "yuv444p, 300",
        "yuv444p12le, 600",
        "yuva420p, 250",
        "yuva444p10le, 800",
        "gbrp, 300",
        "gbrap12le, 800",
        "rgb24, 300",
        "gray, 100",
        "gray10le, 200",
        "yuv411p, 150"
    })
    void knowsTheBytesOfAFrame(String name, double bytes) {
        assertThat(PixelFormat.of(name).frameBytes(10, 10)).isEqualTo(bytes);
    }

    @Test
    void classesAreBySizeWhateverTheShape() {
        assertThat(FrameClass.of(720, 576)).isEqualTo(FrameClass.SD);
        assertThat(FrameClass.of(721, 576)).isEqualTo(FrameClass.HD);
        assertThat(FrameClass.of(720, 1280)).isEqualTo(FrameClass.HD);
        assertThat(FrameClass.of(1920, 1088)).isEqualTo(FrameClass.FULL_HD);
        assertThat(FrameClass.of(4096, 2160)).isEqualTo(FrameClass.UHD);
        assertThat(FrameClass.of(100_000, 100_000)).isEqualTo(FrameClass.HUGE);
    }
}

package dev.sluice.media.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.media.ffmpeg.Supervised;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestLikeness {
    private static final List<Window> WINDOWS = List.of(new Window(1, 0, 1, 0, 1), new Window(1, 1, 2, 1, 2));

    @Test
    void theWorstWindowCounts() {
        Likeness likeness = new Likeness();
        likeness.line("n:1 Y:0.9 U:0.9 V:0.9 All:0.900000 (10.0)");
        likeness.line("n:    1  XPSNR y: inf  XPSNR u: inf  XPSNR v: inf");
        likeness.line("n:2 Y:0.5 U:0.5 V:0.5 All:0.500000 (3.0)");
        assertThat(likeness.complete(2)).isFalse();
        likeness.line("n:    2  XPSNR y: 30.0000  XPSNR u: 24.0000  XPSNR v: -3.0000");
        likeness.line("XPSNR average, 2 frames  y: 33.0");
        assertThat(likeness.complete(2)).isTrue();
        assertThat(likeness.ssim(WINDOWS)).isEqualTo(0.5);
        assertThat(likeness.xpsnr(WINDOWS)).isCloseTo((4 * 30 + 24 - 3) / 6.0, within(1e-6));
        assertThat(likeness.worstPlane(WINDOWS)).isCloseTo(-3, within(1e-6));
    }

    @Test
    void vmafIsToldInTheLog() {
        String log = "[Parsed_libvmaf_9 @ 0x55] [info] VMAF score: 93.25\n";
        assertThat(Likeness.vmaf(new Supervised.Ended(0, false, 1, 1, log))).contains(93.25);
        assertThat(Likeness.vmaf(new Supervised.Ended(0, false, 1, 1, "nothing")))
                .isEmpty();
    }

    @Test
    void shiftsAreFound() {
        float[] one = new float[8000];
        float[] later = new float[8000];
        Random random = new Random(7);
        for (int i = 0; i < one.length; i++) {
            one[i] = random.nextFloat() - 0.5f;
            if (i >= 400) {
                later[i] = one[i - 400];
            }
        }
        assertThat(Waves.byWave(one, one, 40).near().value()).isCloseTo(1, within(1e-6));
        assertThat(Waves.byWave(one, later, 40).best().lag()).isEqualTo(400);
        assertThat(Waves.byWave(one, later, 40).near().value()).isLessThan(0.2);
        assertThat(Waves.byWave(one, new float[8000], 40).best().value()).isEqualTo(0);
    }
}

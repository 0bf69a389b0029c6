package dev.sluice.media.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.decide.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestPolicy {
    @Test
    void everythingHasAPreset() {
        Policy policy = Settings.bind("", Policy.class);
        assertThat(policy.maxSize()).isEqualTo(1);
        assertThat(policy.sync()).isEqualTo(Duration.ofMillis(60));
        assertThat(policy.places()).isEqualTo(5);
        assertThat(Settings.bind("sync = 40ms, min-ssim = 0.9", Policy.class))
                .extracting(Policy::sync, Policy::minSsim)
                .containsExactly(Duration.ofMillis(40), 0.9);
    }

    @ParameterizedTest
    @CsvSource({
        "max-size = 0,max-size",
        "frames = -1,frames",
        "places = 0,places",
        "places = 51,places",
        "look = 2m,look",
        "listen = 0ms,listen",
        "still = 500ms,still",
        "least-time = 10ms,least-time",
        "min-ssim = 0.2,min-ssim",
        "other-xpsnr = 30,min-xpsnr"
    })
    void whatMakesNoSenseIsRefused(String text, String key) {
        assertThat(Settings.problems(text, Policy.class)).contains(key);
    }
}

package dev.sluice.media;

import static dev.sluice.media.PlanConf.problems;
import static dev.sluice.media.PlanConf.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.estimate.Prices;
import dev.sluice.media.shard.Caps;
import dev.sluice.settings.Location;
import dev.sluice.settings.Size;
import dev.sluice.transform.StepScope;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The settings of the steps estimate, cost and shard. */
class TestPlanSettings {
    @Test
    void theyHaveTheirDefaults() {
        assertThat(step("type = estimate")).isEqualTo(new EstimateTransform("made", "t", Optional.empty(), 2, false));
        assertThat(((ShardTransform) step("type = shard")).caps())
                .isEqualTo(new Caps(14_400_000_000L, Long.MAX_VALUE / 2, 10_000));
        assertThat(step("type = shard"))
                .isEqualTo(new ShardTransform(
                        "made",
                        "t",
                        Duration.ofHours(4),
                        Optional.empty(),
                        10_000,
                        new Size(4_000_000_000L),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(step("type = cost, prices { currency = EUR, per-cpu-hour = 2 }"))
                .isEqualTo(new CostTransform("made", "t", new Prices("EUR", 2, 0), Optional.empty()));
    }

    @Test
    void eachCanBeSet() {
        assertThat(step("type = estimate, calibration = \"/speeds.conf\", threads = 8, input-copied = true"))
                .isEqualTo(new EstimateTransform("made", "t", Optional.of(new Location("/speeds.conf")), 8, true));
        assertThat(step("type = shard, max-cost = 1m, max-bytes = 1 kB, max-items = 3, large-memory = 2 GB, live = l,"
                        + " scope = slice"))
                .isEqualTo(new ShardTransform(
                        "made",
                        "t",
                        Duration.ofMinutes(1),
                        Optional.of(new Size(1000)),
                        3,
                        new Size(2_000_000_000L),
                        Optional.of("l"),
                        Optional.of(StepScope.SLICE)));
        assertThat(step("type = cost, scope = slice, prices { currency = USD, per-cpu-hour = 2, per-gb = 3 }"))
                .isEqualTo(new CostTransform("made", "t", new Prices("USD", 2, 3), Optional.of(StepScope.SLICE)));
    }

    @Test
    void eachSaysWhatIsWrongAndWhere() {
        assertThat(problems("type = estimate\nthreads = 0")).containsExactly("2 threads is 0; must be from 1 to 1024");
        assertThat(problems("type = estimate\nthreads = 1025"))
                .containsExactly("2 threads is 1025; must be from 1 to 1024");
        assertThat(problems("type = shard\nmax-cost = 0s"))
                .containsExactly("2 max-cost is 0 ms; 1 ms or more is wanted");
        assertThat(problems("type = shard\nmax-bytes = 0 B"))
                .containsExactly("2 max-bytes is 0; 1 byte or more is wanted");
        assertThat(problems("type = shard\nmax-items = 0")).containsExactly("2 max-items is 0; 1 or more is wanted");
        assertThat(problems("type = cost\nprices {\n currency = \" \", per-cpu-hour = 1 }"))
                .containsExactly("3 prices.currency is empty; such as EUR");
        assertThat(problems("type = cost\nprices { currency = EUR\n per-cpu-hour = -1 }"))
                .containsExactly("3 prices.per-cpu-hour is -1.0; 0 or more is wanted");
        assertThat(problems("type = cost\nprices { currency = EUR, per-cpu-hour = 1\n per-gb = -1 }"))
                .containsExactly("3 prices.per-gb is -1.0; 0 or more is wanted");
    }

    @Test
    void theySayWhatTheyReadAndWhetherTheyCombineRows() {
        assertThat(step("type = shard, live = l").inputs()).containsExactly("t", "l");
        assertThat(step("type = shard").inputs()).containsExactly("t");
        assertThat(step("type = shard").combinesRows()).isTrue();
        assertThat(step("type = shard").sliceScoped()).isFalse();
        assertThat(step("type = shard, scope = slice").sliceScoped()).isTrue();
        assertThat(step("type = cost, prices { currency = EUR, per-cpu-hour = 2 }")
                        .combinesRows())
                .isTrue();
        assertThat(step("type = cost, prices { currency = EUR, per-cpu-hour = 2 }")
                        .drops("_item"))
                .isTrue();
        assertThat(step("type = estimate").combinesRows()).isFalse();
    }
}

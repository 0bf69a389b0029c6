package dev.sluice.media.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TestTotal {
    private static final double Z = 1.2815515655446004;
    private static final Percentage EXACT = Percentage.withPercentage(1e-9);

    private static Quantiles sum(double own, double[] p50, double factor) {
        Total total = new Total();
        for (double one : p50) {
            total.add(one, one * factor, own);
        }
        return total.quantiles();
    }

    private static double[] many(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = 1 + i % 7;
        }
        return values;
    }

    @Test
    void oneValueComesOutAsItWentIn() {
        for (double own : new double[] {1, 1.3, 2, 99}) {
            Quantiles one = sum(own, new double[] {100}, 2);
            assertThat(one.p10()).isCloseTo(50, EXACT);
            assertThat(one.p50()).isCloseTo(100, EXACT);
            assertThat(one.p90()).isCloseTo(200, EXACT);
        }
    }

    @Test
    void sharedErrorsAddUpAsTheyAre() {
        Total total = new Total();
        total.add(100, 180, 1);
        total.add(300, 900, 1);
        Quantiles sum = total.quantiles();
        assertThat(sum.p50()).isCloseTo(400, EXACT);
        assertThat(sum.p90()).isCloseTo(1080, EXACT);
        assertThat(sum.p10()).isCloseTo(100 / 1.8 + 100, EXACT);
    }

    @Test
    void ownErrorsCancelInALargeSum() {
        Quantiles sum = sum(1.8, many(10_000), 1.8);
        assertThat(sum.p90() / sum.p50()).isBetween(1.0, 1.02);
        // Those that take longer outweigh those that take less: the mean is more than the median.
        double sigma = Math.log(1.8) / Z;
        double medians = Arrays.stream(many(10_000)).sum();
        assertThat(sum.p50() / medians).isCloseTo(Math.exp(sigma * sigma / 2), within(0.001));
    }

    @Test
    void agreesWithADrawOfManySums() {
        double[] p50 = many(60);
        double shared = Math.log(1.5) / Z;
        double own = Math.log(2.5) / Z;
        Random random = new Random(5);
        double[] sums = new double[40_000];
        for (int i = 0; i < sums.length; i++) {
            double common = random.nextGaussian();
            for (double one : p50) {
                sums[i] += one * Math.exp(shared * common + own * random.nextGaussian());
            }
        }
        Arrays.sort(sums);
        Quantiles sum = sum(2.5, p50, Math.exp(Z * Math.hypot(shared, own)));
        assertThat(sum.p10()).isCloseTo(sums[sums.length / 10], Percentage.withPercentage(1.5));
        assertThat(sum.p50()).isCloseTo(sums[sums.length / 2], Percentage.withPercentage(1.5));
        assertThat(sum.p90()).isCloseTo(sums[sums.length * 9 / 10], Percentage.withPercentage(1.5));
        // Neither all shared nor all own would do.
        assertThat(sum(1, p50, 2.82).p90()).isGreaterThan(sum.p90() * 1.2);
        assertThat(sum(2.82, p50, 2.82).p90()).isLessThan(sum.p90() * 0.85);
    }

    @Test
    void nothingIsNothing() {
        assertThat(new Total().quantiles()).isEqualTo(Quantiles.ZERO);
        Total total = new Total();
        total.add(0, 0, 1);
        assertThat(total.quantiles()).isEqualTo(Quantiles.ZERO);
        assertThatIllegalArgumentException().isThrownBy(() -> total.add(2, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> total.add(1, 2, 0.5));
    }
}

package dev.sluice.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class TestFitCounts {
    private static FitCounts oneOfTwo() {
        FitCounts counts = new FitCounts(2);
        BitSet fits = new BitSet();
        counts.add(fits);
        BitSet reject = new BitSet();
        reject.set(FitCounts.REJECTED);
        reject.set(FitCounts.MISFITS + 1);
        counts.add(reject);
        return counts;
    }

    @Test
    void aPartThatIsCountedAgainCountsOnce() {
        FitCounts all = new FitCounts(2);
        assertThat(all.isZero()).isTrue();
        all.merge(oneOfTwo());
        all.merge(oneOfTwo());
        assertThat(all.fitting()).isEqualTo(1);
        assertThat(all.rejected()).isEqualTo(1);
        assertThat(all.misfits(0)).isZero();
        assertThat(all.misfits(1)).isEqualTo(1);
        assertThat(all.copyAndReset().isZero()).isTrue();
    }
}

package dev.sluice.media.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestShardReport {
    private static final long HOUR = 3_600_000_000L;
    private static final Caps CAPS = new Caps(4 * HOUR, 1000, 10);

    @Test
    void tellsWhenTheLastWorkerIsDone() {
        // Two workers: 5 | 3 then 2 (at 3, until 5) then 1 (at 5, until 6). 11 / 2 = 5.5 is the bound.
        ShardReport report = ShardReport.of(
                List.of(shard(0, true, 1, 5), shard(1, false, 5, 3), shard(2, false, 5, 2), shard(3, false, 1, 1)),
                2,
                CAPS);

        assertThat(report.shards()).isEqualTo(4);
        assertThat(report.items()).isEqualTo(12);
        assertThat(report.chunked()).isEqualTo(1);
        assertThat(report.hours()).isEqualTo(11);
        assertThat(report.makespan()).isEqualTo(6);
        assertThat(report.lowerBound()).isEqualTo(5.5);
        assertThat(report.ratio()).isCloseTo(1.0909, within(0.0001));
        // Of the caps: 3/4 of cost, 1/2 of cost (and of items), 1/4 of cost.
        assertThat(report.fill()).isEqualTo(0.5);
        assertThat(report.text())
                .isEqualTo("12 jobs in 4 shards (1 for chunks), 11.0 CPU hours, shards 50 % full; 2 workers: 6.00 h,"
                        + " at least 5.50 h (x 1.091)");
    }

    @Test
    void cannotBeFasterThanTheCostliestJob() {
        ShardReport report = ShardReport.of(List.of(shard(0, true, 1, 5), shard(1, false, 1, 1)), 10, CAPS);

        assertThat(report.lowerBound()).isEqualTo(5);
        assertThat(report.makespan()).isEqualTo(5);
        assertThat(report.ratio()).isEqualTo(1);
    }

    @Test
    void takesShardsByTheirNumberWhateverTheirOrder() {
        List<ShardLoad> shards = List.of(shard(2, false, 1, 4), shard(0, false, 1, 1), shard(1, false, 1, 1));

        // 1 | 1 then 4 from 1 to 5; with the costliest first it would be 4.
        assertThat(ShardReport.of(shards, 2, CAPS).makespan()).isEqualTo(5);
    }

    @Test
    void fillIsOfTheCapThatIsNearest() {
        ShardLoad bytes = new ShardLoad(0, ShardClass.ORDINARY, false, 1, HOUR, 900, HOUR);
        ShardLoad items = new ShardLoad(0, ShardClass.ORDINARY, false, 8, HOUR, 100, HOUR);

        assertThat(ShardReport.of(List.of(bytes), 1, CAPS).fill()).isEqualTo(0.9);
        assertThat(ShardReport.of(List.of(items), 1, CAPS).fill()).isEqualTo(0.8);
    }

    @Test
    void saysWhatNothingIs() {
        ShardReport report = ShardReport.of(List.of(), 3, CAPS);

        assertThat(report.makespan()).isZero();
        assertThat(report.ratio()).isEqualTo(1);
        assertThat(report.fill()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> ShardReport.of(List.of(), 0, CAPS));
    }

    private static ShardLoad shard(int number, boolean chunked, long items, long hours) {
        return new ShardLoad(number, ShardClass.ORDINARY, chunked, items, hours * HOUR, 100, hours * HOUR);
    }
}

package dev.sluice.media.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TestPacker {
    private static final List<ShardClass> CLASSES = List.of(ShardClass.values());
    private static final long NO_CAP = Long.MAX_VALUE / 4;

    @Test
    void putsEachJobWhereTheLeastCostIs() {
        // Total 24, cap 12: two shards. 7 | 6 | 6 goes to 4 + ... by hand: 0: 7 4 = 11, 1: 6 5 2 = 13 is over 12.
        Packed packed = Packed.of(Packed.ordinary(List.of(7L, 6L, 5L, 4L, 2L)), new Caps(12, NO_CAP, 100));

        assertThat(packed.shardOf())
                .containsEntry("k00000000", 0)
                .containsEntry("k00000001", 1)
                .containsEntry("k00000002", 1)
                .containsEntry("k00000003", 0)
                .containsEntry("k00000004", 2);
        assertThat(packed.shards()).extracting(ShardLoad::cost).containsExactly(11L, 11L, 2L);
    }

    @Test
    void losesNoJobAndDoublesNone() {
        for (int seed = 0; seed < 20; seed++) {
            List<Job> jobs = mixed(2000, new Random(seed));
            Packed packed = Packed.of(jobs, new Caps(40_000, 5_000_000, 30));

            List<Job> placed = packed.placements().stream().map(Placement::job).toList();
            assertThat(placed.size()).isEqualTo(jobs.size());
            assertThat(new HashSet<>(placed).equals(new HashSet<>(jobs))).isTrue();
        }
    }

    @Test
    void keepsTheCapsButForJobsThatAreAlone() {
        Caps caps = new Caps(40_000, 5_000_000, 30);
        for (int seed = 0; seed < 20; seed++) {
            Packed packed = Packed.of(mixed(2000, new Random(seed)), caps);

            assertThat(packed.shards()).allSatisfy(shard -> {
                if (shard.chunked()) {
                    assertThat(shard.items()).isEqualTo(1);
                    assertThat(shard.cost() > caps.cost() || shard.bytes() > caps.bytes())
                            .isTrue();
                } else {
                    assertThat(shard.cost()).isBetween(0L, caps.cost());
                    assertThat(shard.bytes()).isBetween(1L, caps.bytes());
                    assertThat(shard.items()).isBetween(1L, 30L);
                }
            });
            assertThat(packed.shards()).extracting(ShardLoad::chunked).contains(true, false);
        }
    }

    @Test
    void keepsClassesApart() {
        Packed packed = Packed.of(mixed(2000, new Random(1)), new Caps(40_000, 5_000_000, 30));
        List<ShardLoad> shards = packed.shards();

        assertThat(packed.placements())
                .allMatch(
                        one -> shards.get(one.shard()).shardClass() == one.job().shardClass());
        assertThat(shards).extracting(ShardLoad::shardClass).contains(ShardClass.values());
    }

    @Test
    void givesTheSameShardsWhateverTheOrderOfItsInput() {
        List<Job> jobs = mixed(3000, new Random(7));
        Caps caps = new Caps(40_000, 5_000_000, 30);
        Packed packed = Packed.of(jobs, caps);
        List<Job> shuffled = new ArrayList<>(jobs);
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(Packed.of(shuffled, caps).placements()).isEqualTo(packed.placements());
        }
    }

    @Test
    void numbersAfterTheLastLiveShardWithoutGaps() {
        Packed packed = Packed.of(mixed(500, new Random(3)), new Caps(40_000, 5_000_000, 30), 17);

        assertThat(new HashSet<>(packed.shardOf().values()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(17, 17 + packed.shards().size()).boxed().toList());
    }

    @Test
    void isWithinFourThirdsOfTheBestPacking() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            int shards = 2 + random.nextInt(2);
            List<Long> costs = LongStream.generate(() -> 1 + random.nextInt(20))
                    .limit(4 + random.nextInt(5))
                    .boxed()
                    .toList();
            long fullest = fullest(costs, shards);

            assertThat((double) fullest)
                    .as("%s in %d", costs, shards)
                    .isLessThanOrEqualTo(best(costs, new long[shards], 0) * (4 / 3.0 - 1 / (3.0 * shards)) + 1e-9);
        }
    }

    @Test
    void meetsTheWorstCaseThatGrahamGives() {
        // 5 5 4 4 3 3 3 on three: the best is 9 9 9, the rule gives 11 = 9 x (4/3 - 1/9).
        assertThat(fullest(List.of(5L, 5L, 4L, 4L, 3L, 3L, 3L), 3)).isEqualTo(11);
        assertThat(best(List.of(5L, 5L, 4L, 4L, 3L, 3L, 3L), new long[3], 0)).isEqualTo(9);
    }

    @Test
    void isWithinFourThirdsOfTheLowerBoundWhereJobsAreManyAndTheCapAllows() {
        Random random = new Random(5);
        for (int shards : new int[] {2, 7, 40}) {
            List<Long> costs = LongStream.generate(() -> Math.round(Math.exp(random.nextGaussian() * 1.2) * 1000))
                    .limit(4000)
                    .boxed()
                    .toList();
            long total = costs.stream().mapToLong(Long::longValue).sum();
            double bound = Math.max((double) total / shards, Collections.max(costs));

            assertThat((double) fullest(costs, shards)).isBetween(bound, bound * 4 / 3);
        }
    }

    @Test
    void fillsAShardThatLackedBytesForALargeJobWithSmallOnes() {
        // One shard of 10 bytes holds 6, has no room for 8 and takes 4 after it.
        List<Job> jobs = List.of(job("a", 9, 6), job("b", 8, 8), job("c", 3, 4), job("d", 1, 2));
        Packed packed = Packed.of(jobs, new Caps(NO_CAP, 10, 100));

        assertThat(packed.shardOf()).containsEntry("a", 0).containsEntry("b", 1);
        assertThat(packed.shardOf().get("c")).isEqualTo(0);
        assertThat(packed.shardOf().get("d")).isEqualTo(1);
    }

    @Test
    void doesNotGoToAndFroBetweenShardsThatLackBytes() {
        // Large and small jobs in turn: without a limit that halves, each would move all shards.
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            jobs.add(job("k%07d".formatted(i), 1_000_000 - i, i % 2 == 0 ? 700 : 1));
        }
        Packer packer = new Packer(new Caps(NO_CAP, 1000, 1_000_000), 0);
        packer.begin(new Load(jobs.size(), 1, 7_010_000));
        jobs.forEach(job -> packer.place(job.cost(), job.bytes()));

        assertThat(packer.next()).isBetween(7_010, 10_100);
        assertThat(packer.parkings()).isBetween(1L, 11L * packer.next());
    }

    @Test
    void closesAShardThatHasItsItems() {
        Packed packed = Packed.of(Packed.ordinary(List.of(100L, 1L, 1L, 1L, 1L, 1L)), new Caps(NO_CAP, NO_CAP, 3));

        assertThat(packed.shards()).extracting(ShardLoad::cost).containsExactly(102L, 3L);
    }

    @Test
    void leavesNoShardEmptyWhenJobsCostNothing() {
        Packed packed = Packed.of(Packed.ordinary(Collections.nCopies(100, 0L)), new Caps(10, NO_CAP, 7));

        assertThat(packed.shards())
                .hasSize(15)
                .allSatisfy(shard -> assertThat(shard.items()).isBetween(6L, 7L));
    }

    @Test
    void refusesJobsThatAreOutOfOrder() {
        Packer packer = new Packer(new Caps(10, 10, 10), 0);
        packer.begin(new Load(2, 5, 2));
        packer.place(2, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> packer.place(3, 1))
                .withMessageStartingWith("Not by falling cost: 3 after 2");
        assertThatIllegalArgumentException().isThrownBy(() -> new Caps(0, 1, 1));
    }

    private static Job job(String key, long cost, long bytes) {
        return new Job(key, ShardClass.ORDINARY, cost, bytes);
    }

    private static List<Job> mixed(int count, Random random) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long cost = Math.round(Math.exp(random.nextGaussian() * 2) * 1000);
            long bytes = Math.round(Math.exp(random.nextGaussian() * 1.5) * 200_000) + 1;
            ShardClass shardClass = CLASSES.get(random.nextInt(10) / 4);
            jobs.add(new Job("k%08d".formatted(i), shardClass, cost / 10 * 10, bytes));
        }
        return jobs;
    }

    /** The fullest of so many shards, with caps that do not get in the way. */
    private static long fullest(List<Long> costs, int shards) {
        List<Long> sorted = costs.stream().sorted(Collections.reverseOrder()).toList();
        Packer packer = new Packer(new Caps(NO_CAP, shards, 1_000_000), 0);
        packer.begin(new Load(sorted.size(), 1, (long) shards * shards));
        long[] loads = new long[shards];
        sorted.forEach(cost -> loads[packer.place(cost, 0)] += cost);
        return LongStream.of(loads).max().orElseThrow();
    }

    /** The least that the fullest shard can have, by trying everything. */
    private static long best(List<Long> costs, long[] loads, int from) {
        if (from == costs.size()) {
            return LongStream.of(loads).max().orElseThrow();
        }
        long best = Long.MAX_VALUE;
        for (int shard = 0; shard < loads.length; shard++) {
            loads[shard] += costs.get(from);
            best = Math.min(best, best(costs, loads, from + 1));
            loads[shard] -= costs.get(from);
            if (loads[shard] == 0) {
                break;
            }
        }
        return best;
    }
}

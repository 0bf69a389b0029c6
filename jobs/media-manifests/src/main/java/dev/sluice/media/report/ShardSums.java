package dev.sluice.media.report;

import dev.sluice.media.report.PlanReport.Generation;
import dev.sluice.media.report.Shards.Bar;
import dev.sluice.media.report.Shards.OfClass;
import dev.sluice.media.report.Shards.Schedule;
import dev.sluice.media.shard.Caps;
import dev.sluice.media.shard.ShardClass;
import dev.sluice.media.shard.ShardLoad;
import dev.sluice.media.shard.ShardReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is in each shard of a plan, an entry for each. Not thread-safe. */
final class ShardSums {
    private static final double SECOND = 1e6;
    private static final double HOUR = 3600e6;
    /** More bars than this are too thin to be seen on a phone. */
    private static final int BARS = 48;

    private final Map<Integer, Sum> sums = new TreeMap<>();

    /** One shard; it was published by one generation and holds jobs of one class. */
    private static final class Sum {
        private final String generation;
        private final ShardClass shardClass;
        private boolean chunked;
        private long items;
        private long cost;
        private long bytes;
        private long largest;
        private long memory;

        Sum(PlannedJob first) {
            generation = first.generation();
            shardClass = ShardClass.of(first.shardClass());
        }

        void add(PlannedJob job) {
            long micros = Math.round(job.cpuSecondsP50() * SECOND);
            chunked |= job.chunked();
            items++;
            cost += micros;
            bytes += job.bytes();
            largest = Math.max(largest, micros);
            memory = Math.max(memory, job.memoryBytes());
        }

        ShardLoad load(int shard) {
            return new ShardLoad(shard, shardClass, chunked, items, cost, bytes, largest);
        }
    }

    void add(PlannedJob job) {
        sums.computeIfAbsent(job.shard(), shard -> new Sum(job)).add(job);
    }

    Shards shards(List<Integer> workers, Optional<Caps> caps) {
        List<ShardLoad> loads = loads();
        // Without caps of its own a plan's shards are not to be called full or empty.
        Caps any = caps.orElse(new Caps(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE));
        ShardReport one = ShardReport.of(loads, 1, any);
        return new Shards(
                one.shards(),
                one.chunked(),
                caps.filter(known -> one.shards() > one.chunked()).map(known -> one.fill()),
                classes(),
                workers.stream()
                        .map(number -> ShardReport.of(loads, number, any))
                        .map(report ->
                                new Schedule(report.workers(), report.makespan(), report.lowerBound(), report.ratio()))
                        .toList(),
                bars(loads));
    }

    private List<ShardLoad> loads() {
        return sums.entrySet().stream()
                .map(entry -> entry.getValue().load(entry.getKey()))
                .toList();
    }

    private List<OfClass> classes() {
        Map<ShardClass, List<Sum>> byClass = new TreeMap<>();
        sums.values()
                .forEach(sum -> byClass.computeIfAbsent(sum.shardClass, name -> new ArrayList<>())
                        .add(sum));
        return byClass.entrySet().stream()
                .map(entry -> new OfClass(
                        entry.getKey().word(),
                        entry.getValue().size(),
                        items(entry.getValue()),
                        hours(entry.getValue()),
                        entry.getValue().stream()
                                .mapToLong(sum -> sum.memory)
                                .max()
                                .orElse(0)))
                .toList();
    }

    private static long items(Collection<Sum> of) {
        return of.stream().mapToLong(sum -> sum.items).sum();
    }

    private static double hours(Collection<Sum> of) {
        return of.stream().mapToLong(sum -> sum.cost).sum() / HOUR;
    }

    private static List<Bar> bars(List<ShardLoad> loads) {
        int together = Math.max(1, (loads.size() + BARS - 1) / BARS);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < loads.size(); i += together) {
            List<ShardLoad> some = loads.subList(i, Math.min(loads.size(), i + together));
            bars.add(new Bar(
                    some.get(0).shard(),
                    some.get(some.size() - 1).shard(),
                    some.stream().mapToLong(ShardLoad::cost).average().orElse(0) / HOUR,
                    some.stream().mapToLong(ShardLoad::cost).max().orElse(0) / HOUR));
        }
        return bars;
    }

    /** What each generation holds; one whose manifests are empty has no jobs. */
    Generation generation(PlanFacts.Published published) {
        List<Sum> own = sums.values().stream()
                .filter(sum -> sum.generation.equals(published.directory()))
                .toList();
        return new Generation(published.directory(), published.at(), items(own), own.size(), hours(own));
    }
}

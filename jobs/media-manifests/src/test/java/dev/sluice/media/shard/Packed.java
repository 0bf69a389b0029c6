package dev.sluice.media.shard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Jobs, packed in memory. */
record Packed(List<Placement> placements, Caps caps) {
    static Packed of(List<Job> jobs, Caps caps) {
        return of(jobs, caps, 0);
    }

    static Packed of(List<Job> jobs, Caps caps, int first) {
        Map<ShardClass, Load> loads = new EnumMap<>(ShardClass.class);
        for (Job job : jobs) {
            if (!caps.exceededBy(job.cost(), job.bytes())) {
                loads.merge(
                        job.shardClass(),
                        Load.NONE.plus(job.cost(), job.bytes()),
                        (old, one) -> old.plus(job.cost(), job.bytes()));
            }
        }
        List<Placement> placements = new ArrayList<>(jobs.size());
        new Packing(
                        jobs.stream().sorted(Job.ORDER).iterator(),
                        wanted -> loads.getOrDefault(wanted, Load.NONE),
                        caps,
                        first)
                .forEachRemaining(placements::add);
        return new Packed(placements, caps);
    }

    List<ShardLoad> shards() {
        Map<Integer, ShardLoad> shards = new TreeMap<>();
        for (Placement one : placements) {
            Job job = one.job();
            shards.merge(
                    one.shard(),
                    new ShardLoad(one.shard(), job.shardClass(), one.chunked(), 1, job.cost(), job.bytes(), job.cost()),
                    (a, b) -> new ShardLoad(
                            a.shard(),
                            a.shardClass(),
                            a.chunked(),
                            a.items() + b.items(),
                            a.cost() + b.cost(),
                            a.bytes() + b.bytes(),
                            Math.max(a.largest(), b.largest())));
        }
        return List.copyOf(shards.values());
    }

    long fullest() {
        return shards().stream().mapToLong(ShardLoad::cost).max().orElse(0);
    }

    Map<String, Integer> shardOf() {
        Map<String, Integer> shards = new TreeMap<>();
        placements.forEach(one -> shards.put(one.job().key(), one.shard()));
        return shards;
    }

    static List<Job> ordinary(Collection<Long> costs) {
        List<Job> jobs = new ArrayList<>();
        for (long cost : costs) {
            jobs.add(new Job("k%08d".formatted(jobs.size()), ShardClass.ORDINARY, cost, 1));
        }
        return jobs;
    }
}

package dev.sluice.media.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the jobs of one shard need together.
 *
 * @param number of the shard
 * @param kind its class
 * @param seconds sum of the time limits of one attempt each
 * @param memoryBytes the most that one of its jobs may need
 */
record Shard(int number, String kind, long seconds, long memoryBytes) {
    private static final long MEGABYTE = 1L << 20;

    /** The list of its jobs. */
    static String file(int number) {
        return String.format(Locale.ROOT, "shards/%06d.tsv", number);
    }

    Shard with(long moreSeconds, long otherMemory) {
        return new Shard(number, kind, seconds + moreSeconds, Math.max(memoryBytes, otherMemory));
    }

    /** Runs of at most {@code most} shards of the same class, in their order. */
    static List<List<Shard>> chunks(List<Shard> shards, int most) {
        Map<String, List<Shard>> kinds = new LinkedHashMap<>();
        shards.forEach(shard ->
                kinds.computeIfAbsent(shard.kind, kind -> new ArrayList<>()).add(shard));
        List<List<Shard>> chunks = new ArrayList<>();
        for (List<Shard> kind : kinds.values()) {
            for (int from = 0; from < kind.size(); from += most) {
                chunks.add(List.copyOf(kind.subList(from, Math.min(kind.size(), from + most))));
            }
        }
        return chunks;
    }

    /** Memory that does for each of them, and for a shell beside it. */
    static long megabytes(List<Shard> shards) {
        long most = shards.stream().mapToLong(Shard::memoryBytes).max().orElse(0);
        return most / MEGABYTE + 256;
    }

    /** Seconds that do for each of them, with one minute to begin and end. */
    static long seconds(List<Shard> shards) {
        return shards.stream().mapToLong(Shard::seconds).max().orElse(0) + 60;
    }

    /** Their numbers, a line each. */
    static String list(List<Shard> shards) {
        StringBuilder text = new StringBuilder();
        shards.forEach(shard -> text.append(shard.number).append('\n'));
        return text.toString();
    }
}

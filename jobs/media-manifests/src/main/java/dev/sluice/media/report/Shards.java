package dev.sluice.media.report;

import dev.sluice.settings.Doc;
import java.util.List;
import java.util.Optional;

/** How the jobs are shared out. Hours are CPU hours by P50; a worker does one shard after the other. */
public record Shards(
        int count,
        @Doc("whose only job is to be encoded in chunks") int chunked,

        @Doc("how full the others are on average, of the cap that is nearest")
        Optional<Double> fill,

        List<OfClass> classes,
        List<Schedule> workers,
        @Doc("in the order of their numbers") List<Bar> bars) {
    public Shards {
        classes = List.copyOf(classes);
        workers = List.copyOf(workers);
        bars = List.copyOf(bars);
    }

    /** Shards that need the same of a worker. */
    public record OfClass(
            @Doc("hdr, large-memory or ordinary") String name,
            int shards,
            long jobs,
            double hours,
            @Doc("by P90, of the job that needs most") long memoryBytes) {}

    /** When so many workers are done. */
    public record Schedule(
            int workers,
            @Doc("until the last worker is done") double hours,

            @Doc("no packing can beat it: an equal part for each, or the costliest job")
            double atLeastHours,

            @Doc("the one divided by the other") double ratio) {}

    /** One shard, or several that follow each other where there are too many to draw. */
    public record Bar(int first, int last, double meanHours, double mostHours) {}
}

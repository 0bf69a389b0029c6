package dev.sluice.run;

import dev.sluice.extract.Counts;
import dev.sluice.extract.Items;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a run did, for people and machines alike.
 *
 * @param job the job's name
 * @param run the run's id
 * @param outcome in one word
 * @param exitStatus of the process
 * @param problem what went wrong and what to do, empty when nothing did
 * @param plan what was to be done
 * @param read what was read in the slices that were published
 * @param loads what was published
 * @param reasons rejects by code
 * @param slices each slice and how it went
 * @param remarks what the source saw besides items
 * @param took wall time
 */
public record Report(
        String job,
        String run,
        Outcome outcome,
        int exitStatus,
        String problem,
        Planned plan,
        Counts read,
        List<Loaded> loads,
        Map<String, Long> reasons,
        List<SliceLine> slices,
        List<Items.Remark> remarks,
        Duration took) {
    public Report {
        loads = List.copyOf(loads);
        reasons = Map.copyOf(reasons);
        slices = List.copyOf(slices);
        remarks = List.copyOf(remarks);
    }

    /** How a run ended. */
    public enum Outcome {
        PUBLISHED,
        NOTHING_TO_DO,
        FAILED
    }

    /** Undone items and their estimated bytes, slices, and items that were done earlier. */
    public record Planned(long items, long bytes, int slices, long done) {}

    /**
     * What one load got.
     *
     * @param place what people call it
     * @param relation to query
     * @param rejects whether it takes what could not be used
     * @param ofReader whether these are the reader's own rejects, which {@link Report#reasons()} counts
     */
    public record Loaded(String name, String place, String relation, long rows, boolean rejects, boolean ofReader) {}

    /** One slice: its number, items, estimated bytes, how it went, and how long it took. */
    public record SliceLine(int number, long items, long bytes, String state, String problem, Duration took) {}
}

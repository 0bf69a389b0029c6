package dev.sluice.run;

import dev.sluice.extract.Counts;
import dev.sluice.extract.Items;
import dev.sluice.slice.Shape;
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
 * @param formats items by what they were read as, where that had to be found out; "unknown" is none
 * @param readAs of each such item, a thousand at most
 * @param discarded what contracts left out of the slices that were published
 * @param reconciled what was counted or summed up once more in the slices that were published, and was equal
 * @param shapes the columns of the sources' tables and of the loads' targets, where this run looked at them
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
        Map<String, Long> formats,
        List<ReadAs> readAs,
        List<Discarded> discarded,
        List<Reconciled> reconciled,
        List<Shaped> shapes,
        Duration took) {
    public Report {
        loads = List.copyOf(loads);
        reasons = Map.copyOf(reasons);
        slices = List.copyOf(slices);
        remarks = List.copyOf(remarks);
        formats = Map.copyOf(formats);
        readAs = List.copyOf(readAs);
        discarded = List.copyOf(discarded);
        reconciled = List.copyOf(reconciled);
        shapes = List.copyOf(shapes);
    }

    /** This report, with what became of the shapes since the last run. */
    public Report since(List<Shaped> compared) {
        return new Report(
                job,
                run,
                outcome,
                exitStatus,
                problem,
                plan,
                read,
                loads,
                reasons,
                slices,
                remarks,
                formats,
                readAs,
                discarded,
                reconciled,
                compared,
                took);
    }

    /** How a run ended. */
    public enum Outcome {
        PUBLISHED,
        NOTHING_TO_DO,
        FAILED
    }

    /** Undone items and their estimated bytes, slices, and items that were done earlier. */
    public record Planned(long items, long bytes, int slices, long done) {
        static final Planned NOTHING = new Planned(0, 0, 0, 0);
    }

    /**
     * What one load got.
     *
     * @param place what people call it
     * @param relation to query
     * @param slices in how many something was published to it, be it no rows
     * @param rejects whether it takes what could not be used
     * @param ofReader whether these are the reader's own rejects, which {@link Report#reasons()} counts
     */
    public record Loaded(
            String name, String place, String relation, long rows, long slices, boolean rejects, boolean ofReader) {}

    /**
     * What an item was read as.
     *
     * @param place the item
     * @param format its name, empty when none fits
     * @param remark how sure that is, and what comes next
     */
    public record ReadAs(String place, String format, String remark) {}

    /** One slice: its number, items, estimated bytes, how it went, and how long it took. */
    public record SliceLine(int number, long items, long bytes, String state, String problem, Duration took) {}

    /**
     * Values that a contract left out.
     *
     * @param load whose contract
     * @param column whose values
     * @param values how many
     * @param rows true when their rows went with them, as rejects
     */
    public record Discarded(String load, String column, long values, boolean rows) {}

    /**
     * A comparison by {@code check { reconcile }} that found no difference.
     *
     * @param what "extract.orders" for what was read, "load.orders" for what a load was given
     * @param with what it was compared: the "source" 's own count, what is "staged", or what is "published"
     * @param by "count" or "checksum"
     * @param rows how many
     */
    public record Reconciled(String what, String with, String by, long rows) {}

    /**
     * The columns of a table.
     *
     * @param table such as "extract.orders" or "load.orders"
     * @param shape as it was seen
     * @param changes since the last run, such as "+ note string"
     */
    public record Shaped(String table, Shape shape, List<String> changes) {
        public Shaped {
            changes = List.copyOf(changes);
        }
    }
}

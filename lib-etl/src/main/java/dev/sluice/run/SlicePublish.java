package dev.sluice.run;

import dev.sluice.extract.Counts;
import dev.sluice.fault.Code;
import dev.sluice.fault.Failpoint;
import dev.sluice.fault.Fault;
import dev.sluice.ledger.PlannedSlice;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/**
 * Takes one slice from its plan to its receipts.
 *
 * @param shapes told what the sources' tables look like, by their names
 */
record SlicePublish(
        SparkSession spark, Job job, Request request, Path folder, RunListener listener, Map<String, Shape> shapes) {
    /** How often a load is staged again because others rewrote the files that it takes out. */
    private static final int MAX_CONFLICTS = 5;

    /**
     * What came of it.
     *
     * @param differences how what readers see now differs from what was read
     * @param stale someone else published meanwhile: nothing of what is still staged counts
     * @param reasons rejects by code
     * @param formats what items were read as, where that had to be found out
     * @param discarded what the loads' contracts left out
     * @param reconciled what was compared once more, and was equal
     */
    record Outcome(
            boolean stale,
            Counts read,
            Map<String, Long> reasons,
            List<Report.ReadAs> formats,
            List<Report.Discarded> discarded,
            List<Report.Reconciled> reconciled,
            List<String> differences) {
        static final Outcome STALE =
                new Outcome(true, Counts.NONE, Map.of(), List.of(), List.of(), List.of(), List.of());
    }

    Outcome run(Plan plan, Plan.Outline outline, List<OpenLoad> loads) {
        Plan.Loaded loaded = plan.load(outline);
        String attempt = outline.id() + "-" + UUID.randomUUID().toString().substring(0, 8);
        String scratch = "file:" + folder.resolve("side-" + attempt);
        SliceRun slice = sliceRun(plan, loaded, scratch);
        listener.sliceStarted(loaded.slice(), plan.slices().size(), slice.tally());
        try {
            slice.stage(loads, attempt);
            slice.check();
            Failpoint.reach("run.checked");
            Outcome outcome = publish(slice, plan, attempt);
            listener.sliceEnded(
                    loaded.slice(), outcome.stale() ? PlannedSlice.State.STALE : PlannedSlice.State.PUBLISHED, "");
            return outcome;
        } catch (Exception e) {
            Fault fault = SparkFaults.inSlice(e, job);
            if (fault.code() != Code.UNKNOWN_OUTCOME) {
                slice.discard();
            }
            listener.sliceEnded(loaded.slice(), PlannedSlice.State.FAILED, fault.getMessage());
            throw fault;
        } finally {
            slice.release();
        }
    }

    private SliceRun sliceRun(Plan plan, Plan.Loaded loaded, String scratch) {
        try {
            return new SliceRun(spark, job, plan, loaded, scratch, shapes);
        } catch (Exception e) {
            throw SparkFaults.inSlice(e, job);
        }
    }

    private Outcome publish(SliceRun slice, Plan plan, String attempt) {
        List<Receipt.Entry> entries = ReceiptWriter.entries(spark, job, slice.slice(), slice.tally());
        List<String> inputs = new ArrayList<>();
        plan.pinned()
                .forEach((name, pinned) -> pinned.items()
                        .forEach(item -> inputs.add(name + "=" + item.version().orElse(item.detail()))));
        Receipt.Provenance from = ReceiptWriter.provenance(job, request, inputs);
        Counts read = slice.tally().counts();
        List<String> differences = new ArrayList<>();
        List<Report.Discarded> discarded = slice.discarded();
        for (OpenLoad load : inOrder(slice)) {
            listener.mayGoOn();
            if (!publish(slice, load, attempt, entries, from)) {
                return Outcome.STALE;
            }
            Failpoint.reach("run.published-" + load.load().name());
            slice.difference(load).ifPresent(differences::add);
        }
        return new Outcome(
                false, read, slice.tally().reasons(), slice.formats(), discarded, slice.reconciled(), differences);
    }

    /** Rejects first: whoever sees the rows can already see what is missing among them. */
    private static List<OpenLoad> inOrder(SliceRun slice) {
        List<OpenLoad> order = new ArrayList<>();
        slice.staged().keySet().stream()
                .filter(load -> load.load().takesRejects())
                .forEach(order::add);
        for (OpenLoad load : slice.staged().keySet()) {
            if (!load.load().takesRejects()) {
                order.add(load);
            }
        }
        return order;
    }

    /** False when the head had moved. */
    private boolean publish(
            SliceRun slice, OpenLoad load, String attempt, List<Receipt.Entry> entries, Receipt.Provenance from) {
        String place = attempt;
        for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
            Staged staged = slice.staged().get(load);
            Receipt receipt = ReceiptWriter.publish(load, slice.slice(), place, entries, staged.rowCount(), from);
            Published answer = staged.publish(receipt);
            if (answer instanceof Published.Done) {
                // Whatever fails from here on: what is published is not discarded any more.
                slice.staged().remove(load);
                load.published(receipt);
                listener.published(receipt);
                return true;
            }
            if (answer instanceof Published.Stale) {
                slice.discard();
                return false;
            }
            if (answer instanceof Published.Unknown unknown) {
                throw new Fault(
                        Code.UNKNOWN_OUTCOME,
                        "Cannot tell whether slice " + slice.slice().id() + " was published to "
                                + load.load().name() + ": " + unknown.why() + " (run again: the head will tell)");
            }
            staged.discard();
            place = attempt + "-" + (conflicts + 2);
            slice.stage(load, place);
            slice.check();
            if (!ReceiptWriter.entries(spark, job, slice.slice(), slice.tally()).equals(entries)) {
                throw new Fault(
                        Code.INPUT_CHANGED,
                        "Cannot publish slice " + slice.slice().id()
                                + ": its input changed while it was read again (run again when it rests)");
            }
        }
        throw new Fault(
                Code.TRY_LATER,
                "Cannot publish to " + load.load().name() + ": others rewrote its files " + MAX_CONFLICTS
                        + " times meanwhile (run again when compaction rests)");
    }
}

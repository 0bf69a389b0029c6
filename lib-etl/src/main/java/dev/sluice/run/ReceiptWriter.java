package dev.sluice.run;

import dev.sluice.extract.Tally;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Item;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/** Makes receipts that follow a load's pinned head. */
final class ReceiptWriter {
    private ReceiptWriter() {}

    /** A receipt that carries no rows. */
    static Receipt mark(OpenLoad load, Receipt.Kind kind, List<Receipt.Entry> entries, Job job, Request request) {
        return receipt(load, kind, "", "", entries, 0, provenance(job, request, List.of()));
    }

    /** A receipt for a staged slice. */
    static Receipt publish(
            OpenLoad load,
            Slice slice,
            String attempt,
            List<Receipt.Entry> entries,
            long rows,
            Receipt.Provenance from) {
        return receipt(load, Receipt.Kind.PUBLISH, slice.id(), attempt, entries, rows, from);
    }

    static Receipt.Provenance provenance(Job job, Request request, List<String> inputs) {
        return new Receipt.Provenance(
                request.run(), request.codeVersion(), job.configurationHash(), inputs, request.now());
    }

    private static Receipt receipt(
            OpenLoad load,
            Receipt.Kind kind,
            String slice,
            String attempt,
            List<Receipt.Entry> entries,
            long rows,
            Receipt.Provenance from) {
        String id = UUID.randomUUID().toString().substring(0, 13);
        return new Receipt(
                load.load().id(),
                load.head().number() + 1,
                id,
                load.head().receipt(),
                kind,
                slice,
                attempt,
                entries,
                rows,
                from,
                List.of(),
                List.of());
    }

    /**
     * The items of a slice at the versions that were read.
     *
     * @throws Fault INPUT_CHANGED when an item is not what was planned
     */
    static List<Receipt.Entry> entries(SparkSession spark, Job job, Slice slice, Tally tally) {
        Map<String, String> read = tally.versions();
        List<Receipt.Entry> entries = new ArrayList<>();
        for (Item item : slice.items()) {
            Optional<String> seen = Optional.ofNullable(read.get(item.id()));
            if (seen.isPresent() && item.version().isPresent() && !seen.equals(item.version())) {
                throw new Fault(
                        Code.INPUT_CHANGED,
                        "Cannot publish " + item.place()
                                + ": it changed between plan and read (run again when it rests)");
            }
            entries.add(job.drivingSource().entry(spark, item, seen));
        }
        return entries;
    }
}

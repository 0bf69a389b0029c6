package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Head;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * A load's head in its table: the property {@code sluice.head.<job>/<load>}, and in the snapshot of the publish that
 * set it the summary entry {@code sluice.receipt.<job>/<load>}. A load that was renamed goes on from the head of its
 * earlier name and leaves "moved:" there, so that the old name cannot start a second chain.
 *
 * @param load the load
 * @param names its names, "job/load", newest first
 */
record IcebergHead(LoadId load, List<String> names) {
    private static final String HEAD = "sluice.head.";
    private static final String RECEIPT = "sluice.receipt.";
    private static final String MOVED = "moved:";

    static IcebergHead of(LoadId load) {
        List<String> names = new ArrayList<>();
        names.add(load.toString());
        names.addAll(load.was());
        return new IcebergHead(load, List.copyOf(names));
    }

    Head in(Map<String, String> properties) {
        for (String name : names) {
            String text = properties.get(HEAD + name);
            if (text == null || text.equals(MOVED + load)) {
                continue;
            }
            if (text.startsWith(MOVED)) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot load as " + name + ": this load is now called " + text.substring(MOVED.length())
                                + " (use that name, or a new one)");
            }
            return Head.parse(text);
        }
        return Head.ORIGIN;
    }

    /** The head, after a look at whether the table's own history leads to it. */
    Head verifiedIn(TableMetadata table) {
        Head head = in(table.properties());
        if (head.equals(Head.ORIGIN)) {
            return head;
        }
        Optional<String> newest = newestReceipt(table);
        boolean elsewhere = newest.isEmpty() && aside(table, head).isPresent();
        if (elsewhere || (newest.isPresent() && !newest.get().equals(head.receipt()))) {
            throw new Fault(
                    Code.TARGET_ROLLED_BACK,
                    "Cannot go on with table: " + table.location() + ": its head for " + load + " is receipt "
                            + head.receipt() + ", its history "
                            + newest.map(id -> "ends at receipt " + id).orElse("does not hold it")
                            + " (rolled back or replaced by hand; " + wayOut(table, head) + ")");
        }
        return head;
    }

    void summarize(Map<String, String> summary, Receipt receipt) {
        summary.put(RECEIPT + load, receipt.id());
    }

    void move(UpdateProperties properties, Map<String, String> before, Receipt receipt) {
        properties.set(HEAD + load, receipt.head().toString());
        for (String name : load.was()) {
            if (before.containsKey(HEAD + name)) {
                properties.set(HEAD + name, MOVED + load);
            }
        }
    }

    /** True when the commit of a head's receipt is part of the table, even if others came after it. */
    boolean leadsTo(Head wanted, TableMetadata table) {
        return in(table.properties()).equals(wanted) || receipts(table).anyMatch(wanted.receipt()::equals);
    }

    private Optional<String> newestReceipt(TableMetadata table) {
        return receipts(table).findFirst();
    }

    /** The receipts that the current snapshot and those before it name, newest first. */
    private Stream<String> receipts(TableMetadata table) {
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            return Stream.empty();
        }
        return StreamSupport.stream(
                        SnapshotUtil.ancestorsOf(current.snapshotId(), table::snapshot)
                                .spliterator(),
                        false)
                .flatMap(snapshot -> receiptIn(snapshot).stream());
    }

    private Optional<String> receiptIn(Snapshot snapshot) {
        return names.stream()
                .map(name -> snapshot.summary().get(RECEIPT + name))
                .filter(id -> id != null)
                .findFirst();
    }

    private Optional<Snapshot> aside(TableMetadata table, Head head) {
        return table.snapshots().stream()
                .filter(snapshot -> receiptIn(snapshot).equals(Optional.of(head.receipt())))
                .findFirst();
    }

    private String wayOut(TableMetadata table, Head head) {
        String anew = "or load into a new table, or under a new load name after the load's rows were taken out";
        return aside(table, head)
                .map(snapshot ->
                        "roll forward to snapshot " + snapshot.snapshotId() + " with set_current_snapshot, " + anew)
                .orElse("its snapshot is gone: " + anew.substring(3));
    }
}

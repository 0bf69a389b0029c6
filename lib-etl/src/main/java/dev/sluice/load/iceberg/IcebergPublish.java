package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Failpoint;
import dev.sluice.fault.Fault;
import dev.sluice.load.Published;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/** One transaction: files in, files out, head moved, all onto the head that the receipt names. */
record IcebergPublish(IcebergPlace place, IcebergHead head, IcebergReceipts receipts) {
    /** What a publish would answer from the head alone; empty when the head is the expected one. */
    Optional<Published> answered(BaseTable table, Receipt receipt) {
        Head found = head.verifiedIn(table.operations().refresh());
        if (found.equals(expected(receipt))) {
            return Optional.empty();
        }
        return Optional.of(found.equals(receipt.head()) ? new Published.Done() : new Published.Stale(found));
    }

    Published publish(BaseTable table, Receipt receipt, IcebergChange change) {
        Optional<Published> answer = answered(table, receipt);
        if (answer.isPresent()) {
            return answer.get();
        }
        receipts.write(table, receipt);
        Failpoint.reach("iceberg.receipt-written");
        TableOperations operations = change.tombstones()
                .map(tombstones -> tombstones.guarding(table.operations()))
                .orElse(table.operations());
        IcebergGuard guard = new IcebergGuard(operations, head, expected(receipt), receipt.head());
        try {
            commit(guard, receipt, change);
        } catch (IcebergGuard.StaleHead e) {
            return new Published.Stale(e.found());
        } catch (ValidationException | CommitFailedException e) {
            // Both say that nothing was written.
            return new Published.Conflict(e.getMessage());
        } catch (Fault e) {
            throw e;
        } catch (RuntimeException e) {
            return afterwards(guard, receipt, e);
        }
        Failpoint.reach("iceberg.committed");
        return new Published.Done();
    }

    private static Head expected(Receipt receipt) {
        return receipt.before().orElse(Head.ORIGIN);
    }

    private void commit(IcebergGuard guard, Receipt receipt, IcebergChange change) {
        Transaction transaction = Transactions.newTransaction(place.name(), guard);
        change.tombstones().ifPresent(tombstones -> tombstones.change(transaction));
        OverwriteFiles overwrite = transaction.newOverwrite();
        change.staged().files().forEach(overwrite::addFile);
        change.written().files().forEach(overwrite::addFile);
        change.snapshot().ifPresent(overwrite::validateFromSnapshot);
        if (!change.removed().isEmpty()) {
            change.removed().forEach(overwrite::deleteFile);
            overwrite.validateNoConflictingDeletes();
        }
        change.alone().ifPresent(rows -> overwrite.conflictDetectionFilter(rows).validateNoConflictingData());
        Map<String, String> summary = new HashMap<>();
        head.summarize(summary, receipt);
        summary.forEach(overwrite::set);
        overwrite.commit();
        UpdateProperties properties = transaction.updateProperties();
        head.move(properties, transaction.table().properties(), receipt);
        properties.commit();
        transaction.commitTransaction();
    }

    /** A failure that may have come after the catalog took the commit: the head knows. */
    private Published afterwards(IcebergGuard guard, Receipt receipt, RuntimeException failure) {
        if (!guard.reachedCatalog()) {
            throw new Fault(
                    Code.INPUT_OUTPUT,
                    "Cannot publish to " + place.name() + ": " + failure.getMessage() + " (nothing was published)",
                    failure);
        }
        try {
            if (head.leadsTo(receipt.head(), place.presentTable().operations().current())) {
                return new Published.Done();
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
        return new Published.Unknown(String.valueOf(failure.getMessage()));
    }
}

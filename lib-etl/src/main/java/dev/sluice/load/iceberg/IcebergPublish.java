package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Failpoint;
import dev.sluice.fault.Fault;
import dev.sluice.load.Published;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/** One transaction: files in, files out, head moved, all onto the head that the receipt names. */
record IcebergPublish(IcebergPlace place, IcebergHead head, IcebergReceipts receipts) {
    Published publish(BaseTable table, Receipt receipt, IcebergStagedFiles added, IcebergSuperseded superseded) {
        Head expected = receipt.before().orElse(Head.ORIGIN);
        Head found = head.verifiedIn(table.operations().refresh());
        if (!found.equals(expected)) {
            return found.equals(receipt.head()) ? new Published.Done() : new Published.Stale(found);
        }
        receipts.write(table, receipt);
        Failpoint.reach("iceberg.receipt-written");
        IcebergGuard guard = new IcebergGuard(table.operations(), head, expected, receipt.head());
        try {
            commit(guard, receipt, added, superseded);
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

    private void commit(IcebergGuard guard, Receipt receipt, IcebergStagedFiles added, IcebergSuperseded superseded) {
        Transaction transaction = Transactions.newTransaction(place.name(), guard);
        OverwriteFiles overwrite = transaction.newOverwrite();
        added.files().forEach(overwrite::addFile);
        superseded.kept().files().forEach(overwrite::addFile);
        if (!superseded.removed().isEmpty()) {
            superseded.removed().forEach(overwrite::deleteFile);
            overwrite.validateFromSnapshot(superseded.snapshot()).validateNoConflictingDeletes();
        }
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

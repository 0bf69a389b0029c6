package dev.sluice.load.iceberg;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;

/**
 * What is known of rows that were deleted: their keys and the versions of the deletions, in a branch of the table itself. So
 * it changes in one commit with the rows and the head, it stays when snapshots expire or orphans are removed, and readers of
 * the table see nothing of it.
 *
 * @param at the branch's snapshot that was looked at; empty when there was no branch
 * @param removed files of the branch to take out
 * @param added files to bring into it
 */
record IcebergTombstones(Optional<Long> at, List<DataFile> removed, IcebergStagedFiles added) {
    static final String BRANCH = "sluice_deleted";

    IcebergTombstones {
        removed = List.copyOf(removed);
    }

    /** Nothing to change in what lies there now. */
    static IcebergTombstones in(BaseTable table) {
        return new IcebergTombstones(at(table.operations().current()), List.of(), IcebergStagedFiles.NONE);
    }

    private static Optional<Long> at(TableMetadata table) {
        return Optional.ofNullable(table.ref(BRANCH)).map(SnapshotRef::snapshotId);
    }

    /** The files in which there may be deletions of some keys. */
    static List<FileScanTask> near(BaseTable table, IcebergKeys keys) {
        return at(table.operations().current()).isEmpty()
                ? List.of()
                : IcebergSnapshot.files(table.newScan().useRef(BRANCH), keys.filter(), Set.of());
    }

    /** These operations, for commits onto what was looked at alone: a deletion that came since tells of other rows. */
    TableOperations guarding(TableOperations operations) {
        return new Guard(operations);
    }

    /** Adds the change to a transaction, before the table's own. */
    void change(Transaction transaction) {
        if (added.files().isEmpty()) {
            return;
        }
        OverwriteFiles overwrite = transaction.newOverwrite().toBranch(BRANCH);
        added.files().forEach(overwrite::addFile);
        removed.forEach(overwrite::deleteFile);
        if (at.isEmpty()) {
            // A branch begins with the rows of the main one.
            overwrite.overwriteByRowFilter(Expressions.alwaysTrue()).commit();
            // Whatever a table says of how long branches are kept.
            transaction.manageSnapshots().setMaxRefAgeMs(BRANCH, Long.MAX_VALUE).commit();
        } else {
            overwrite.commit();
        }
    }

    private final class Guard extends IcebergOperations {
        Guard(TableOperations operations) {
            super(operations);
        }

        @Override
        public void commit(TableMetadata replaced, TableMetadata metadata) {
            if (!at(replaced).equals(at)) {
                throw new ValidationException("Found new deletions in the branch %s", BRANCH);
            }
            super.commit(replaced, metadata);
        }
    }
}

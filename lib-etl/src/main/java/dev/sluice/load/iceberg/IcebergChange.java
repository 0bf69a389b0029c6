package dev.sluice.load.iceberg;

import java.util.List;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;

/**
 * What a publish changes in a table, found at one snapshot. A file to take out that is gone when the publish commits
 * makes it a conflict; so does a row that must not have come from elsewhere since.
 *
 * @param snapshot the snapshot that was looked at; empty when there was none
 * @param removed files to take out
 * @param staged files of the attempt to bring in as they are
 * @param written files to bring in that were written for this change, and are of no use without it
 * @param alone the rows that nobody else may have added since the snapshot; empty where that does not matter
 * @param tombstones what was deleted; empty where nobody asks for it
 */
record IcebergChange(
        Optional<Long> snapshot,
        List<DataFile> removed,
        IcebergStagedFiles staged,
        IcebergStagedFiles written,
        Optional<Expression> alone,
        Optional<IcebergTombstones> tombstones) {
    /** Nothing but the head. */
    static final IcebergChange NOTHING = adding(IcebergStagedFiles.NONE);

    IcebergChange {
        removed = List.copyOf(removed);
    }

    /** Staged files come in, and nothing else changes. */
    static IcebergChange adding(IcebergStagedFiles staged) {
        return new IcebergChange(
                Optional.empty(), List.of(), staged, IcebergStagedFiles.NONE, Optional.empty(), Optional.empty());
    }

    /** The same, and in one commit with it what was deleted. */
    IcebergChange beside(IcebergTombstones deleted) {
        return new IcebergChange(snapshot, removed, staged, written, alone, Optional.of(deleted));
    }

    /** Deletes the files that were written for the change, which did not take place. */
    void undo(Table table) {
        written.delete(table);
        tombstones.ifPresent(deleted -> deleted.added().delete(table));
    }

    /** True when staged rows come in by other files than those that they were staged in. */
    boolean rewrites(IcebergStagedFiles files) {
        return !staged.equals(files);
    }
}

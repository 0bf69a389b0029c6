package dev.sluice.load.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

/** A table as it is at one snapshot. */
record IcebergSnapshot(BaseTable table, long id) {
    /** The current one; empty when nothing was ever committed. */
    static Optional<IcebergSnapshot> of(BaseTable table) {
        return Optional.ofNullable(table.currentSnapshot())
                .map(Snapshot::snapshotId)
                .map(id -> new IcebergSnapshot(table, id));
    }

    /**
     * The files in which there may be rows that a filter finds: all rows of each.
     *
     * @param bounds columns of which the files tell their bounds
     */
    List<FileScanTask> files(Expression filter, Set<String> bounds) {
        return files(table.newScan().useSnapshot(id), filter, bounds);
    }

    /** The same of any scan. */
    static List<FileScanTask> files(TableScan scan, Expression filter, Set<String> bounds) {
        // Residuals would make a reader skip the row groups that survive.
        try (CloseableIterable<FileScanTask> tasks =
                scan.includeColumnStats(bounds).filter(filter).ignoreResiduals().planFiles()) {
            List<FileScanTask> all = new ArrayList<>();
            tasks.forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

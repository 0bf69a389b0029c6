package dev.sluice.load.iceberg;

import dev.sluice.fault.Failpoint;
import dev.sluice.slice.Head;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CleanableFailure;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * A table's operations that commit only onto the expected head. Iceberg tries a commit again on newer metadata as
 * often as it likes; the head is compared with the very metadata that each attempt would replace. A catalog client
 * that sends a commit again because the answer was lost finds the table changed, by itself: the head tells that, too.
 */
final class IcebergGuard implements TableOperations {
    private final TableOperations operations;
    private final IcebergHead head;
    private final Head expected;
    private final Head next;
    private boolean reachedCatalog;

    /** @param next what the head is once the commit has taken place */
    IcebergGuard(TableOperations operations, IcebergHead head, Head expected, Head next) {
        this.operations = operations;
        this.head = head;
        this.expected = expected;
        this.next = next;
    }

    /** True once a commit was handed to the catalog, whatever came of it. */
    boolean reachedCatalog() {
        return reachedCatalog;
    }

    @Override
    public void commit(TableMetadata replaced, TableMetadata metadata) {
        Head found = head.verifiedIn(replaced);
        if (!found.equals(expected)) {
            throw new StaleHead(found);
        }
        Failpoint.reach("iceberg.before-commit");
        reachedCatalog = true;
        try {
            operations.commit(replaced, metadata);
        } catch (CommitFailedException e) {
            if (!head.in(operations.refresh().properties()).equals(next)) {
                throw e;
            }
        }
    }

    @Override
    public TableMetadata current() {
        return operations.current();
    }

    @Override
    public TableMetadata refresh() {
        return operations.refresh();
    }

    @Override
    public FileIO io() {
        return operations.io();
    }

    @Override
    public EncryptionManager encryption() {
        return operations.encryption();
    }

    @Override
    public String metadataFileLocation(String name) {
        return operations.metadataFileLocation(name);
    }

    @Override
    public LocationProvider locationProvider() {
        return operations.locationProvider();
    }

    @Override
    public TableOperations temp(TableMetadata uncommitted) {
        return operations.temp(uncommitted);
    }

    @Override
    public long newSnapshotId() {
        return operations.newSnapshotId();
    }

    @Override
    public boolean requireStrictCleanup() {
        return operations.requireStrictCleanup();
    }

    /** Someone else has moved the head. Iceberg neither retries it nor keeps the manifests written for it. */
    static final class StaleHead extends RuntimeException implements CleanableFailure {
        private static final long serialVersionUID = 1L;

        private final transient Head found;

        StaleHead(Head found) {
            super("head is " + found);
            this.found = found;
        }

        Head found() {
            return found;
        }
    }
}

package dev.sluice.load.iceberg;

import dev.sluice.fault.Failpoint;
import dev.sluice.slice.Head;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CleanableFailure;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * A table's operations that commit only onto the expected head. Iceberg tries a commit again on newer metadata as
 * often as it likes; the head is compared with the very metadata that each attempt would replace. A catalog client
 * that sends a commit again because the answer was lost finds the table changed, by itself: the head tells that, too.
 */
final class IcebergGuard extends IcebergOperations {
    private final IcebergHead head;
    private final Head expected;
    private final Head next;
    private boolean reachedCatalog;

    /** @param next what the head is once the commit has taken place */
    IcebergGuard(TableOperations operations, IcebergHead head, Head expected, Head next) {
        super(operations);
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
            super.commit(replaced, metadata);
        } catch (CommitFailedException e) {
            if (!head.leadsTo(next, refresh())) {
                throw e;
            }
        }
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

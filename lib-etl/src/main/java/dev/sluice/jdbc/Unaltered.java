package dev.sluice.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether what is read still has the columns that it had when the read was planned. A value is decoded by its column's
 * type: of another type it might be another value.
 *
 * @param columns those that are read
 */
record Unaltered(Scan scan, List<StoreColumn> columns) {
    /**
     * Looks at the columns as they are.
     *
     * @throws Fault INPUT_CHANGED with every column that is gone or has another type
     */
    void require() throws SQLException {
        List<StoreColumn> now = now();
        List<String> changes = new ArrayList<>();
        for (StoreColumn column : columns) {
            Optional<StoreColumn> found = now.stream()
                    .filter(other -> other.name().equals(column.name()))
                    .findFirst();
            if (found.isEmpty()) {
                changes.add(column.name() + " " + column.storeType() + " is gone");
            } else if (!found.get().equals(column)) {
                changes.add(
                        column.name() + " was " + told(column, found.get()) + " and is " + told(found.get(), column));
            }
        }
        if (!changes.isEmpty()) {
            throw new Fault(
                    Code.INPUT_CHANGED,
                    "Cannot read " + scan.relation() + ": it was altered since the plan was made: "
                            + String.join(", ", changes) + " (run again: the next plan reads it as it is now)");
        }
    }

    private List<StoreColumn> now() throws SQLException {
        try (Connection connection = scan.connector().open()) {
            // Whoever waits to alter the table may wait for this read.
            scan.connector().dialect().limitWaits(connection);
            return scan.connector().dialect().columns(connection, "SELECT * FROM " + scan.relation() + " WHERE 1 = 0");
        }
    }

    /** The store's own name of a type, or Spark's where that alone tells two apart. */
    private static String told(StoreColumn column, StoreColumn other) {
        return column.storeType().equals(other.storeType()) ? column.type().simpleString() : column.storeType();
    }

    /** An error of a read as a fault: a change of the columns where there is one, for that is what then went wrong. */
    Fault fault(SQLException problem) {
        try {
            require();
        } catch (SQLException e) {
            problem.addSuppressed(e);
        } catch (Fault changed) {
            if (changed.code() == Code.INPUT_CHANGED) {
                changed.addSuppressed(problem);
                return changed;
            }
        }
        return scan.connector().fault("read", scan.relation(), problem);
    }
}

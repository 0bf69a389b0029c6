package dev.sluice.extract;

import dev.sluice.jdbc.RowSource;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.jdbc.Unreadable;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;

/** One value that a database is asked for, decoded as the values of its tables are. */
final class JdbcValue {
    private JdbcValue() {}

    /**
     * The value of the first row; empty for NULL.
     *
     * @param rows of a query of that one column; closed at the end
     */
    static Optional<Object> first(RowSource rows, StoreColumn column) throws SQLException, Unreadable {
        SpecificInternalRow row = new SpecificInternalRow(new StructType().add("value", column.type()));
        try (rows) {
            rows.next();
            rows.decode(row);
            return row.isNullAt(0) ? Optional.empty() : Optional.of(row.get(0, column.type()));
        }
    }
}

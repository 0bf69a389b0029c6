package dev.sluice.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.sql.SQLException;
import java.util.function.DoublePredicate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructType;

/**
 * Rows for a database that lacks some of what a double can be, and makes NULL of it or an error that nobody understands:
 * such a value is a fault ROW_FAILED with its column.
 *
 * @param lacking true for what the database has not
 */
public record FiniteRows(RowSink rows, StructType schema, DoublePredicate lacking) implements RowSink {
    @Override
    public void write(InternalRow row) throws SQLException {
        for (int i = 0; i < schema.size(); i++) {
            DataType type = schema.apply(i).dataType();
            if (type instanceof DoubleType && !row.isNullAt(i)) {
                refuse(i, row.getDouble(i));
            } else if (type instanceof FloatType && !row.isNullAt(i)) {
                refuse(i, row.getFloat(i));
            }
        }
        rows.write(row);
    }

    private void refuse(int i, double value) {
        if (lacking.test(value)) {
            throw new Fault(
                    Code.ROW_FAILED,
                    "Cannot write " + value + " in column " + schema.apply(i).name()
                            + ": the database has no such number (make it NULL or a text in a sql step)");
        }
    }

    @Override
    public long finish() throws SQLException {
        return rows.finish();
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}

package dev.sluice.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows of a JDBC result, value by value. */
public final class ResultRows implements RowSource {
    private final PreparedStatement statement;
    private final ResultSet result;
    private final String[] names;
    private final ResultValue[] values;

    /** Runs the statement, which this closes. */
    public ResultRows(PreparedStatement statement, List<StoreColumn> columns) throws SQLException {
        this(statement, columns, column -> ResultValue.of(column.type()));
    }

    /** The same with values that the driver gives in its own way. */
    public ResultRows(PreparedStatement statement, List<StoreColumn> columns, Function<StoreColumn, ResultValue> reader)
            throws SQLException {
        this.statement = statement;
        this.names = columns.stream().map(StoreColumn::name).toArray(String[]::new);
        this.values = columns.stream().map(reader).toArray(ResultValue[]::new);
        this.result = statement.executeQuery();
    }

    @Override
    public boolean next() throws SQLException {
        return result.next();
    }

    @Override
    public void decode(InternalRow into) throws SQLException, Unreadable {
        for (int i = 0; i < values.length; i++) {
            try {
                values[i].decode(result, i, into);
            } catch (Unreadable e) {
                throw new Unreadable(names[i], e.getMessage());
            } catch (ArithmeticException | java.time.DateTimeException e) {
                throw new Unreadable(names[i], "out of range (" + e.getMessage() + ")");
            }
        }
    }

    @Override
    public Map<String, String> texts() throws SQLException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            texts.put(names[i], result.getString(i + 1));
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        // A driver may read a long rest of the rows to close in order: a cancelled statement has none.
        try {
            if (!result.isAfterLast()) {
                statement.cancel();
            }
        } catch (SQLException e) {
            // What cannot be cancelled is closed.
        }
        statement.close();
    }
}

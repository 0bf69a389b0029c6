package dev.sluice.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of SQLite, in which a value may be of another type than its column. */
final class SqliteRows implements RowSource {
    private final PreparedStatement statement;
    private final List<StoreColumn> columns;
    private final ResultSet result;

    SqliteRows(PreparedStatement statement, List<StoreColumn> columns) throws SQLException {
        this.statement = statement;
        this.columns = columns;
        this.result = statement.executeQuery();
    }

    @Override
    public boolean next() throws SQLException {
        return result.next();
    }

    @Override
    public void decode(InternalRow into) throws SQLException, Unreadable {
        for (int i = 0; i < columns.size(); i++) {
            Object found = result.getObject(i + 1);
            if (found == null) {
                into.setNullAt(i);
            } else {
                into.update(i, value(columns.get(i), found));
            }
        }
    }

    private static Object value(StoreColumn column, Object found) throws Unreadable {
        DataType type = column.type();
        if (type instanceof LongType && (found instanceof Integer || found instanceof Long)) {
            return ((Number) found).longValue();
        } else if (type instanceof DoubleType && found instanceof Number number) {
            return number.doubleValue();
        } else if (type instanceof BinaryType && found instanceof byte[]) {
            return found;
        } else if (type instanceof LongType || type instanceof DoubleType || type instanceof BinaryType) {
            throw new Unreadable(column.name(), "\"" + found + "\" is no " + column.storeType());
        } else if (found instanceof byte[]) {
            throw new Unreadable(column.name(), "bytes are no " + column.storeType());
        }
        return UTF8String.fromString(found.toString());
    }

    @Override
    public Map<String, String> texts() throws SQLException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            texts.put(columns.get(i).name(), result.getString(i + 1));
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}

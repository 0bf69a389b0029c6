package dev.sluice.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.unsafe.types.UTF8String;

/** A value of SQLite, which may be of another type than its column. */
record SqliteValue(StoreColumn column) implements ResultValue {
    @Override
    public void decode(ResultSet result, int i, InternalRow into) throws SQLException, Unreadable {
        Object found = result.getObject(i + 1);
        if (found == null) {
            into.setNullAt(i);
        } else {
            into.update(i, value(found));
        }
    }

    private Object value(Object found) throws Unreadable {
        DataType type = column.type();
        if (type instanceof LongType && (found instanceof Integer || found instanceof Long)) {
            return ((Number) found).longValue();
        } else if (type instanceof DoubleType && found instanceof Number number) {
            return number.doubleValue();
        } else if (type instanceof BinaryType && found instanceof byte[]) {
            return found;
        } else if (type instanceof LongType || type instanceof DoubleType || type instanceof BinaryType) {
            throw new Unreadable("\"" + found + "\" is no " + column.storeType());
        } else if (found instanceof byte[]) {
            throw new Unreadable("bytes are no " + column.storeType());
        }
        return UTF8String.fromString(found.toString());
    }
}

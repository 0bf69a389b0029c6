package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.StoreColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column as a place for values.
 *
 * @param column as it is read
 * @param jdbcType of {@link Types}
 * @param precision digits of a number; 0 when it has as many as it wants
 * @param scale digits after the point, of a number or of seconds
 */
record ColumnPlace(StoreColumn column, int jdbcType, int precision, int scale) {
    /** More digits after the point than any database has: a negative scale, misread by the driver. */
    private static final int WIDEST = 1_000;

    /** The columns of a table by name. */
    static Map<String, ColumnPlace> of(Connection connection, Dialect dialect, String table) throws SQLException {
        String none = "SELECT * FROM " + table + " WHERE 1 = 0";
        List<StoreColumn> columns = dialect.columns(connection, none);
        Map<String, ColumnPlace> places = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(none)) {
            ResultSetMetaData told = statement.getMetaData();
            for (int i = 1; i <= columns.size(); i++) {
                StoreColumn column = columns.get(i - 1);
                int scale = told.getScale(i) > WIDEST ? -1 : told.getScale(i);
                places.put(
                        column.name(),
                        new ColumnPlace(column, told.getColumnType(i), Math.max(0, told.getPrecision(i)), scale));
            }
        }
        return places;
    }

    /** The type with its size, as in messages. */
    String describe() {
        return switch (jdbcType) {
            case Types.NUMERIC, Types.DECIMAL ->
                column.storeType() + (precision == 0 ? "" : "(" + precision + "," + scale + ")");
            case Types.TIME, Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                column.storeType() + "(" + scale + ")";
            default -> column.storeType();
        };
    }
}

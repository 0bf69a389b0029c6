package dev.sluice.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Columns by the type codes of JDBC (java.sql.Types). What Spark has no type for that holds every value becomes text
 * as the driver writes it: numbers wider than 38 digits, times of day, intervals, arrays and all that is the
 * database's own.
 */
final class PlainColumns {
    private PlainColumns() {}

    static List<StoreColumn> of(Dialect dialect, Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ResultSetMetaData told = statement.getMetaData();
            List<StoreColumn> columns = new ArrayList<>();
            for (int i = 1; i <= told.getColumnCount(); i++) {
                String name = told.getColumnLabel(i);
                columns.add(new StoreColumn(name, told.getColumnTypeName(i), type(told, i), dialect.quote(name)));
            }
            return List.copyOf(columns);
        }
    }

    private static DataType type(ResultSetMetaData told, int i) throws SQLException {
        if (told.getColumnTypeName(i).equals("DECFLOAT")) {
            // A decimal number whose point may stand anywhere (ISO/IEC 9075-2, 4.4).
            return DataTypes.StringType;
        }
        boolean signed = told.isSigned(i);
        return switch (told.getColumnType(i)) {
            case Types.BOOLEAN, Types.BIT -> DataTypes.BooleanType;
            case Types.TINYINT -> DataTypes.ShortType;
            case Types.SMALLINT -> signed ? DataTypes.ShortType : DataTypes.IntegerType;
            case Types.INTEGER -> signed ? DataTypes.IntegerType : DataTypes.LongType;
            case Types.BIGINT -> signed ? DataTypes.LongType : DataTypes.createDecimalType(20, 0);
            case Types.REAL -> DataTypes.FloatType;
            case Types.FLOAT, Types.DOUBLE -> DataTypes.DoubleType;
            case Types.NUMERIC, Types.DECIMAL -> number(told.getPrecision(i), told.getScale(i));
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> DataTypes.BinaryType;
            case Types.DATE -> DataTypes.DateType;
            case Types.TIMESTAMP -> DataTypes.TimestampNTZType;
            case Types.TIMESTAMP_WITH_TIMEZONE -> DataTypes.TimestampType;
            default -> DataTypes.StringType;
        };
    }

    /** A number that Spark's decimal holds; of any other only text keeps each digit. */
    static DataType number(int precision, int scale) {
        boolean fits = precision > 0 && precision <= 38 && scale >= 0 && scale <= precision;
        return fits ? DataTypes.createDecimalType(precision, scale) : DataTypes.StringType;
    }
}

package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.Comparison;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.StoreColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * MariaDB's types as Spark's (mariadb.com/kb/en/data-types). Unsigned integers become the next wider type, BIGINT
 * UNSIGNED decimal(20,0); DATETIME is a local time, TIMESTAMP an instant; a decimal of more than 38 digits, TIME, BIT of
 * several bits, ENUM, SET, UUID and INET are text.
 */
final class MariadbTypes {
    /** Texts are compared byte by byte, blanks at the end too: a key is what it is. */
    static final String BYTEWISE = " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";

    private static final Set<String> TEXTS = Set.of("CHAR", "VARCHAR", "TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT");

    private MariadbTypes() {}

    static List<StoreColumn> columns(Dialect dialect, Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ResultSetMetaData told = statement.getMetaData();
            List<StoreColumn> columns = new ArrayList<>();
            for (int i = 1; i <= told.getColumnCount(); i++) {
                String name = dialect.quote(told.getColumnLabel(i));
                DataType type = read(told, i);
                columns.add(new StoreColumn(
                        told.getColumnLabel(i), told.getColumnTypeName(i), type, expression(name, type, told, i)));
            }
            return List.copyOf(columns);
        }
    }

    private static String expression(String name, DataType type, ResultSetMetaData told, int i) throws SQLException {
        if (type instanceof FloatType) {
            // Sent as text, a FLOAT has six digits; it needs nine.
            return "CAST(" + name + " AS DOUBLE)";
        } else if (told.getColumnType(i) == Types.BIT && type instanceof StringType) {
            return "LPAD(BIN(" + name + "), " + told.getPrecision(i) + ", '0')";
        }
        return name;
    }

    private static DataType read(ResultSetMetaData told, int i) throws SQLException {
        String name = told.getColumnTypeName(i);
        if (name.equals("YEAR")) {
            return DataTypes.ShortType;
        } else if (name.equals("TIMESTAMP")) {
            return DataTypes.TimestampType;
        }
        boolean signed = told.isSigned(i);
        return switch (told.getColumnType(i)) {
            case Types.BOOLEAN -> DataTypes.BooleanType;
            case Types.TINYINT -> DataTypes.ShortType;
            case Types.SMALLINT -> signed ? DataTypes.ShortType : DataTypes.IntegerType;
            case Types.INTEGER -> signed ? DataTypes.IntegerType : DataTypes.LongType;
            case Types.BIGINT -> signed ? DataTypes.LongType : DataTypes.createDecimalType(20, 0);
            case Types.REAL -> DataTypes.FloatType;
            case Types.FLOAT, Types.DOUBLE -> DataTypes.DoubleType;
            case Types.NUMERIC, Types.DECIMAL ->
                told.getPrecision(i) <= DecimalType.MAX_PRECISION()
                        ? DataTypes.createDecimalType(told.getPrecision(i), told.getScale(i))
                        : DataTypes.StringType;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> DataTypes.BinaryType;
            case Types.DATE -> DataTypes.DateType;
            case Types.TIMESTAMP -> DataTypes.TimestampNTZType;
            default -> DataTypes.StringType;
        };
    }

    /**
     * A YEAR is compared as a year, in which 70 is 1970; a FLOAT with other digits than are read; a truth value may be any
     * number. Collations take capitals and blanks at the end for what is equal without them.
     */
    static Comparison comparison(StoreColumn column) {
        DataType type = column.type();
        if (type instanceof StringType) {
            return TEXTS.contains(column.storeType()) ? Comparison.EQUALITY : Comparison.NONE;
        }
        boolean otherwise = type instanceof BooleanType
                || type instanceof BinaryType
                || type instanceof FloatType
                || column.storeType().equals("YEAR");
        return otherwise ? Comparison.NONE : Comparison.ORDER;
    }

    /** Staged texts are {@link #BYTEWISE}; in another character set the target's have other bytes. */
    static String same(String there, String staged, String type) {
        return switch (type) {
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" ->
                "CONVERT(" + there + " USING utf8mb4) COLLATE utf8mb4_nopad_bin <=> " + staged;
            default -> there + " <=> " + staged;
        };
    }

    /** FLOAT would do for a float, but is compared and shown with six digits. An instant is its time in UTC. */
    static Optional<String> written(DataType type) {
        if (type instanceof BooleanType) {
            return Optional.of("BOOLEAN");
        } else if (type instanceof ByteType || type instanceof ShortType) {
            return Optional.of("SMALLINT");
        } else if (type instanceof IntegerType) {
            return Optional.of("INTEGER");
        } else if (type instanceof LongType) {
            return Optional.of("BIGINT");
        } else if (type instanceof FloatType || type instanceof DoubleType) {
            return Optional.of("DOUBLE");
        } else if (type instanceof DecimalType decimal) {
            return Optional.of("DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")");
        } else if (type instanceof StringType) {
            return Optional.of("LONGTEXT" + BYTEWISE);
        } else if (type instanceof BinaryType) {
            return Optional.of("LONGBLOB");
        } else if (type instanceof DateType) {
            return Optional.of("DATE");
        } else if (type instanceof TimestampNTZType || type instanceof TimestampType) {
            return Optional.of("DATETIME(6)");
        }
        return Optional.empty();
    }
}

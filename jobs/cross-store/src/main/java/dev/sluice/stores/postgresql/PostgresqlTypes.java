package dev.sluice.stores.postgresql;

import dev.sluice.jdbc.Comparison;
import dev.sluice.jdbc.StoreColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * PostgreSQL's types as Spark's. What Spark has no equal for is text as PostgreSQL writes it, from which PostgreSQL
 * makes the same value again: numeric without a precision, or one of more than 38 digits; time, interval, uuid, json,
 * inet, bit, money, enums, ranges, arrays, composites and the rest.
 */
final class PostgresqlTypes {
    private PostgresqlTypes() {}

    static List<StoreColumn> columns(PostgresqlDialect dialect, Connection connection, String query)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ResultSetMetaData told = statement.getMetaData();
            List<StoreColumn> columns = new ArrayList<>();
            for (int i = 1; i <= told.getColumnCount(); i++) {
                String name = told.getColumnLabel(i);
                String type = told.getColumnTypeName(i);
                DataType read = read(type, told.getPrecision(i), told.getScale(i));
                boolean text = read instanceof StringType && !TEXTS.contains(type);
                columns.add(new StoreColumn(name, type, read, dialect.quote(name) + (text ? "::text" : "")));
            }
            return List.copyOf(columns);
        }
    }

    /** Whose bytes in binary are the text; a cast of char(n) to text would cut its blanks. */
    private static final List<String> TEXTS = List.of("text", "varchar", "bpchar", "name");

    private static DataType read(String type, int precision, int scale) {
        return switch (type) {
            case "bool" -> DataTypes.BooleanType;
            case "int2", "smallserial" -> DataTypes.ShortType;
            case "int4", "serial" -> DataTypes.IntegerType;
            case "int8", "bigserial" -> DataTypes.LongType;
            case "float4" -> DataTypes.FloatType;
            case "float8" -> DataTypes.DoubleType;
            case "numeric" ->
                precision > 0 && precision <= 38 && scale >= 0 && scale <= precision
                        ? DataTypes.createDecimalType(precision, scale)
                        : DataTypes.StringType;
            case "bytea" -> DataTypes.BinaryType;
            case "date" -> DataTypes.DateType;
            case "timestamp" -> DataTypes.TimestampNTZType;
            case "timestamptz" -> DataTypes.TimestampType;
            default -> DataTypes.StringType;
        };
    }

    /** A text is compared as it is read; which texts are less than others is a matter of the column's collation. */
    static Comparison comparison(DataType type) {
        if (type instanceof StringType) {
            return Comparison.EQUALITY;
        }
        return type instanceof BinaryType ? Comparison.NONE : Comparison.ORDER;
    }

    /**
     * The type of a value whose binary form ({@link CopySink}) a column takes, with no cast in between; the column's
     * own limits, such as a precision, hold for it as for any.
     *
     * @param into a type's name without its modifier, as format_type tells it
     */
    static Optional<DataType> straight(DataType from, String into) {
        boolean small = from instanceof ByteType || from instanceof ShortType;
        boolean whole = small || from instanceof IntegerType;
        DataType as = switch (into) {
            case "boolean" -> from instanceof BooleanType ? from : null;
            case "smallint" -> small ? DataTypes.ShortType : null;
            case "integer" -> whole ? DataTypes.IntegerType : null;
            case "bigint" -> whole || from instanceof LongType ? DataTypes.LongType : null;
            case "real" -> from instanceof FloatType ? from : null;
            case "double precision" ->
                from instanceof FloatType || from instanceof DoubleType ? DataTypes.DoubleType : null;
            case "numeric" -> numeric(from, whole);
            case "text", "character varying", "bpchar", "json", "jsonb", "uuid" ->
                from instanceof StringType ? from : null;
            case "bytea" -> from instanceof BinaryType ? from : null;
            case "date" -> from instanceof DateType ? from : null;
            case "timestamp without time zone" -> from instanceof TimestampNTZType ? from : null;
            case "timestamp with time zone" -> from instanceof TimestampType ? from : null;
            default -> null;
        };
        return Optional.ofNullable(as);
    }

    private static DataType numeric(DataType from, boolean whole) {
        if (from instanceof DecimalType) {
            return from;
        }
        return whole || from instanceof LongType ? DataTypes.createDecimalType(20, 0) : null;
    }

    /** True for a type whose values are the same where they are equal, but for digits that say nothing. */
    static boolean equal(String type) {
        return switch (type) {
            case "boolean",
                    "smallint",
                    "integer",
                    "bigint",
                    "real",
                    "double precision",
                    "numeric",
                    "bytea",
                    "date",
                    "timestamp without time zone",
                    "timestamp with time zone" -> true;
            default -> false;
        };
    }

    static Optional<String> written(DataType type) {
        if (type instanceof BooleanType) {
            return Optional.of("boolean");
        } else if (type instanceof ByteType || type instanceof ShortType) {
            return Optional.of("smallint");
        } else if (type instanceof IntegerType) {
            return Optional.of("integer");
        } else if (type instanceof LongType) {
            return Optional.of("bigint");
        } else if (type instanceof FloatType) {
            return Optional.of("real");
        } else if (type instanceof DoubleType) {
            return Optional.of("double precision");
        } else if (type instanceof DecimalType decimal) {
            return Optional.of("numeric(" + decimal.precision() + ", " + decimal.scale() + ")");
        } else if (type instanceof StringType) {
            return Optional.of("text");
        } else if (type instanceof BinaryType) {
            return Optional.of("bytea");
        } else if (type instanceof DateType) {
            return Optional.of("date");
        } else if (type instanceof TimestampNTZType) {
            return Optional.of("timestamp");
        } else if (type instanceof TimestampType) {
            return Optional.of("timestamptz");
        }
        return Optional.empty();
    }
}

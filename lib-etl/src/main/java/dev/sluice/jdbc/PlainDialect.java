package dev.sluice.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
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
 * A database by the SQL standard and its own driver alone, such as H2.
 *
 * @param driver the class name of the driver
 */
record PlainDialect(String driver) implements Dialect {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean serves(String url) {
        return true;
    }

    /** There are no names for these that all drivers know: {@code server.properties} has them. */
    @Override
    public Map<String, String> timeouts(Duration connect, Duration read) {
        return Map.of();
    }

    @Override
    public Map<String, String> protection(Tls tls, Optional<String> authority) {
        if (tls != Tls.OFF) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot protect the connection by tls = " + tls.name().toLowerCase(java.util.Locale.ROOT)
                            + ": the properties of driver " + driver
                            + " are not known (set tls = off, and in server.properties what the driver wants)");
        }
        return Map.of();
    }

    @Override
    public List<StoreColumn> columns(Connection connection, String query) throws SQLException {
        return PlainColumns.of(this, connection, query);
    }

    @Override
    public Optional<String> type(DataType type) {
        return Optional.ofNullable(standard(type));
    }

    /** The type's name in the SQL standard; null where it has none. */
    static String standard(DataType type) {
        if (type instanceof BooleanType) {
            return "BOOLEAN";
        } else if (type instanceof ByteType || type instanceof ShortType) {
            return "SMALLINT";
        } else if (type instanceof IntegerType) {
            return "INTEGER";
        } else if (type instanceof LongType) {
            return "BIGINT";
        } else if (type instanceof FloatType) {
            return "REAL";
        } else if (type instanceof DoubleType) {
            return "DOUBLE PRECISION";
        } else if (type instanceof DecimalType decimal) {
            return "DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")";
        } else if (type instanceof StringType) {
            return "CHARACTER LARGE OBJECT";
        } else if (type instanceof BinaryType) {
            return "BINARY LARGE OBJECT";
        } else if (type instanceof DateType) {
            return "DATE";
        } else if (type instanceof TimestampNTZType) {
            return "TIMESTAMP(6)";
        } else if (type instanceof TimestampType) {
            return "TIMESTAMP(6) WITH TIME ZONE";
        }
        return null;
    }

    /** H2 makes a JSON string of a text, whatever stands in it. */
    @Override
    public boolean keeps(DataType from, TargetColumn into) {
        return !(driver.startsWith("org.h2.") && into.storeType().equals("JSON"));
    }

    @Override
    public String merge(Merge merge) {
        return merge.standard(this);
    }
}

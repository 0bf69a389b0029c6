package dev.sluice.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
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
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Rows by an INSERT in batches, which every driver can. */
public final class BatchRows implements RowSink {
    private static final int BATCH = 1_000;

    private final Connection connection;
    private final PreparedStatement insert;
    private final DataType[] types;
    private final UnaryOperator<Object> times;
    private int waiting;

    /**
     * Prepares the statement.
     *
     * @param times makes what the driver takes of a LocalDate, a LocalDateTime or an OffsetDateTime in UTC
     */
    public BatchRows(
            Connection connection, Dialect dialect, String table, StructType schema, UnaryOperator<Object> times)
            throws SQLException {
        this.connection = connection;
        this.times = times;
        this.types = IntStream.range(0, schema.size())
                .mapToObj(i -> schema.apply(i).dataType())
                .toArray(DataType[]::new);
        connection.setAutoCommit(false);
        String marks = List.of(schema.fields()).stream().map(field -> "?").collect(Collectors.joining(", "));
        this.insert = connection.prepareStatement("INSERT INTO " + table + " ("
                + List.of(schema.fields()).stream()
                        .map(StructField::name)
                        .map(dialect::quote)
                        .collect(Collectors.joining(", "))
                + ") VALUES (" + marks + ")");
    }

    @Override
    public void write(InternalRow row) throws SQLException {
        for (int i = 0; i < types.length; i++) {
            if (row.isNullAt(i)) {
                insert.setNull(i + 1, sqlType(types[i]));
            } else {
                set(i + 1, types[i], row, i);
            }
        }
        insert.addBatch();
        if (++waiting == BATCH) {
            insert.executeBatch();
            waiting = 0;
        }
    }

    private void set(int at, DataType type, InternalRow row, int i) throws SQLException {
        if (type instanceof BooleanType) {
            insert.setBoolean(at, row.getBoolean(i));
        } else if (type instanceof ByteType) {
            insert.setShort(at, row.getByte(i));
        } else if (type instanceof ShortType) {
            insert.setShort(at, row.getShort(i));
        } else if (type instanceof IntegerType) {
            insert.setInt(at, row.getInt(i));
        } else if (type instanceof LongType) {
            insert.setLong(at, row.getLong(i));
        } else if (type instanceof FloatType) {
            insert.setFloat(at, row.getFloat(i));
        } else if (type instanceof DoubleType) {
            insert.setDouble(at, row.getDouble(i));
        } else if (type instanceof DecimalType decimal) {
            insert.setBigDecimal(
                    at, row.getDecimal(i, decimal.precision(), decimal.scale()).toJavaBigDecimal());
        } else if (type instanceof BinaryType) {
            insert.setBytes(at, row.getBinary(i));
        } else if (type instanceof DateType) {
            insert.setObject(at, times.apply(LocalDate.ofEpochDay(row.getInt(i))));
        } else if (type instanceof TimestampNTZType) {
            LocalDateTime time = DateTimeUtils.microsToLocalDateTime(row.getLong(i));
            insert.setObject(at, times.apply(time));
        } else if (type instanceof TimestampType) {
            Instant time = DateTimeUtils.microsToInstant(row.getLong(i));
            insert.setObject(at, times.apply(time.atOffset(ZoneOffset.UTC)));
        } else {
            insert.setString(at, row.getUTF8String(i).toString());
        }
    }

    private static int sqlType(DataType type) {
        if (type instanceof BooleanType) {
            return Types.BOOLEAN;
        } else if (type instanceof ByteType || type instanceof ShortType) {
            return Types.SMALLINT;
        } else if (type instanceof IntegerType) {
            return Types.INTEGER;
        } else if (type instanceof LongType) {
            return Types.BIGINT;
        } else if (type instanceof FloatType) {
            return Types.REAL;
        } else if (type instanceof DoubleType) {
            return Types.DOUBLE;
        } else if (type instanceof DecimalType) {
            return Types.DECIMAL;
        } else if (type instanceof BinaryType) {
            return Types.VARBINARY;
        } else if (type instanceof DateType) {
            return Types.DATE;
        } else if (type instanceof TimestampNTZType) {
            return Types.TIMESTAMP;
        } else if (type instanceof TimestampType) {
            return Types.TIMESTAMP_WITH_TIMEZONE;
        }
        return Types.VARCHAR;
    }

    @Override
    public long finish() throws SQLException {
        if (waiting > 0) {
            insert.executeBatch();
        }
        connection.commit();
        return 0;
    }

    /** The connection is its owner's: closed by it, what was not committed goes. */
    @Override
    public void close() throws SQLException {
        insert.close();
    }
}

package dev.sluice.stores.postgresql;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One field in PostgreSQL's binary form as a value of Spark. Dates count days and times microseconds from 2000-01-01,
 * by the calendar that Spark has; their extremes are the infinities (src/include/utils/timestamp.h, date.h).
 */
interface BinaryValue {
    /** Days from 1970-01-01 to 2000-01-01. */
    int EPOCH_DAYS = 10_957;

    /** The same in microseconds. */
    long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

    /**
     * Sets value {@code i} of a row.
     *
     * @throws ArithmeticException with words for a person when Spark's type cannot hold it
     */
    void decode(byte[] message, int start, int length, InternalRow into, int i);

    static BinaryValue of(DataType type) {
        if (type instanceof BooleanType) {
            return (message, start, length, into, i) -> into.setBoolean(i, message[start] != 0);
        } else if (type instanceof ShortType) {
            return (message, start, length, into, i) -> into.setShort(i, (short) int2(message, start));
        } else if (type instanceof IntegerType) {
            return (message, start, length, into, i) -> into.setInt(i, int4(message, start));
        } else if (type instanceof LongType) {
            return (message, start, length, into, i) -> into.setLong(i, int8(message, start));
        } else if (type instanceof FloatType) {
            return (message, start, length, into, i) -> into.setFloat(i, Float.intBitsToFloat(int4(message, start)));
        } else if (type instanceof DoubleType) {
            return (message, start, length, into, i) ->
                    into.setDouble(i, Double.longBitsToDouble(int8(message, start)));
        } else if (type instanceof DecimalType decimal) {
            return (message, start, length, into, i) -> into.setDecimal(
                    i, BinaryNumeric.decode(message, start, decimal.precision(), decimal.scale()), decimal.precision());
        } else if (type instanceof BinaryType) {
            return (message, start, length, into, i) ->
                    into.update(i, Arrays.copyOfRange(message, start, start + length));
        } else if (type instanceof DateType) {
            return (message, start, length, into, i) -> into.setInt(i, days(int4(message, start)));
        } else if (type instanceof TimestampType || type instanceof TimestampNTZType) {
            return (message, start, length, into, i) -> into.setLong(i, micros(int8(message, start)));
        }
        return (message, start, length, into, i) -> into.update(i, UTF8String.fromBytes(message, start, length));
    }

    private static int days(int since2000) {
        if (since2000 == Integer.MAX_VALUE || since2000 == Integer.MIN_VALUE) {
            throw new ArithmeticException((since2000 < 0 ? "-" : "") + "infinity is no date of Spark");
        }
        return Math.addExact(since2000, EPOCH_DAYS);
    }

    private static long micros(long since2000) {
        if (since2000 == Long.MAX_VALUE || since2000 == Long.MIN_VALUE) {
            throw new ArithmeticException((since2000 < 0 ? "-" : "") + "infinity is no timestamp of Spark");
        }
        try {
            return Math.addExact(since2000, EPOCH_MICROS);
        } catch (ArithmeticException e) {
            throw new ArithmeticException("a year after 294246 is no timestamp of Spark");
        }
    }

    /** Big-endian views of bytes. */
    final class View {
        static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
        static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
        static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

        private View() {}
    }

    static int int2(byte[] bytes, int at) {
        return (short) View.SHORT.get(bytes, at);
    }

    static int int4(byte[] bytes, int at) {
        return (int) View.INT.get(bytes, at);
    }

    static long int8(byte[] bytes, int at) {
        return (long) View.LONG.get(bytes, at);
    }
}

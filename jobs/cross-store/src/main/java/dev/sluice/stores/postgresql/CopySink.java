package dev.sluice.stores.postgresql;

import dev.sluice.jdbc.RowSink;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
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
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;
import org.postgresql.copy.CopyIn;

/** Rows into COPY … FROM STDIN (FORMAT binary); {@link CopyRows} tells the form. Committed by the end of the copy. */
final class CopySink implements RowSink {
    private static final byte[] HEADER = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FULL = 1 << 15;

    private final CopyIn copy;
    private final Field[] fields;
    private final CopyBuffer buffer = new CopyBuffer();
    private long sent;

    /** Writes one field that is not null, its length first. */
    private interface Field {
        void write(InternalRow row, int i, CopyBuffer out) throws SQLException;
    }

    /**
     * Begins with the header.
     *
     * @param types the table's own names of its columns' types
     */
    CopySink(CopyIn copy, StructType schema, Map<String, String> types) {
        this.copy = copy;
        this.fields = List.of(schema.fields()).stream()
                .map(field -> field(field.dataType(), types.getOrDefault(field.name(), "")))
                .toArray(Field[]::new);
        buffer.bytes(HEADER);
    }

    @Override
    public void write(InternalRow row) throws SQLException {
        buffer.int2(fields.length);
        for (int i = 0; i < fields.length; i++) {
            if (row.isNullAt(i)) {
                buffer.int4(-1);
            } else {
                fields[i].write(row, i, buffer);
            }
        }
        if (buffer.size() >= FULL) {
            send();
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer.bytes(), 0, buffer.size());
        sent += buffer.size();
        buffer.clear();
    }

    @Override
    public long finish() throws SQLException {
        buffer.int2(-1);
        send();
        copy.endCopy();
        return sent;
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private static Field field(DataType type, String into) {
        if (type instanceof BooleanType) {
            return (row, i, out) -> {
                out.int4(1);
                out.int1(row.getBoolean(i) ? 1 : 0);
            };
        } else if (type instanceof ByteType || type instanceof ShortType) {
            boolean one = type instanceof ByteType;
            return (row, i, out) -> {
                out.int4(2);
                out.int2(one ? row.getByte(i) : row.getShort(i));
            };
        } else if (type instanceof IntegerType) {
            return (row, i, out) -> four(out, row.getInt(i));
        } else if (type instanceof LongType) {
            return (row, i, out) -> eight(out, row.getLong(i));
        } else if (type instanceof FloatType) {
            return (row, i, out) -> four(out, Float.floatToIntBits(row.getFloat(i)));
        } else if (type instanceof DoubleType) {
            return (row, i, out) -> eight(out, Double.doubleToLongBits(row.getDouble(i)));
        } else if (type instanceof DecimalType decimal) {
            return (row, i, out) ->
                    BinaryNumeric.encode(row.getDecimal(i, decimal.precision(), decimal.scale()), decimal.scale(), out);
        } else if (type instanceof DateType) {
            return (row, i, out) -> four(out, Math.subtractExact(row.getInt(i), BinaryValue.EPOCH_DAYS));
        } else if (type instanceof TimestampType || type instanceof TimestampNTZType) {
            return (row, i, out) -> eight(out, Math.subtractExact(row.getLong(i), BinaryValue.EPOCH_MICROS));
        } else if (type instanceof StringType && into.equals("uuid")) {
            return (row, i, out) -> BinaryUuid.encode(row.getUTF8String(i).getBytes(), out);
        } else if (type instanceof StringType && into.equals("jsonb")) {
            return (row, i, out) -> jsonb(out, row.getUTF8String(i).getBytes());
        } else if (type instanceof StringType) {
            return (row, i, out) -> text(out, row.getUTF8String(i));
        } else if (type instanceof BinaryType) {
            return (row, i, out) -> some(out, row.getBinary(i));
        }
        throw new IllegalArgumentException("No binary form of " + type.sql());
    }

    private static void four(CopyBuffer out, int value) {
        out.int4(4);
        out.int4(value);
    }

    private static void eight(CopyBuffer out, long value) {
        out.int4(8);
        out.int8(value);
    }

    /** The text with the form's version before it (src/backend/utils/adt/jsonb.c, jsonb_recv). */
    private static void jsonb(CopyBuffer out, byte[] text) {
        out.int4(text.length + 1);
        out.int1(1);
        out.bytes(text);
    }

    private static void text(CopyBuffer out, UTF8String value) {
        out.int4(value.numBytes());
        out.text(value);
    }

    private static void some(CopyBuffer out, byte[] value) {
        out.int4(value.length);
        out.bytes(value);
    }
}

package dev.sluice.logs.line;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column of a batch. One class for all types, so that the JVM can inline what is called for each value. Strings are
 * slices of the array that they were found in, which must stay as it is while the batch is in use. Structs have
 * columns of their own. Not thread-safe.
 */
public final class Column extends ColumnVector {
    private final boolean[] present;
    private final long[] words;
    private final byte[][] texts;
    private final Decimal[] decimals;
    private final Column[] children;

    Column(DataType type, int capacity) {
        super(type);
        this.present = new boolean[capacity];
        this.words = new long[type instanceof StructType ? 0 : capacity];
        this.texts = new byte[type instanceof StringType ? capacity : 0][];
        this.decimals = new Decimal[type instanceof DecimalType ? capacity : 0];
        this.children = type instanceof StructType struct
                ? Arrays.stream(struct.fields())
                        .map(field -> new Column(field.dataType(), capacity))
                        .toArray(Column[]::new)
                : new Column[0];
    }

    /** Makes a row null. */
    public void clear(int row) {
        present[row] = false;
    }

    /** For whole numbers, dates, timestamps, and booleans as 0 and 1. */
    public void set(int row, long value) {
        present[row] = true;
        words[row] = value;
    }

    public void set(int row, double value) {
        set(row, Double.doubleToRawLongBits(value));
    }

    public void set(int row, byte[] bytes, int from, int to) {
        present[row] = true;
        texts[row] = bytes;
        words[row] = (long) from << 32 | (to - from);
    }

    public void set(int row, Decimal value) {
        present[row] = true;
        decimals[row] = value;
    }

    /** Makes a struct present and its fields null. */
    public void open(int row) {
        present[row] = true;
        for (Column child : children) {
            child.clear(row);
        }
    }

    @Override
    public Column getChild(int ordinal) {
        return children[ordinal];
    }

    @Override
    public boolean isNullAt(int row) {
        return !present[row];
    }

    @Override
    public boolean hasNull() {
        return true;
    }

    /** Not counted: nobody asks but to skip the question of {@link #isNullAt}. */
    @Override
    public int numNulls() {
        return 1;
    }

    @Override
    public boolean getBoolean(int row) {
        return words[row] != 0;
    }

    @Override
    public int getInt(int row) {
        return (int) words[row];
    }

    @Override
    public long getLong(int row) {
        return words[row];
    }

    @Override
    public double getDouble(int row) {
        return Double.longBitsToDouble(words[row]);
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
        return present[row] ? decimals[row] : null;
    }

    @Override
    public UTF8String getUTF8String(int row) {
        long place = words[row];
        return present[row] ? UTF8String.fromBytes(texts[row], (int) (place >>> 32), (int) place) : null;
    }

    @Override
    public byte getByte(int row) {
        throw noSuchType();
    }

    @Override
    public short getShort(int row) {
        throw noSuchType();
    }

    @Override
    public float getFloat(int row) {
        throw noSuchType();
    }

    @Override
    public byte[] getBinary(int row) {
        throw noSuchType();
    }

    @Override
    public ColumnarArray getArray(int row) {
        throw noSuchType();
    }

    @Override
    public ColumnarMap getMap(int ordinal) {
        throw noSuchType();
    }

    private UnsupportedOperationException noSuchType() {
        return new UnsupportedOperationException("Cannot read a column of type " + type.sql() + " so");
    }

    @Override
    public void close() {}
}

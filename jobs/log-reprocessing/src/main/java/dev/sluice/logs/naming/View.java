package dev.sluice.logs.naming;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A field of a schema: a struct with its fields, or the first of some columns that has a value, converted when it is
 * asked for. It changes as the columns do. Not thread-safe.
 */
final class View extends ColumnVector {
    private final Source[] sources;
    private final ColumnVector[] children;

    /** A column that values come from. */
    record Source(ColumnVector column, Conversion conversion) {
        boolean has(int row) {
            if (column.isNullAt(row)) {
                return false;
            }
            return switch (conversion.kind()) {
                case SAME, ARRAY -> true;
                case NUMBER -> conversion.number(column.getLong(row)) != Conversion.NO_NUMBER;
                case WORD, NAME -> text(row) != null;
                case INDEX -> conversion.index(column.getUTF8String(row)) != Conversion.NO_INDEX;
            };
        }

        UTF8String text(int row) {
            return switch (conversion.kind()) {
                case WORD -> conversion.word(column.getUTF8String(row));
                case NAME -> conversion.name(whole(row));
                default -> column.getUTF8String(row);
            };
        }

        private long whole(int row) {
            return column.dataType().defaultSize() == Integer.BYTES ? column.getInt(row) : column.getLong(row);
        }
    }

    /**
     * A field of one row after the other.
     *
     * @param sources none for a struct
     * @param children the fields of a struct
     */
    View(DataType type, Source[] sources, ColumnVector[] children) {
        super(type);
        this.sources = sources;
        this.children = children;
    }

    private Source at(int row) {
        for (Source source : sources) {
            if (source.has(row)) {
                return source;
            }
        }
        return null;
    }

    @Override
    public boolean isNullAt(int row) {
        return children.length == 0 && at(row) == null;
    }

    @Override
    public boolean hasNull() {
        return children.length == 0;
    }

    /** Not counted: nobody asks but to skip the question of {@link #isNullAt}. */
    @Override
    public int numNulls() {
        return children.length == 0 ? 1 : 0;
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        return children[ordinal];
    }

    @Override
    public boolean getBoolean(int row) {
        return at(row).column().getBoolean(row);
    }

    @Override
    public int getInt(int row) {
        Source source = at(row);
        return source.conversion().kind() == Conversion.Kind.INDEX
                ? source.conversion().index(source.column().getUTF8String(row))
                : source.column().getInt(row);
    }

    @Override
    public long getLong(int row) {
        Source source = at(row);
        long value = source.column().getLong(row);
        return source.conversion().kind() == Conversion.Kind.NUMBER
                ? source.conversion().number(value)
                : value;
    }

    @Override
    public double getDouble(int row) {
        return at(row).column().getDouble(row);
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
        Source source = at(row);
        return source == null ? null : source.column().getDecimal(row, precision, scale);
    }

    @Override
    public UTF8String getUTF8String(int row) {
        Source source = at(row);
        return source == null ? null : source.text(row);
    }

    @Override
    public ColumnarArray getArray(int row) {
        return new ColumnarArray(at(row).column(), row, 1);
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
    public ColumnarMap getMap(int ordinal) {
        throw noSuchType();
    }

    private UnsupportedOperationException noSuchType() {
        return new UnsupportedOperationException("Cannot read a field of type " + type.sql() + " so");
    }

    @Override
    public void close() {}
}

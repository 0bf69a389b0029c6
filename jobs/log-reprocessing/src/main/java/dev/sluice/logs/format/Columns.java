package dev.sluice.logs.format;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The row that a parser fills, used again for each line. Strings point into the line's buffer and hold only until the
 * next line: Spark copies them before that. Slot -1 is a column that nobody asked for. Not thread-safe.
 */
public final class Columns {
    /** A slot that swallows what is put there. */
    public static final int NOWHERE = -1;

    private final SpecificInternalRow row;
    private final int width;
    private int lineStart;
    private boolean escaped;
    private String problemCode = "";
    private String problemField = "";
    private int problemColumn;
    private String rejectCode = "";
    private String rejectMessage = "";

    public Columns(StructType schema) {
        this.row = rowOf(schema);
        this.width = schema.size();
    }

    /** A row of unboxed values to be used again and again. */
    public static SpecificInternalRow rowOf(StructType schema) {
        DataType[] types = new DataType[schema.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = schema.fields()[i].dataType();
        }
        return new SpecificInternalRow(scala.collection.immutable.ArraySeq.unsafeWrapArray(types));
    }

    /** Makes all columns null and forgets problems, for the line that begins at {@code from} in its buffer. */
    public void clear(int from) {
        for (int i = 0; i < width; i++) {
            row.setNullAt(i);
        }
        lineStart = from;
        problemCode = "";
        problemField = "";
        problemColumn = 0;
        rejectCode = "";
        rejectMessage = "";
    }

    /** Remembers whether the line has a backslash anywhere, so that fields need not look. */
    void escaped(boolean lineHasEscapes) {
        escaped = lineHasEscapes;
    }

    boolean escaped() {
        return escaped;
    }

    public InternalRow row() {
        return row;
    }

    public void text(int slot, byte[] bytes, int from, int to) {
        if (slot >= 0) {
            row.update(slot, UTF8String.fromBytes(bytes, from, to - from));
        }
    }

    /** For values that are rare or costly anyway, such as decimals and structs. */
    public void value(int slot, Object value) {
        if (slot >= 0) {
            row.update(slot, value);
        }
    }

    public void number(int slot, long value) {
        if (slot >= 0) {
            row.setLong(slot, value);
        }
    }

    public void integer(int slot, int value) {
        if (slot >= 0) {
            row.setInt(slot, value);
        }
    }

    public void real(int slot, double value) {
        if (slot >= 0) {
            row.setDouble(slot, value);
        }
    }

    /** Takes back what was put into a column. */
    public void nothing(int slot) {
        if (slot >= 0) {
            row.setNullAt(slot);
        }
    }

    /**
     * Tells that a field could not be used; the first problem of a line stays.
     *
     * @param code such as BAD_NUMBER
     * @param field the column that is null for it, or empty
     * @param at place in the line's buffer
     */
    public void problem(String code, String field, int at) {
        if (problemCode.isEmpty()) {
            problemCode = code;
            problemField = field;
            problemColumn = at - lineStart + 1;
        }
    }

    /** Tells that the line is no row. */
    public void reject(String code, String message) {
        if (rejectCode.isEmpty()) {
            rejectCode = code;
            rejectMessage = message;
        }
    }

    public boolean hasProblem() {
        return !problemCode.isEmpty();
    }

    public boolean rejected() {
        return !rejectCode.isEmpty();
    }

    public String rejectCode() {
        return rejectCode;
    }

    public String rejectMessage() {
        return rejectMessage;
    }

    /** The first problem as STRUCT of code STRING, field STRING, column INT (1-based, in bytes). */
    public InternalRow problemRow() {
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(problemCode),
            problemField.isEmpty() ? null : UTF8String.fromString(problemField),
            problemColumn
        });
    }
}

package dev.sluice.logs.line;

import java.util.Arrays;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * The batch that a parser fills row by row, used again for each batch. Strings point into the lines' buffer and hold
 * as long as that does: Spark copies them before the next batch. Slot -1 is a column that nobody asked for. Not
 * thread-safe.
 */
public final class Columns {
    /** Rows that a batch has at most. */
    public static final int CAPACITY = 2048;

    private final Column[] columns;
    private final int capacity;
    private int row;
    private int lineStart;
    private boolean escaped;
    private boolean header;
    private boolean binary;
    private String problemCode = "";
    private String problemField = "";
    private int problemColumn;
    private String rejectCode = "";
    private String rejectMessage = "";

    /** A batch of {@value #CAPACITY} rows at most. */
    public Columns(StructType schema) {
        this(schema, CAPACITY);
    }

    /** A batch of fewer rows. */
    public Columns(StructType schema, int capacity) {
        this.capacity = capacity;
        this.columns = Arrays.stream(schema.fields())
                .map(StructField::dataType)
                .map(type -> new Column(type, capacity))
                .toArray(Column[]::new);
    }

    /** The place of a column among those that are wanted, or -1. */
    public static int slot(StructType wanted, String name) {
        return Arrays.asList(wanted.fieldNames()).indexOf(name);
    }

    /** Begins a batch. */
    public void reset() {
        row = 0;
    }

    /** Makes all columns of the row null and forgets problems, for the line that begins at {@code from}. */
    public void clear(int from) {
        for (Column column : columns) {
            column.clear(row);
        }
        lineStart = from;
        header = false;
        binary = false;
        problemCode = "";
        problemField = "";
        problemColumn = 0;
        rejectCode = "";
        rejectMessage = "";
    }

    /** Keeps the row; what is not kept is overwritten by the next. */
    public void keep() {
        row++;
    }

    public boolean full() {
        return row == capacity;
    }

    /** Rows kept, which is the place of the one that is being filled. */
    public int row() {
        return row;
    }

    public Column column(int slot) {
        return columns[slot];
    }

    /** The first {@code width} columns of the rows kept. */
    public ColumnarBatch batch(int width) {
        return new ColumnarBatch(Arrays.copyOf(columns, width), row);
    }

    /** Remembers whether the line has a backslash anywhere, so that fields need not look. */
    public void escaped(boolean lineHasEscapes) {
        escaped = lineHasEscapes;
    }

    public boolean escaped() {
        return escaped;
    }

    public void text(int slot, byte[] bytes, int from, int to) {
        if (slot >= 0) {
            columns[slot].set(row, bytes, from, to);
        }
    }

    /** For whole numbers, dates, timestamps, and booleans as 0 and 1. */
    public void number(int slot, long value) {
        if (slot >= 0) {
            columns[slot].set(row, value);
        }
    }

    public void real(int slot, double value) {
        columns[slot].set(row, value);
    }

    public void decimal(int slot, Decimal value) {
        columns[slot].set(row, value);
    }

    /** Takes back what was put into a column. */
    public void nothing(int slot) {
        columns[slot].clear(row);
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

    /** Tells that the line describes the others and is no row. */
    public void header() {
        header = true;
    }

    public boolean isHeader() {
        return header;
    }

    /** Tells that the event is no text as a whole, and that whether its fields are was looked at. */
    public void binary() {
        binary = true;
    }

    public boolean isBinary() {
        return binary;
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

    public String problemCode() {
        return problemCode;
    }

    /** Empty where the problem is not one of a field. */
    public String problemField() {
        return problemField;
    }

    /** 1-based, in bytes of the line. */
    public int problemColumn() {
        return problemColumn;
    }
}

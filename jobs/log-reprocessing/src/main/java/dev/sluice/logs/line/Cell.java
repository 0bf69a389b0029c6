package dev.sluice.logs.line;

import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column by its name, and how a line's bytes are put into it. Where nobody wants the column, nothing is read; no
 * bytes and "-" leave it null. A value that is none is told as BAD_NUMBER or BAD_TIME.
 *
 * @param name of the column
 * @param slot its place in the batch, or -1 when nobody wants it
 */
public record Cell(String name, int slot) {
    /** The column of that name among those that are wanted. */
    public static Cell of(StructType wanted, String name) {
        return new Cell(name, Columns.slot(wanted, name));
    }

    public boolean wanted() {
        return slot >= 0;
    }

    /** For bytes that stand as they are. */
    public void text(byte[] line, int from, int to, Columns out) {
        if (has(line, from, to)) {
            out.text(slot, line, from, to);
        }
    }

    /** For bytes with {@link Escapes}; what is no UTF-8 is kept and told as INVALID_UTF8. */
    public void escaped(byte[] line, int from, int to, Columns out) {
        if (has(line, from, to)) {
            resolved(line, from, to, out);
        }
    }

    /** As {@link #escaped}, but no bytes are an empty string and "-" is itself. */
    public void resolved(byte[] line, int from, int to, Columns out) {
        if (slot < 0) {
            return;
        }
        if (!out.escaped() || Bytes.find(line, from, to, (byte) '\\') < 0) {
            out.text(slot, line, from, to);
            return;
        }
        byte[] plain = Escapes.resolve(line, from, to);
        out.text(slot, plain, 0, plain.length);
        if (!UTF8String.fromBytes(plain).isValid()) {
            out.problem("INVALID_UTF8", name, from);
        }
    }

    /** For a column of type BIGINT. */
    public void bigint(byte[] line, int from, int to, Columns out) {
        if (has(line, from, to)) {
            number(Digits.whole(line, from, to), from, out);
        }
    }

    /** For a column of type INT. */
    public void integer(byte[] line, int from, int to, Columns out) {
        if (has(line, from, to)) {
            long value = Digits.whole(line, from, to);
            number(value == (int) value ? value : Digits.NONE, from, out);
        }
    }

    /** For a column of type BIGINT that has another unit than the line: {@code scale} of its units are one of those. */
    public void scaled(byte[] line, int from, int to, long scale, Columns out) {
        if (has(line, from, to)) {
            number(Digits.scaled(line, from, to, scale), from, out);
        }
    }

    /** For a column of type TIMESTAMP. */
    public void time(TimeParser clock, byte[] line, int from, int to, Columns out) {
        if (has(line, from, to)) {
            long micros = clock.micros(line, from, to);
            if (micros == TimeParser.BAD) {
                out.problem("BAD_TIME", name, from);
            } else {
                out.number(slot, micros);
            }
        }
    }

    private boolean has(byte[] line, int from, int to) {
        return slot >= 0 && from < to && (to - from > 1 || line[from] != '-');
    }

    private void number(long value, int from, Columns out) {
        if (value == Digits.NONE) {
            out.problem("BAD_NUMBER", name, from);
        } else {
            out.number(slot, value);
        }
    }
}

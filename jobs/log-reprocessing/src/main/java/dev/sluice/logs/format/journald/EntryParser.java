package dev.sluice.logs.format.journald;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.bytes.Joints;
import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Names;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Takes an entry apart. Not thread-safe. */
final class EntryParser implements LineParser {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int TIME = List.of(EntryColumn.values()).indexOf(EntryColumn.TS);
    private static final int NONE = -1;
    /** There are several, of which the first is among the others already. */
    private static final int SEVERAL = -2;

    private final EntryColumn[] columns = EntryColumn.values();
    private final Names names = new Names(EntryColumn.fields());
    private final Cell[] cells;
    private final Cell extra;
    private final OtherFields others = new OtherFields();
    /** Where the only field of a column has its name, or NONE or SEVERAL. */
    private final int[] nameFrom = new int[columns.length];

    private final int[] valueFrom = new int[columns.length];
    private final int[] valueTo = new int[columns.length];
    private boolean ascii;

    EntryParser(StructType wanted) {
        this.cells = Arrays.stream(columns)
                .map(column -> Cell.of(wanted, column.column()))
                .toArray(Cell[]::new);
        this.extra = Cell.of(wanted, JournaldFormat.EXTRA);
    }

    @Override
    public Optional<Joints> joints() {
        return Optional.of(new EntryJoints());
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        out.binary();
        others.begin();
        Arrays.fill(nameFrom, NONE);
        ascii = isAscii(line, from, to);
        if (from < to && line[to - 1] != '\n') {
            // Told before its last field is, which may be bad for it.
            out.problem("CUT_ENTRY", "", to);
        }
        for (int at = from; at < to && !out.rejected(); ) {
            at = field(line, at, to, out);
        }
        if (nameFrom[TIME] == NONE) {
            out.reject("NOT_IN_FORMAT", "the entry has no __REALTIME_TIMESTAMP");
        }
        if (extra.wanted() && !out.rejected()) {
            others.fill(extra, line, out);
        }
    }

    private static boolean isAscii(byte[] line, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            all |= line[i];
        }
        return all >= 0;
    }

    /** Takes a field; where the next one begins. */
    private int field(byte[] line, int from, int to, Columns out) {
        int newline = Bytes.find(line, from, to, (byte) '\n');
        int next = newline < 0 ? to : newline + 1;
        int end = FieldLine.end(line, from, next);
        int sign = FieldLine.equalsSign(line, from, end);
        if (sign > 0) {
            take(line, from, sign, sign + 1, end, out);
            return next;
        }
        if (!FieldLine.isName(line, from, end)) {
            out.reject("NOT_IN_FORMAT", "a line of the entry is no field of a journal");
            return to;
        }
        // A name that the file ends in is a problem of the entry, not of a length.
        return newline < 0 ? to : binary(line, from, end, next, to, out);
    }

    /** @param start of the length */
    private int binary(byte[] line, int from, int end, int start, int to, Columns out) {
        boolean there = to - start >= FieldLine.LENGTH;
        long length = there ? (long) LONGS.get(line, start) : 0;
        int data = start + FieldLine.LENGTH;
        if (!there || length < 0 || length > to - data) {
            String name = new String(line, from, end - from, US_ASCII);
            String what = there ? Long.toUnsignedString(length) + " bytes" : "a length";
            out.reject("BAD_LENGTH", "the field " + name + " should have " + what + ", and the entry ends before");
            return to;
        }
        int behind = data + (int) length;
        if (behind < to && line[behind] != '\n') {
            out.reject("BAD_LENGTH", "no line ends behind the " + length + " bytes of a field");
            return to;
        }
        take(line, from, end, data, behind, out);
        return Math.min(to, behind + 1);
    }

    private void take(byte[] line, int name, int nameTo, int from, int to, Columns out) {
        int column = names.find(line, name, nameTo);
        if (column < 0) {
            other(line, name, nameTo, from, to);
        } else if (nameFrom[column] == NONE) {
            nameFrom[column] = name;
            valueFrom[column] = from;
            valueTo[column] = to;
            fill(column, line, from, to, out);
        } else {
            if (nameFrom[column] >= 0) {
                other(line, nameFrom[column], nameFrom[column] + nameTo - name, valueFrom[column], valueTo[column]);
            }
            nameFrom[column] = SEVERAL;
            other(line, name, nameTo, from, to);
        }
    }

    private void fill(int column, byte[] line, int from, int to, Columns out) {
        Cell cell = cells[column];
        if (!cell.wanted()) {
            return;
        }
        columns[column].fill(cell, line, from, to, out);
        if (!ascii
                && columns[column].isText()
                && !UTF8String.fromBytes(line, from, to - from).isValid()) {
            out.problem("INVALID_UTF8", cell.name(), from);
        }
    }

    private void other(byte[] line, int name, int nameTo, int from, int to) {
        if (extra.wanted()) {
            others.add(line, name, nameTo, from, to);
        }
    }
}

package dev.sluice.logs.format.table;

import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.DeclaredCell;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Names;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Reads {@link TableFormat}, the header first. Not thread-safe. */
final class TableParser implements LineParser {
    private final Fields fields;
    private final Names declared;
    private final String[] names;
    private final DeclaredCell[] cells;
    private final Names wanted;
    private byte[] header;
    private int[] cellOf = new int[0];
    private int[] nameOf = new int[0];
    private boolean known;
    private boolean inside;

    TableParser(StructType declared, StructType wanted, byte separator, ZoneId zone) {
        this.fields = new Fields(separator);
        this.declared = new Names(List.of(declared.fieldNames()));
        this.names = declared.fieldNames();
        this.wanted = new Names(List.of(wanted.fieldNames()));
        this.cells = DeclaredCell.of(wanted, zone);
    }

    @Override
    public void begin(LastWritten file) {
        header = null;
        inside = false;
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        boolean first = header == null;
        if (first) {
            readHeader(line, from, to);
        }
        if (!known) {
            out.reject("NOT_IN_FORMAT", "the header in the first line of the file has none of the columns");
        } else if (first || Arrays.equals(header, 0, header.length, line, from, to)) {
            inside = false;
            out.header();
        } else {
            row(line, from, to, out);
        }
    }

    private void readHeader(byte[] line, int from, int to) {
        header = Arrays.copyOfRange(line, from, to);
        int[] places = new int[to - from + 1];
        int[] declaredPlaces = new int[to - from + 1];
        int count = 0;
        known = false;
        boolean[] taken = new boolean[names.length];
        fields.of(line, from, to);
        while (fields.next()) {
            byte[] name = fields.doubled() ? fields.plain() : Arrays.copyOfRange(line, fields.start(), fields.end());
            int place = declared.find(name, 0, name.length);
            boolean again = place >= 0 && taken[place];
            places[count] = again ? -1 : wanted.find(name, 0, name.length);
            declaredPlaces[count] = again ? -1 : place;
            if (place >= 0) {
                taken[place] = true;
                known = true;
            }
            count++;
        }
        cellOf = Arrays.copyOf(places, count);
        nameOf = Arrays.copyOf(declaredPlaces, count);
    }

    private void row(byte[] line, int from, int to, Columns out) {
        int count = 0;
        boolean stray = false;
        fields.of(line, from, to);
        while (fields.next()) {
            stray |= inside && fields.stray();
            if (count < cellOf.length && cellOf[count] >= 0) {
                fill(cells[cellOf[count]], line, out);
            } else if (count == cellOf.length && !inside) {
                out.problem("TRAILING_TEXT", "", fields.start());
            }
            count++;
        }
        boolean torn = inside && (stray || count != cellOf.length);
        inside = fields.open() || torn;
        if (inside) {
            out.reject(
                    "NOT_IN_FORMAT",
                    torn
                            ? "the line belongs to a quoted field that a line before it began"
                            : "a quoted field does not end in its line (line breaks in fields are not supported)");
        } else if (count < cellOf.length) {
            out.problem("MISSING_FIELDS", nameOf[count] < 0 ? "" : names[nameOf[count]], to);
        }
    }

    private void fill(DeclaredCell cell, byte[] line, Columns out) {
        int start = fields.start();
        if (fields.broken()) {
            out.problem("BAD_QUOTES", cell.name(), fields.end());
        } else if (fields.doubled()) {
            byte[] plain = fields.plain();
            cell.fill(plain, 0, plain.length, start, out);
        } else if (fields.quoted() || start < fields.end()) {
            cell.fill(line, start, fields.end(), start, out);
        }
    }
}

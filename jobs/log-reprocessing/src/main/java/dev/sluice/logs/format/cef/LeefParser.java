package dev.sluice.logs.format.cef;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Reads LEEF of {@link CefFormat}. Not thread-safe. */
final class LeefParser implements LineParser {
    private static final int FIELDS = 5;
    private static final int LONGEST_DELIMITER = 4;

    private final Header header;
    private final Extension extension;
    private byte delimiter;

    LeefParser(List<Key> keys, StructType wanted, ZoneId zone) {
        this.header = new Header("LEEF:".getBytes(US_ASCII), FIELDS, wanted);
        this.extension = new Extension(keys, wanted, zone);
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        int at = header.find(line, from, to);
        if (at < 0) {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: it has no LEEF: with five fields");
            return;
        }
        header.fill(line, from, out);
        delimiter = '\t';
        if (header.version(line) >= '2') {
            at = delimiter(line, at, to);
        }
        while (at < to) {
            int end = Bytes.find(line, at, to, delimiter);
            end = end < 0 ? to : end;
            int equals = Bytes.find(line, at, end, (byte) '=');
            int cell = equals < 0 ? -1 : extension.find(line, Bytes.skipBlanks(line, at, equals), equals);
            if (cell >= 0) {
                extension.fill(cell, line, equals + 1, end, equals + 1, out);
            }
            at = end + 1;
        }
    }

    /** Reads the delimiter and tells where the attributes begin. */
    private int delimiter(byte[] line, int from, int to) {
        int bar = Bytes.find(line, from, Math.min(to, from + LONGEST_DELIMITER + 1), (byte) '|');
        int hex = bar < 0 ? -1 : hex(line, from, bar);
        if (bar == from + 1) {
            delimiter = line[from];
        } else if (hex >= 0) {
            delimiter = (byte) hex;
        } else if (bar != from) {
            return from;
        }
        return bar + 1;
    }

    /** The value of x5E or 0x5E, or -1. */
    private static int hex(byte[] line, int from, int to) {
        int at = from < to && line[from] == '0' ? from + 1 : from;
        if (to - at < 2 || to - at > 3 || line[at] != 'x') {
            return -1;
        }
        int value = 0;
        for (int i = at + 1; i < to; i++) {
            int digit = Character.digit(line[i], 16);
            value = digit < 0 || value < 0 ? -1 : value * 16 + digit;
        }
        return value;
    }
}

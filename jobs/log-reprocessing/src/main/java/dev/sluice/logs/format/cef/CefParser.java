package dev.sluice.logs.format.cef;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Reads CEF of {@link CefFormat}. Not thread-safe. */
final class CefParser implements LineParser {
    private static final int FIELDS = 7;

    private final Header header;
    private final Extension extension;

    CefParser(List<Key> keys, StructType wanted, ZoneId zone) {
        this.header = new Header("CEF:".getBytes(US_ASCII), FIELDS, wanted);
        this.extension = new Extension(keys, wanted, zone);
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        int at = header.find(line, from, to);
        if (at < 0) {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: it has no CEF: with seven fields");
            return;
        }
        header.fill(line, from, out);
        int keyFrom = Bytes.skipBlanks(line, at, to);
        int equals = equals(line, keyFrom, to);
        while (equals < to) {
            int valueFrom = equals + 1;
            int next = equals(line, valueFrom, to);
            int nextKey = key(line, valueFrom, next);
            while (next < to && nextKey < 0) {
                next = equals(line, next + 1, to);
                nextKey = key(line, valueFrom, next);
            }
            value(line, keyFrom, equals, valueFrom, next < to ? nextKey - 1 : to, out);
            keyFrom = nextKey;
            equals = next;
        }
    }

    /** The place of the first equals sign that is not escaped, or the line's end. */
    private static int equals(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] != '=') {
            at += line[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, to);
    }

    /** The start of the key that ends before {@code equals}, behind a blank, or -1. */
    private static int key(byte[] line, int from, int equals) {
        int start = equals;
        while (start > from && isKey(line[start - 1])) {
            start--;
        }
        return start < equals && start > from && line[start - 1] == ' ' ? start : -1;
    }

    private static boolean isKey(byte b) {
        return ((b | 0x20) >= 'a' && (b | 0x20) <= 'z') || (b >= '0' && b <= '9') || "_.-[]".indexOf(b) >= 0;
    }

    private void value(byte[] line, int keyFrom, int keyTo, int from, int to, Columns out) {
        int cell = extension.find(line, keyFrom, keyTo);
        if (cell < 0) {
            return;
        }
        int end = Math.max(from, to);
        while (end > from && line[end - 1] == ' ') {
            end--;
        }
        byte[] plain = Escaped.plain(line, from, end);
        boolean same = plain == line;
        extension.fill(cell, plain, same ? from : 0, same ? end : plain.length, from, out);
    }
}

package dev.sluice.logs.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Values that stand for a string without being one. */
final class Strings {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Strings() {}

    /** Where a string ends without the LF or CR LF that it may have. */
    static int withoutLineEnd(byte[] bytes, int from, int to) {
        if (from == to || bytes[to - 1] != '\n') {
            return to;
        }
        return to - 1 > from && bytes[to - 2] == '\r' ? to - 2 : to - 1;
    }

    /** The first string of an array; any other value as it is. */
    static void first(Value value, Cell cell, Columns out) {
        byte[] bytes = value.bytes();
        int from = value.from();
        if (!value.is(Value.Kind.STRUCT) || bytes[from] != '[' || bytes[from + 1] != '"') {
            out.text(cell.slot(), bytes, from, value.to());
            return;
        }
        int end = Bytes.find(bytes, from + 2, value.to(), (byte) '"');
        if (Bytes.find(bytes, from + 2, end, (byte) '\\') < 0) {
            out.text(cell.slot(), bytes, from + 2, end);
            return;
        }
        byte[] plain = escaped(bytes, from, value.to());
        out.text(cell.slot(), plain, 0, plain.length);
    }

    private static byte[] escaped(byte[] bytes, int from, int to) {
        try (JsonParser json = FACTORY.createParser(bytes, from, to - from)) {
            json.nextToken();
            json.nextToken();
            return json.getText().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read again what was JSON", e);
        }
    }

    /** An array of bytes as the string that they are; any other value as it is. */
    static void octets(Value value, Cell cell, Columns out) {
        byte[] plain = new byte[value.is(Value.Kind.STRUCT) ? value.to() - value.from() : 0];
        int size = value.is(Value.Kind.STRUCT) ? octets(value, plain) : -1;
        if (size < 0) {
            out.text(cell.slot(), value.bytes(), value.from(), value.to());
        } else {
            out.text(cell.slot(), Arrays.copyOf(plain, size), 0, size);
        }
    }

    /** How many bytes an array has, or -1 when it is none of bytes. */
    private static int octets(Value value, byte[] plain) {
        int size = 0;
        int number = -1;
        for (int i = value.from() + 1; i < value.to(); i++) {
            byte b = value.bytes()[i];
            if (b >= '0' && b <= '9' && number <= 0xff) {
                number = Math.max(number, 0) * 10 + b - '0';
            } else if ((b == ',' || b == ']') && number >= 0 && number <= 0xff) {
                plain[size++] = (byte) number;
                number = -1;
            } else if (b != ' ') {
                return -1;
            }
        }
        return size;
    }
}

package dev.sluice.logs.format.syslog;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.JsonText;

/**
 * STRUCTURED-DATA of RFC 5424, 6.3: {@code [id name="value" name="value"][id]}. In a value {@code \"}, {@code \\} and
 * {@code \]} stand for their second byte; a backslash before any other is one. Not thread-safe.
 */
final class StructuredData {
    private final JsonText json = new JsonText();

    /** Behind the elements that begin at {@code from}, or -1 where there is none or one of them is broken. */
    static int end(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] == '[') {
            at = element(line, at + 1, to);
            if (at < 0) {
                return -1;
            }
        }
        return at == from ? -1 : at;
    }

    private static int element(byte[] line, int from, int to) {
        int at = name(line, from, to);
        while (at > 0 && at < to && line[at] == ' ') {
            int equals = name(line, at + 1, to);
            if (equals < 0 || equals + 1 >= to || line[equals] != '=' || line[equals + 1] != '"') {
                return -1;
            }
            int quote = value(line, equals + 2, to);
            at = quote < 0 ? -1 : quote + 1;
        }
        return at > 0 && at < to && line[at] == ']' ? at + 1 : -1;
    }

    /** Behind the name that begins here, or -1. */
    private static int name(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] != ' ' && line[at] != '=' && line[at] != ']' && line[at] != '"') {
            at++;
        }
        return at == from ? -1 : at;
    }

    /** The quote that ends a value, or -1. */
    private static int value(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] != '"') {
            at += line[at] == '\\' ? 2 : 1;
        }
        return at < to ? at : -1;
    }

    /** JSON of elements that {@link #end} has found the end of. */
    byte[] json(byte[] line, int from, int to) {
        json.begin();
        int at = from;
        while (at < to) {
            int name = name(line, at + 1, to);
            json.name(line, at + 1, name);
            json.open();
            at = name;
            while (line[at] == ' ') {
                int equals = name(line, at + 1, to);
                int quote = value(line, equals + 2, to);
                json.name(line, at + 1, equals);
                plain(line, equals + 2, quote);
                at = quote + 1;
            }
            json.close();
            at++;
        }
        return json.end();
    }

    private void plain(byte[] line, int from, int to) {
        if (Bytes.find(line, from, to, (byte) '\\') < 0) {
            json.value(line, from, to);
            return;
        }
        byte[] value = new byte[to - from];
        int size = 0;
        int at = from;
        while (at < to) {
            byte b = line[at++];
            if (b == '\\' && at < to && (line[at] == '"' || line[at] == '\\' || line[at] == ']')) {
                b = line[at++];
            }
            value[size++] = b;
        }
        json.value(value, 0, size);
    }
}

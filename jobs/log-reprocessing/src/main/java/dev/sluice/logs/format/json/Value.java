package dev.sluice.logs.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.logs.line.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The bytes of a value: a string without quotes and escapes, anything else as it stands. Not thread-safe. */
final class Value {
    /** What a value is. */
    enum Kind {
        STRING,
        NUMBER,
        /** true or false. */
        WORD,
        /** An object or an array. */
        STRUCT
    }

    private Kind kind = Kind.WORD;
    private byte[] bytes = {};
    private int from;
    private int to;
    private int at;

    /** Takes the value that {@code json} is at, which is no null, and steps to its end. */
    void read(JsonParser json, JsonToken token, byte[] line, int base) throws IOException {
        int start = base + (int) json.currentTokenLocation().getByteOffset();
        if (token.isStructStart()) {
            json.skipChildren();
        } else {
            json.finishToken();
        }
        int end = end(json, base);
        boolean string = token == JsonToken.VALUE_STRING;
        if (string && Bytes.find(line, start, end, (byte) '\\') >= 0) {
            byte[] plain = json.getText().getBytes(StandardCharsets.UTF_8);
            set(Kind.STRING, plain, 0, plain.length, start);
        } else if (string) {
            set(Kind.STRING, line, start + 1, end - 1, start);
        } else if (token.isStructStart()) {
            set(Kind.STRUCT, line, start, end, start);
        } else {
            set(token.isNumeric() ? Kind.NUMBER : Kind.WORD, line, start, end, start);
        }
    }

    /** Behind the token that {@code json} has read. */
    static int end(JsonParser json, int base) {
        return base + (int) json.currentLocation().getByteOffset();
    }

    void set(Kind newKind, byte[] newBytes, int newFrom, int newTo, int newAt) {
        kind = newKind;
        bytes = newBytes;
        from = newFrom;
        to = newTo;
        at = newAt;
    }

    boolean is(Kind other) {
        return kind == other;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Its place in the line, for a problem. */
    int at() {
        return at;
    }
}

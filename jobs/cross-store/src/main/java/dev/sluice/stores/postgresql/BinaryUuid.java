package dev.sluice.stores.postgresql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * A uuid's text as its 16 bytes, for all texts that PostgreSQL takes for one (src/backend/utils/adt/uuid.c,
 * string_to_uuid): 32 hexadecimal digits, a hyphen after any four of them, braces around.
 */
final class BinaryUuid {
    private static final int BYTES = 16;

    private BinaryUuid() {}

    /**
     * Writes a value, its length first.
     *
     * @throws SQLException as PostgreSQL says it of a text that is none
     */
    static void encode(byte[] text, CopyBuffer out) throws SQLException {
        boolean braces = text.length > 1 && text[0] == '{' && text[text.length - 1] == '}';
        int at = braces ? 1 : 0;
        int end = braces ? text.length - 1 : text.length;
        out.int4(BYTES);
        for (int i = 0; i < BYTES; i++) {
            int high = digit(text, at, end);
            int low = digit(text, at + 1, end);
            if (high < 0 || low < 0) {
                throw none(text);
            }
            out.int1(high << 4 | low);
            at += 2;
            if (at < end && text[at] == '-' && i % 2 == 1 && i < BYTES - 1) {
                at++;
            }
        }
        if (at != end) {
            throw none(text);
        }
    }

    private static int digit(byte[] text, int at, int end) {
        return at < end ? Character.digit(text[at], 16) : -1;
    }

    private static SQLException none(byte[] text) {
        return new SQLException(
                "invalid input syntax for type uuid: \"" + new String(text, StandardCharsets.UTF_8) + '"', "22P02");
    }
}

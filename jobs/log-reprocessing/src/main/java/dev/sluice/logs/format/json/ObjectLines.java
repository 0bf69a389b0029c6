package dev.sluice.logs.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Lines that are one JSON object each. Where a line is no UTF-8, each bad byte becomes U+FFFD and INVALID_UTF8 is told.
 * Not thread-safe.
 */
final class ObjectLines implements LineParser {
    /** Bytes by which Jackson would guess another encoding than UTF-8. */
    private static final int GUESSED = 4;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Members members;

    ObjectLines(Members members) {
        this.members = members;
    }

    /** Reads the members of the object that a line is. */
    interface Members {
        /**
         * Reads up to the end of the object.
         *
         * @param json has read the bracket that opens the object
         * @param line what the offsets of {@code json} count in, from {@code from} on
         */
        void read(JsonParser json, byte[] line, int from, Columns out) throws IOException;
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        if (UTF8String.fromBytes(line, from, to - from).isValid()) {
            object(line, from, to, out);
        } else {
            out.problem("INVALID_UTF8", "", from);
            byte[] repaired =
                    new String(line, from, to - from, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            object(repaired, 0, repaired.length, out);
        }
    }

    private void object(byte[] line, int from, int to, Columns out) {
        for (int i = from; i < Math.min(to, from + GUESSED); i++) {
            if (line[i] == 0) {
                out.reject("BAD_JSON", "the line is not JSON");
                return;
            }
        }
        try (JsonParser json = FACTORY.createParser(line, from, to - from)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                out.reject("BAD_JSON", "the line is not a JSON object");
                return;
            }
            members.read(json, line, from, out);
            if (json.nextToken() != null) {
                out.reject("BAD_JSON", "something follows the JSON object");
            }
        } catch (JsonProcessingException e) {
            out.reject("BAD_JSON", reason(e));
        } catch (IOException e) {
            out.reject("BAD_JSON", "the line is not JSON");
        }
    }

    private static String reason(JsonProcessingException e) {
        long column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
        String what = e instanceof JsonParseException && e.getOriginalMessage().contains("end-of-input")
                ? "it ends too early"
                : "it is not JSON";
        return "the line cannot be read at column " + column + ": " + what;
    }
}

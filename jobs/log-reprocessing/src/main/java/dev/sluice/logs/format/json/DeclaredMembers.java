package dev.sluice.logs.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.DeclaredCell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** Fills the columns that the user declared; members that nobody wants are stepped over. */
final class DeclaredMembers implements ObjectLines.Members {
    private final Map<String, DeclaredCell> members = new HashMap<>();

    DeclaredMembers(StructType columns, StructType wanted, ZoneId zone) {
        DeclaredCell[] cells = DeclaredCell.of(wanted, zone);
        for (String name : columns.fieldNames()) {
            int slot = Columns.slot(wanted, name);
            if (slot >= 0) {
                members.put(name, cells[slot]);
            }
        }
    }

    @Override
    public void read(JsonParser json, byte[] line, int from, Columns out) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            DeclaredCell member = members.get(json.currentName());
            JsonToken token = json.nextToken();
            if (member == null) {
                json.skipChildren();
            } else {
                out.nothing(member.slot());
                fill(json, token, member, line, from, out);
            }
        }
    }

    private void fill(JsonParser json, JsonToken token, DeclaredCell member, byte[] line, int from, Columns out)
            throws IOException {
        int at = from + (int) json.currentTokenLocation().getByteOffset();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        boolean good;
        if (member.type() instanceof StringType) {
            good = text(json, token, member, line, from, out);
        } else if (token.isStructStart()) {
            json.skipChildren();
            good = false;
        } else if (member.type() instanceof TimestampType || member.type() instanceof DateType) {
            good = moment(json, token, member, out);
        } else {
            good = scalar(json, token, member, out);
        }
        if (!good) {
            out.problem("BAD_TYPE", member.name(), at);
        }
    }

    private static boolean text(
            JsonParser json, JsonToken token, DeclaredCell member, byte[] line, int from, Columns out)
            throws IOException {
        if (token.isStructStart()) {
            int start = from + (int) json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            int end = from + (int) json.currentLocation().getByteOffset();
            out.text(member.slot(), line, start, end);
        } else {
            byte[] text = json.getText().getBytes(StandardCharsets.UTF_8);
            out.text(member.slot(), text, 0, text.length);
        }
        return true;
    }

    private static boolean moment(JsonParser json, JsonToken token, DeclaredCell member, Columns out)
            throws IOException {
        byte[] text = json.getText().getBytes(StandardCharsets.UTF_8);
        return (token == JsonToken.VALUE_STRING || token.isNumeric()) && member.moment(text, 0, text.length, out);
    }

    private static boolean scalar(JsonParser json, JsonToken token, DeclaredCell member, Columns out)
            throws IOException {
        if (member.type() instanceof BooleanType) {
            if (token.isBoolean()) {
                out.number(member.slot(), token == JsonToken.VALUE_TRUE ? 1 : 0);
            }
            return token.isBoolean();
        }
        if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
            return false;
        }
        return member.number(json.getText().trim(), out);
    }
}

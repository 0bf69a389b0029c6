package dev.sluice.logs.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.IsoTime;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.TimeParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads a line of JSON member by member; the members that nobody wants are stepped over. */
final class JsonParserOfLines implements LineParser {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long FIRST_MILLIS = 100_000_000_000L;

    private final JsonFactory factory = new JsonFactory();
    private final Map<String, Member> members = new HashMap<>();
    private final TimeParser time;
    private final TimeParser date;

    JsonParserOfLines(StructType columns, StructType wanted, ZoneId zone) {
        for (String name : columns.fieldNames()) {
            int slot = Columns.slot(wanted, name);
            if (slot >= 0) {
                members.put(name, new Member(slot, name, columns.apply(name).dataType()));
            }
        }
        this.time = new IsoTime(zone);
        this.date = new IsoTime(ZoneId.of("UTC"));
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        if (UTF8String.fromBytes(line, from, to - from).isValid()) {
            object(line, from, to, out);
        } else {
            byte[] repaired =
                    new String(line, from, to - from, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            object(repaired, 0, repaired.length, out);
            out.problem("INVALID_UTF8", "", from);
        }
    }

    private void object(byte[] line, int from, int to, Columns out) {
        try (JsonParser json = factory.createParser(line, from, to - from)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                out.reject("BAD_JSON", "the line is not a JSON object");
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                Member member = members.get(json.currentName());
                JsonToken token = json.nextToken();
                if (member == null) {
                    json.skipChildren();
                } else {
                    out.nothing(member.slot);
                    fill(json, token, member, line, from, out);
                }
            }
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

    private void fill(JsonParser json, JsonToken token, Member member, byte[] line, int from, Columns out)
            throws IOException {
        int at = from + (int) json.currentTokenLocation().getByteOffset();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        boolean good;
        if (member.type instanceof StringType) {
            good = text(json, token, member, line, from, out);
        } else if (token.isStructStart()) {
            json.skipChildren();
            good = false;
        } else if (member.type instanceof TimestampType || member.type instanceof DateType) {
            good = moment(json, token, member, out);
        } else {
            good = scalar(json, token, member, out);
        }
        if (!good) {
            out.problem("BAD_TYPE", member.name, at);
        }
    }

    private static boolean text(JsonParser json, JsonToken token, Member member, byte[] line, int from, Columns out)
            throws IOException {
        if (token.isStructStart()) {
            int start = from + (int) json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            int end = from + (int) json.currentLocation().getByteOffset();
            out.text(member.slot, line, start, end);
        } else {
            byte[] text = json.getText().getBytes(StandardCharsets.UTF_8);
            out.text(member.slot, text, 0, text.length);
        }
        return true;
    }

    private boolean moment(JsonParser json, JsonToken token, Member member, Columns out) throws IOException {
        boolean days = member.type instanceof DateType;
        byte[] text = json.getText().getBytes(StandardCharsets.UTF_8);
        long micros;
        if (token == JsonToken.VALUE_STRING) {
            micros = (days ? date : time).micros(text, 0, days ? Math.min(10, text.length) : text.length);
        } else if (token.isNumeric() && !days) {
            long whole = (long) json.getDoubleValue();
            micros = Digits.scaled(text, 0, text.length, Math.abs(whole) >= FIRST_MILLIS ? 1_000 : 1_000_000);
        } else {
            micros = TimeParser.BAD;
        }
        if (micros == TimeParser.BAD) {
            return false;
        }
        if (days) {
            out.number(member.slot, Math.floorDiv(micros, DAY_MICROS));
        } else {
            out.number(member.slot, micros);
        }
        return true;
    }

    private static boolean scalar(JsonParser json, JsonToken token, Member member, Columns out) throws IOException {
        if (member.type instanceof BooleanType) {
            if (token.isBoolean()) {
                out.number(member.slot, token == JsonToken.VALUE_TRUE ? 1 : 0);
            }
            return token.isBoolean();
        }
        if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
            return false;
        }
        BigDecimal number;
        try {
            number = new BigDecimal(json.getText().trim());
        } catch (NumberFormatException e) {
            return false;
        }
        return member.number(number, out);
    }

    private record Member(int slot, String name, DataType type) {
        boolean number(BigDecimal number, Columns out) {
            try {
                if (type instanceof IntegerType) {
                    out.number(slot, number.intValueExact());
                } else if (type instanceof LongType) {
                    out.number(slot, number.longValueExact());
                } else if (type instanceof DoubleType) {
                    out.real(slot, number.doubleValue());
                } else if (type instanceof DecimalType decimal) {
                    Decimal value = Decimal.apply(number);
                    boolean fits = value.changePrecision(decimal.precision(), decimal.scale());
                    if (fits) {
                        out.decimal(slot, value);
                    }
                    return fits;
                }
                return true;
            } catch (ArithmeticException e) {
                return false;
            }
        }
    }
}

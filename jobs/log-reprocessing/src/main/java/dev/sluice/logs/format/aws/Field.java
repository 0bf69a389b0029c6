package dev.sluice.logs.format.aws;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * A field of a line.
 *
 * @param meaning how its bytes are read
 * @param columns what it fills, in the order that the meaning says
 */
record Field(Meaning meaning, List<String> columns) implements Serializable {
    /** What the bytes of a field mean. */
    enum Meaning {
        TEXT("string"),
        /** Text that is always in quotes. */
        QUOTED("string"),
        /** Text that may begin with a quote of its own. */
        LIST("string"),
        INTEGER("int"),
        NUMBER("bigint"),
        /** Whole microseconds of decimal seconds; a negative number is null. */
        SECONDS("bigint"),
        /** Whole microseconds of milliseconds; a negative number is null. */
        MILLIS("bigint"),
        /** ISO 8601. */
        ISO("timestamp"),
        /** As in an Apache log, in brackets. */
        BRACKETED("timestamp"),
        /** Seconds since 1970. */
        EPOCH("timestamp"),
        /** An address, then an INT port after the last colon. */
        ADDRESS("string"),
        /** Method, target, protocol, and the whole where it is no request. */
        REQUEST("string");

        private final String type;

        Meaning(String type) {
            this.type = type;
        }

        boolean time() {
            return type.equals("timestamp");
        }

        /** False where {@code b} cannot be the first byte of such a field. */
        boolean begins(byte b) {
            return switch (this) {
                case INTEGER, NUMBER, SECONDS, MILLIS, EPOCH -> b == '-' || (b >= '0' && b <= '9');
                case QUOTED, REQUEST -> b == '-' || b == '"';
                case TEXT, LIST, ISO, BRACKETED, ADDRESS -> true;
            };
        }
    }

    static Field text(String column) {
        return new Field(Meaning.TEXT, List.of(column));
    }

    static Field quoted(String column) {
        return new Field(Meaning.QUOTED, List.of(column));
    }

    static Field integer(String column) {
        return new Field(Meaning.INTEGER, List.of(column));
    }

    static Field number(String column) {
        return new Field(Meaning.NUMBER, List.of(column));
    }

    static Field seconds(String column) {
        return new Field(Meaning.SECONDS, List.of(column));
    }

    static Field millis(String column) {
        return new Field(Meaning.MILLIS, List.of(column));
    }

    static Field iso(String column) {
        return new Field(Meaning.ISO, List.of(column));
    }

    static Field bracketed(String column) {
        return new Field(Meaning.BRACKETED, List.of(column));
    }

    static Field list(String column) {
        return new Field(Meaning.LIST, List.of(column));
    }

    static Field epoch(String column) {
        return new Field(Meaning.EPOCH, List.of(column));
    }

    /** The columns {@code name_ip} and {@code name_port}. */
    static Field address(String name) {
        return new Field(Meaning.ADDRESS, List.of(name + "_ip", name + "_port"));
    }

    /** The columns method, {@code target}, protocol and request. */
    static Field request(String target) {
        return new Field(Meaning.REQUEST, List.of("method", target, "protocol", "request"));
    }

    /** The column that stands for the field in messages. */
    String name() {
        return meaning == Meaning.REQUEST ? "request" : columns.get(0);
    }

    StructType addTo(StructType schema) {
        StructType grown = schema;
        Map<String, DataType> others =
                meaning == Meaning.ADDRESS ? Map.of(columns.get(1), DataType.fromDDL("int")) : Map.of();
        for (String column : columns) {
            grown = grown.add(column, others.getOrDefault(column, DataType.fromDDL(meaning.type)), true);
        }
        return grown;
    }
}

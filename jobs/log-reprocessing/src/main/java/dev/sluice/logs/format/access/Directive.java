package dev.sluice.logs.format.access;

import dev.sluice.logs.line.Strftime;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * A part of an access log format that varies from line to line.
 *
 * @param name its column, or its first one
 * @param meaning how its bytes are read
 * @param argument a pattern for STRFTIME and JAVA_DATE, units per second for DURATION and EPOCH, else empty
 */
record Directive(String name, Meaning meaning, String argument) implements Serializable {
    /** What the bytes of a directive mean. */
    enum Meaning {
        TEXT("string"),
        INTEGER("int"),
        NUMBER("bigint"),
        /** Four columns: method, path, protocol, request. */
        REQUEST("string"),
        STRFTIME("timestamp"),
        ISO("timestamp"),
        EPOCH("timestamp"),
        JAVA_DATE("timestamp"),
        /** Decimal units, given out as whole microseconds. */
        DURATION("bigint");

        private final String type;

        Meaning(String type) {
            this.type = type;
        }

        DataType type() {
            return DataType.fromDDL(type);
        }

        boolean time() {
            return type.equals("timestamp");
        }
    }

    static Directive text(String name) {
        return new Directive(name, Meaning.TEXT, "");
    }

    static Directive integer(String name) {
        return new Directive(name, Meaning.INTEGER, "");
    }

    static Directive number(String name) {
        return new Directive(name, Meaning.NUMBER, "");
    }

    static Directive request() {
        return new Directive("request", Meaning.REQUEST, "");
    }

    static Directive duration(String name, long unitsPerSecond) {
        return new Directive(name, Meaning.DURATION, Long.toString(unitsPerSecond));
    }

    static Directive epoch(String name, long unitsPerSecond) {
        return new Directive(name, Meaning.EPOCH, Long.toString(unitsPerSecond));
    }

    static Directive strftime(String pattern) {
        return new Directive("ts", Meaning.STRFTIME, pattern);
    }

    static Directive javaDate(String pattern) {
        return new Directive("ts", Meaning.JAVA_DATE, pattern);
    }

    static Directive iso(String name) {
        return new Directive(name, Meaning.ISO, "");
    }

    /** True for a time with names of months or days in the language of the server. */
    boolean spoken() {
        return switch (meaning) {
            case STRFTIME -> !argument.equals(Strftime.COMMON) && argument.matches(".*%[aAbBh].*");
            case JAVA_DATE -> argument.matches(".*(MMM|LLL|E).*");
            case TEXT, INTEGER, NUMBER, REQUEST, ISO, EPOCH, DURATION -> false;
        };
    }

    Directive named(String other) {
        return new Directive(other, meaning, argument);
    }

    List<String> columns() {
        return meaning == Meaning.REQUEST ? List.of("method", "path", "protocol", name) : List.of(name);
    }
}

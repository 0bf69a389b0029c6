package dev.sluice.logs.format.layout;

import java.io.Serializable;
import java.util.List;

/**
 * What a layout writes at one place.
 *
 * @param kind how its bytes are read
 * @param name the column, the first of several
 * @param argument the pattern of a time; the text that a missing value of the diagnostic context has
 * @param zone of a time whose text has none, or empty for that of the format
 * @param locale of a time's months and days, as a tag of BCP 47, or empty for that of the format
 * @param width that it is padded to with blanks, or 0
 * @param most characters that it is cut to, or 0
 */
record Part(Kind kind, String name, String argument, String zone, String locale, int width, int most)
        implements Serializable {
    /** How the bytes of a part are read. */
    enum Kind {
        TIME("timestamp"),
        /** A time without its day, as micros since midnight. */
        TIME_OF_DAY("bigint"),
        LEVEL("string"),
        /** A level that the layout may have renamed. */
        OTHER_LEVEL("string"),
        TEXT("string"),
        /** A name that has no blanks and no colons. */
        WORD("string"),
        INTEGER("int"),
        NUMBER("bigint"),
        /** {@code package.Class.method(File.java:12)}. */
        LOCATION("string"),
        /** {@code package.Class method}, or the name of a logger. */
        SOURCE("string"),
        /** {@code package.Class.method}. */
        CALLER("string"),
        MESSAGE("string"),
        /** Text that fills no column. */
        IGNORED("string");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }

        /** A time, a level and a number show where they end. */
        boolean endsItself() {
            return time() || level() || number();
        }

        boolean time() {
            return this == TIME || this == TIME_OF_DAY;
        }

        boolean level() {
            return this == LEVEL || this == OTHER_LEVEL;
        }

        boolean number() {
            return this == INTEGER || this == NUMBER;
        }
    }

    static Part of(Kind kind, String name) {
        return new Part(kind, name, "", "", "", 0, 0);
    }

    static Part time(String pattern, String zone) {
        return time(pattern, zone, "");
    }

    static Part time(String pattern, String zone, String locale) {
        boolean dated = DatePattern.iso(pattern) || DatePattern.of(pattern).dated();
        Kind kind = dated ? Kind.TIME : Kind.TIME_OF_DAY;
        return new Part(kind, dated ? "ts" : "time_of_day_us", pattern, zone, locale, 0, 0);
    }

    Part padded(int newWidth, int newMost) {
        return new Part(kind, name, argument, zone, locale, newWidth, newMost);
    }

    /** With a locale where it needs one and has none. */
    Part in(String language) {
        return spoken() && locale.isEmpty() ? new Part(kind, name, argument, zone, language, width, most) : this;
    }

    Part named(String newName) {
        return new Part(kind, newName, argument, zone, locale, width, most);
    }

    Part or(String missing) {
        return new Part(kind, name, missing, zone, locale, width, most);
    }

    /** For a level that is cut or renamed. */
    Part anyLevel() {
        return new Part(Kind.OTHER_LEVEL, name, argument, zone, locale, width, most);
    }

    /** True for a time that is written with names of months or days. */
    boolean spoken() {
        return kind.time()
                && !DatePattern.iso(argument)
                && DatePattern.of(argument).spoken();
    }

    boolean padded() {
        return width > 0;
    }

    boolean fixed() {
        return width > 0 && width == most;
    }

    /** The columns that it fills, with their types. */
    List<String> columns() {
        return switch (kind) {
            case LOCATION -> List.of("class string", "source_method string", "source_file string", "source_line int");
            case SOURCE, CALLER -> List.of("logger string", "source_method string");
            case IGNORED -> List.of();
            default -> List.of(name + " " + kind.type());
        };
    }
}

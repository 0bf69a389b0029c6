package dev.sluice.logs.naming;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/** What becomes of a column's value on its way to a field of a schema; a value that the field cannot have is null. */
enum Conversion {
    NONE(Kind.SAME),

    /** Microseconds to nanoseconds. */
    NANOS(Kind.NUMBER),

    /** A text as the only one of an array. */
    LIST(Kind.ARRAY),

    /** Only what is an IP address. */
    IP(Urls::ip),

    /** The path of a URL or of a request's target. */
    PATH(Urls::path),

    /** The query of a URL or of a request's target, without the question mark. */
    QUERY(Urls::query),

    /** A URL that has a scheme and a host, and no password. */
    ABSOLUTE(Urls::absolute),

    /** A query without a question mark before it. */
    UNMARKED(Urls::unmarked),

    /** {@code http} of {@code HTTP/1.1}. */
    PROTOCOL(Words::protocol),

    /** {@code 1.1} of {@code HTTP/1.1}. */
    VERSION(Words::version),

    /** {@code tls} of {@code TLSv1.2}. */
    TLS_NAME(Words::tlsName),

    /** {@code 1.2} of {@code TLSv1.2} and of {@code tlsv12}. */
    TLS_VERSION(Words::tlsVersion),

    LOWER(UTF8String::toLowerCase),

    /** {@code success} or {@code failure}. */
    OUTCOME(Words::outcome),

    /** A level's name to OpenTelemetry's SeverityNumber. */
    SEVERITY(Words::severity),

    /** A name of RFC 5424's severities to its number. */
    SYSLOG_SEVERITY(Words::syslogSeverity),

    /** A name of RFC 5424's facilities to its number. */
    SYSLOG_FACILITY(Words::syslogFacility),

    /** Digits to their number, to nine of them. */
    NUMBER(Words::number),

    /** A number as text. */
    TEXT(Words::text),

    /** IANA's number of a protocol to its name, of those that are common. */
    TRANSPORT(Words::transport);

    /** What goes in and comes out. */
    enum Kind {
        SAME,
        /** A whole number to another. */
        NUMBER,
        ARRAY,
        /** A text to another. */
        WORD,
        /** A text to an INT. */
        INDEX,
        /** A whole number to a text. */
        NAME
    }

    /** No number. */
    static final int NO_INDEX = -1;

    /** No number. */
    static final long NO_NUMBER = Long.MIN_VALUE;

    private static final long FACTOR = 1000;

    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<UTF8String, UTF8String> word;

    @SuppressWarnings("ImmutableEnumChecker")
    private final ToIntFunction<UTF8String> index;

    @SuppressWarnings("ImmutableEnumChecker")
    private final LongFunction<UTF8String> name;

    Conversion(Kind kind) {
        this(kind, null, null, null);
    }

    Conversion(Function<UTF8String, UTF8String> word) {
        this(Kind.WORD, word, null, null);
    }

    Conversion(ToIntFunction<UTF8String> index) {
        this(Kind.INDEX, null, index, null);
    }

    Conversion(LongFunction<UTF8String> name) {
        this(Kind.NAME, null, null, name);
    }

    Conversion(
            Kind kind,
            Function<UTF8String, UTF8String> word,
            ToIntFunction<UTF8String> index,
            LongFunction<UTF8String> name) {
        this.kind = kind;
        this.word = word;
        this.index = index;
        this.name = name;
    }

    static Conversion of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Kind kind() {
        return kind;
    }

    /** True when a column of that type can be converted so. */
    boolean takes(DataType from) {
        return switch (kind) {
            case SAME -> true;
            case NUMBER -> from instanceof LongType;
            case ARRAY, WORD, INDEX -> from instanceof StringType;
            case NAME -> from.equals(DataTypes.LongType) || from.equals(DataTypes.IntegerType);
        };
    }

    DataType type(DataType from) {
        return switch (kind) {
            case SAME -> from;
            case NUMBER -> DataTypes.LongType;
            case ARRAY -> DataTypes.createArrayType(DataTypes.StringType);
            case WORD, NAME -> DataTypes.StringType;
            case INDEX -> DataTypes.IntegerType;
        };
    }

    /** Of kind NUMBER; {@link #NO_NUMBER} for null. */
    long number(long value) {
        boolean fits = value != NO_NUMBER && Math.abs(value) <= Long.MAX_VALUE / FACTOR;
        return fits ? value * FACTOR : NO_NUMBER;
    }

    /** Of kind WORD; null where there is none. */
    UTF8String word(UTF8String value) {
        return word.apply(value);
    }

    /** Of kind INDEX; {@link #NO_INDEX} for null. */
    int index(UTF8String value) {
        return index.applyAsInt(value);
    }

    /** Of kind NAME; null where there is none. */
    UTF8String name(long value) {
        return name.apply(value);
    }
}

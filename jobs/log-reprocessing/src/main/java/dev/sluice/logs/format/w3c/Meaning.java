package dev.sluice.logs.format.w3c;

/** What a field is and so how its column is filled. */
enum Meaning {
    /** As it stands. */
    TEXT("string"),
    /** The header User-Agent, in which blanks are written as something else. */
    AGENT("string"),
    INTEGER("int"),
    NUMBER("bigint"),
    /** Seconds with a fraction. */
    SECONDS("bigint"),
    /** Milliseconds or seconds, by the software that wrote the log. */
    DURATION("bigint"),
    /** Seconds since 1970 with a fraction. */
    EPOCH("timestamp"),
    /** The day of the time. */
    DATE("timestamp"),
    /** The time of day. */
    TIME("timestamp"),
    /** A field that has no column of its own. */
    EXTRA("string");

    private final String type;

    Meaning(String type) {
        this.type = type;
    }

    /** As SQL writes it. */
    String type() {
        return type;
    }
}

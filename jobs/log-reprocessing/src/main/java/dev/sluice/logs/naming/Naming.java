package dev.sluice.logs.naming;

import dev.sluice.logs.line.LineFormat;

/** How the columns of a log are called. */
public enum Naming {
    /** As the tables of each format say: flat, with units in the names. */
    SLUICE,

    /** Structs by the Elastic Common Schema 8.17, with times as TIMESTAMP. */
    ECS,

    /**
     * The fields of OpenTelemetry's data model of logs, in which Attributes and Resource are structs by its semantic
     * conventions 1.38.
     */
    OTEL;

    /**
     * The format with columns that say where their values go; {@link Shape} puts them there.
     *
     * @param word the format's name, or the word it begins with; {@code access} for a LogFormat or log_format string
     */
    public LineFormat of(String word, LineFormat format) {
        return this == SLUICE ? format : new NamedFormat(word, format, this);
    }
}

package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Merge;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Columns of Sluice's own tables as SQL. */
record Columns(Dialect dialect) {
    /** A word that is part of a key. */
    String key(String name) {
        return word(name);
    }

    /** A word of at most 255 characters, never null. */
    String word(String name) {
        return dialect.quote(name) + " " + dialect.keyText() + " NOT NULL";
    }

    /** A whole number, never null. */
    String number(String name) {
        return dialect.quote(name) + " " + dialect.type(DataTypes.LongType).orElseThrow() + " NOT NULL";
    }

    /** A text of any length, never null. */
    String text(String name) {
        return dialect.quote(name) + " " + dialect.type(DataTypes.StringType).orElseThrow() + " NOT NULL";
    }

    String names(String... names) {
        return Merge.list(dialect, List.of(names));
    }

    /** "name = ?", in a SET and in a WHERE. */
    String is(String name) {
        return dialect.quote(name) + " = ?";
    }
}

package dev.sluice.load;

import dev.sluice.table.RowHash;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** By what a history tells the states of a row apart: a hash of all that may differ between two of them. */
public final class StateHash {
    private static final String ITEM = "_item";

    private StateHash() {}

    /** A BIGINT over all columns but the key, the version and {@code _item}. */
    public static Column of(StructType rows, List<String> key, Optional<String> version) {
        return RowHash.of(Stream.of(rows.fields())
                .filter(field -> !field.name().equals(ITEM))
                .filter(field ->
                        Stream.concat(key.stream(), version.stream()).noneMatch(field.name()::equalsIgnoreCase))
                .toList());
    }
}

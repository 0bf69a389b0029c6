package dev.sluice.load;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.InvalidSetting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The column of rows that says that a row was deleted at its source: true, or else it was not. */
public final class DeletedColumn {
    private DeletedColumn() {}

    /** Refuses the setting {@code deleted} where a mode has no use for it, or other settings have the same column. */
    public static void require(Optional<String> deleted, Mode mode, List<String> key, Optional<String> version) {
        if (deleted.isPresent() && !mode.keyed()) {
            throw new InvalidSetting("deleted", "is only for mode = upsert and history");
        }
        if (deleted.isPresent()
                && Stream.concat(key.stream(), version.stream()).anyMatch(deleted.get()::equalsIgnoreCase)) {
            throw new InvalidSetting("deleted", "must not be a column of key, or version");
        }
    }

    /**
     * The column among those of rows.
     *
     * @param place that people know the target by
     * @throws Fault SETTINGS when it is not there, or no truth value
     */
    public static StructField of(StructType rows, String name, String place) {
        StructField column = Arrays.stream(rows.fields())
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new Fault(
                        Code.SETTINGS, "Cannot load into " + place + ": " + name + " is not a column of the rows"));
        if (!column.name().equals(name)) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + place + ": the rows have no column " + name + " (set deleted = "
                            + column.name() + ")");
        }
        if (!(column.dataType() instanceof BooleanType)) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + place + ": deleted = " + name + " is "
                            + column.dataType().simpleString() + ", not boolean (make it one in a sql step, such as "
                            + name + " IS NOT NULL AS " + name + ")");
        }
        return column;
    }
}

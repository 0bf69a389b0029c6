package dev.sluice.transform;

import static org.apache.spark.sql.functions.col;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.slice.RejectTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * The same rows and columns in the same order, where the named columns are masked ({@link Mask}) and keep their names.
 * Masked columns are nullable; types change only to STRING, by a hash of a whole number.
 *
 * <p>Fails with SETTINGS where it could seem to protect and does not: a named column is not there, a mask does not fit
 * its type, or the table has a column {@code _raw} or {@code redo}, which hold the line as it was, that is
 * not named.
 */
@Doc("columns that tell of persons are dropped, shortened, hashed or overwritten")
public record MaskTransform(
        @Doc("the name of the table that the step makes") String name,
        @Doc("the table to look at") String from,

        @Doc("how each column is masked; see the kinds of mask below")
        Map<String, Mask> columns)
        implements Transform {
    private static final String RAW = "_raw";

    public MaskTransform {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        if (columns.isEmpty()) {
            throw new InvalidSetting("columns", "names no column; give at least one");
        }
        Map<String, String> taken = new LinkedHashMap<>();
        for (String column : columns.keySet()) {
            String twin = taken.put(column.toLowerCase(Locale.ROOT), column);
            if (twin != null) {
                throw new InvalidSetting(
                        "columns", "names \"" + twin + "\" and \"" + column + "\", which is one column");
            }
            if (column.equalsIgnoreCase(Columns.ITEM)) {
                throw new InvalidSetting(
                        "columns", "masks _item, by which a load replaces rows; it tells of no person");
            }
        }
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> table = in.table(from);
        Map<String, Mask> masks = new LinkedHashMap<>();
        columns.forEach(
                (column, mask) -> masks.put(Columns.field(name, table, column).name(), mask));
        List<Column> selected = new ArrayList<>();
        for (StructField field : table.schema().fields()) {
            Mask mask = masks.get(field.name());
            if (mask == null && field.name().equalsIgnoreCase(RAW)) {
                throw Columns.wrong(
                        name,
                        "its input has a column _raw, which holds the line as it was"
                                + " (name it too: columns { _raw = drop })");
            }
            if (mask == null && field.dataType().sameType(RejectTable.REDO)) {
                throw Columns.wrong(
                        name,
                        "its input has a column " + field.name() + ", which may hold the line as it was"
                                + " (name it too: columns { " + field.name() + " = drop })");
            }
            Optional<Column> column =
                    mask == null ? Optional.of(col(Columns.quoted(field.name()))) : mask.over(name, field);
            column.ifPresent(one -> selected.add(one.as(field.name())));
        }
        Dataset<Row> masked = Plans.build(name, () -> table.select(selected.toArray(Column[]::new)));
        return in.with(name, Columns.itemLast(name, masked));
    }
}

package dev.sluice.transform;

import static org.apache.spark.sql.functions.col;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** The columns of a table that a step makes. */
final class Columns {
    static final String ITEM = "_item";

    private Columns() {}

    /** An identifier for SQL; dots in it are part of the name. */
    static String quoted(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    static List<String> withoutItem(Dataset<Row> table) {
        return Arrays.stream(table.columns()).filter(name -> !name.equals(ITEM)).toList();
    }

    /** The same rows with {@code _item}, where there is one, as the last column. */
    static Dataset<Row> itemLast(String name, Dataset<Row> table) {
        List<String> all = List.of(table.columns());
        long items = all.stream().filter(ITEM::equals).count();
        if (items > 1) {
            throw wrong(
                    name,
                    "it has " + items + " columns _item (name the columns in the SELECT, with _item of one side)");
        }
        if (items == 0 || all.get(all.size() - 1).equals(ITEM)) {
            return table;
        }
        return table.select(Stream.concat(withoutItem(table).stream(), Stream.of(ITEM))
                .map(column -> col(quoted(column)))
                .toArray(Column[]::new));
    }

    /** A column that a setting names, in whatever case. Throws {@link Code#SETTINGS} when there is none. */
    static StructField field(String name, Dataset<Row> table, String wanted) {
        List<StructField> all = List.of(table.schema().fields());
        return all.stream()
                .filter(field -> field.name().equals(wanted))
                .findFirst()
                .or(() -> all.stream()
                        .filter(field -> field.name().equalsIgnoreCase(wanted))
                        .findFirst())
                .orElseThrow(() -> {
                    List<String> known = List.of(table.columns());
                    return wrong(
                            name,
                            "\"%s\" is not a column of its input (%s)%s"
                                    .formatted(wanted, String.join(", ", known), Nearest.hint(wanted, known)));
                });
    }

    /** The name of a column that must hold text. Throws {@link Code#SETTINGS} when it does not. */
    static String text(String name, Dataset<Row> table, String wanted) {
        StructField field = field(name, table, wanted);
        if (!(field.dataType() instanceof StringType)) {
            throw notOf(name, field, "STRING");
        }
        return field.name();
    }

    /** A fault of the job file: the column is of another type than is wanted. */
    static Fault notOf(String name, StructField field, String wanted) {
        return wrong(
                name,
                "column \"" + field.name() + "\" is of type " + field.dataType().sql() + "; " + wanted
                        + " is wanted (cast it in a sql step above)");
    }

    /**
     * The table without what is left out, then the fields of a struct as columns of these names, then {@code _item}.
     * The struct is computed once for each row. Throws {@link Code#SETTINGS} when a name is taken.
     */
    static Dataset<Row> spread(
            String name, Dataset<Row> table, Column struct, List<String> fields, Set<String> leftOut) {
        List<String> kept = Arrays.stream(table.columns())
                .filter(column -> !leftOut.contains(column))
                .toList();
        for (String field : fields) {
            if (kept.stream().anyMatch(field::equalsIgnoreCase)) {
                throw wrong(name, "its input has a column \"" + field + "\" already (choose another prefix)");
            }
        }
        String whole = free(table, "_struct");
        List<Column> columns = new ArrayList<>();
        kept.forEach(column -> columns.add(col(quoted(column))));
        fields.forEach(field -> columns.add(col(quoted(whole)).getField(field).as(field)));
        return Plans.build(
                name, () -> itemLast(name, table.withColumn(whole, struct).select(columns.toArray(Column[]::new))));
    }

    /** An SQL expression that orders rows by a column, also one of a type that Spark cannot order. */
    static String orderable(StructField field) {
        String column = quoted(field.name());
        return RowOrdering.isOrderable(field.dataType()) ? column : "to_json(struct(" + column + "))";
    }

    /** A name that no column of the table has. */
    static String free(Dataset<Row> table, String wanted) {
        String name = wanted;
        while (Arrays.stream(table.columns()).anyMatch(name::equalsIgnoreCase)) {
            name = "_" + name;
        }
        return name;
    }

    /** A fault of the job file: the table of this name cannot be built. */
    static Fault wrong(String name, String why) {
        return new Fault(Code.SETTINGS, "Cannot build table \"" + name + "\": " + why);
    }
}

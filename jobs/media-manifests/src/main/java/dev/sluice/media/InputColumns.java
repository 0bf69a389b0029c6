package dev.sluice.media;

import static org.apache.spark.sql.functions.col;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The columns that the steps of a plan read and add. */
final class InputColumns {
    private static final String ITEM = "_item";

    private InputColumns() {}

    /** Throws {@link Code#SETTINGS} when the table has no such column of this type; structs may have further fields. */
    static void require(String step, Dataset<Row> table, String column, DataType type) {
        List<String> known = List.of(table.columns());
        if (!known.contains(column)) {
            throw wrong(
                    step,
                    "its input has no column \"%s\" (%s)%s"
                            .formatted(column, String.join(", ", known), Nearest.hint(column, known)));
        }
        DataType found = table.schema().apply(column).dataType();
        if (!fits(found, type)) {
            throw wrong(step, "column \"%s\" is of type %s; %s is wanted".formatted(column, found.sql(), type.sql()));
        }
    }

    /** Throws {@link Code#SETTINGS} when the table has one of these columns already. */
    static void refuse(String step, Dataset<Row> table, List<String> columns) {
        for (String column : columns) {
            if (Arrays.stream(table.columns()).anyMatch(column::equalsIgnoreCase)) {
                throw wrong(step, "its input has a column \"" + column + "\" already (leave it out in a sql step)");
            }
        }
    }

    /** The same rows with {@code _item}, where there is one, as the last column. */
    static Dataset<Row> itemLast(Dataset<Row> table) {
        List<String> all = List.of(table.columns());
        Stream<String> others = all.stream().filter(name -> !name.equals(ITEM));
        Stream<String> item = all.stream().filter(ITEM::equals);
        return table.select(Stream.concat(others, item)
                .map(name -> col('`' + name.replace("`", "``") + '`'))
                .toArray(Column[]::new));
    }

    private static boolean fits(DataType found, DataType wanted) {
        if (wanted instanceof StructType struct) {
            return found instanceof StructType other
                    && Arrays.stream(struct.fields())
                            .allMatch(field -> Arrays.asList(other.fieldNames()).contains(field.name())
                                    && fits(other.apply(field.name()).dataType(), field.dataType()));
        }
        return DataType.equalsIgnoreNullability(found, wanted);
    }

    private static Fault wrong(String step, String why) {
        return new Fault(Code.SETTINGS, "Cannot build table \"" + step + "\": " + why);
    }
}

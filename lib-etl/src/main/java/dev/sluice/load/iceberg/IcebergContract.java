package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Contract;
import dev.sluice.load.Fitted;
import dev.sluice.load.Fitting;
import dev.sluice.load.Judged;
import dev.sluice.load.Misfit;
import dev.sluice.slice.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How rows and their table differ, and what the contract makes of it. Looks, and changes nothing. */
record IcebergContract(IcebergSink sink) {
    private Contract contract() {
        return sink.contract();
    }

    Fitted fit(SparkSession spark, Dataset<Row> rows, Optional<? extends Table> place, String load) {
        if (place.isEmpty()) {
            return new Fitted(
                    rows, Optional.empty(), List.of(), List.of("no table yet (it is made)"), Optional.empty());
        }
        Schema there = place.get().schema();
        List<Misfit> misfits = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        List<String> filled = new ArrayList<>(List.of(IcebergColumns.ITEM));
        for (StructField field : rows.schema().fields()) {
            if (field.name().equals(IcebergColumns.ITEM)
                    || sink.deleted().filter(field.name()::equalsIgnoreCase).isPresent()) {
                continue;
            }
            Types.NestedField column = named(there, field.name());
            if (column == null) {
                lacking(field, differences).ifPresent(misfits::add);
            } else {
                filled.add(column.name());
                changed(field, column, differences).ifPresent(misfits::add);
            }
        }
        there.columns().stream()
                .map(Types.NestedField::name)
                .filter(name -> !filled.contains(name))
                .forEach(name -> differences.add("- " + name + " (not in the rows)"));
        return Fitting.of(spark, rows, load, misfits, differences);
    }

    /** The column of a name, whatever its capitals, or null. */
    private static Types.NestedField named(Schema schema, String name) {
        return schema.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    private Optional<Misfit> lacking(StructField field, List<String> differences) {
        Contract.Rule rule = contract().column(field.name());
        String described = field.name() + " " + field.dataType().simpleString();
        if (rule == Contract.Rule.EVOLVE) {
            differences.add("+ " + described + " (added)");
        }
        if (!rule.discards()) {
            return Optional.empty();
        }
        differences.add(described + " ("
                + (rule == Contract.Rule.DISCARD_ROW ? "rows that have a value there are rejects" : "left out") + ")");
        return Optional.of(Misfit.lacking(field.name(), Fitting.quoted(field.name()), rule));
    }

    private Optional<Misfit> changed(StructField field, Types.NestedField column, List<String> differences) {
        Contract.Rule rule = contract().type(field.name());
        DataType from = field.dataType();
        DataType to = SparkSchemaUtil.convert(column.type());
        boolean nested = from instanceof StructType || !column.type().isPrimitiveType();
        if (nested || from instanceof NullType || from.sameType(to)) {
            return Optional.empty();
        }
        if (rule == Contract.Rule.EVOLVE) {
            Type wanted = IcebergColumns.schema(new StructType().add(field)).findType(field.name());
            if (wanted.isPrimitiveType() && TypeUtil.isPromotionAllowed(column.type(), wanted.asPrimitiveType())) {
                differences.add(field.name() + " " + to.simpleString() + " -> " + from.simpleString() + " (widened)");
            }
        }
        if (!rule.discards()) {
            return Optional.empty();
        }
        refuseNull(field, column, rule);
        differences.add(field.name() + " " + from.simpleString() + " into " + to.simpleString() + " ("
                + (rule == Contract.Rule.DISCARD_ROW
                        ? "rows whose value does not fit are rejects"
                        : "a value that does not fit becomes NULL")
                + ")");
        return Optional.of(Misfit.changed(
                field.name(), Judged.of(Fitting.quoted(field.name()), from, to), to.simpleString(), rule));
    }

    private void refuseNull(StructField field, Types.NestedField column, Contract.Rule rule) {
        Map<String, List<String>> named = sink.columns();
        boolean key = Stream.of("key", "version")
                .flatMap(setting -> named.getOrDefault(setting, List.of()).stream())
                .anyMatch(field.name()::equalsIgnoreCase);
        if (rule == Contract.Rule.DISCARD_VALUE && (key || column.isRequired())) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe() + ": " + field.name() + " "
                            + field.dataType().simpleString() + " might be changed to fit "
                            + SparkSchemaUtil.convert(column.type()).simpleString()
                            + ", and must have a value (set contract { only { " + field.name()
                            + " = discard-row } }, or cast it in a sql step)");
        }
    }

    /**
     * Refuses to make a table.
     *
     * @throws Fault SETTINGS where tables are frozen
     */
    void requireMayMake() {
        if (contract().table() == Contract.Rule.FREEZE) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe()
                            + ": there is no such table (make it, or set contract { tables = evolve })");
        }
    }

    /**
     * Refuses changes of a table that the contract does not allow, members of structs too.
     *
     * @throws Fault SETTINGS with every one
     */
    void requireMayChange(Schema before, Schema after) {
        Map<Integer, Types.NestedField> old = TypeUtil.indexById(before.asStruct());
        List<String> added = new ArrayList<>();
        List<String> widened = new ArrayList<>();
        TypeUtil.indexById(after.asStruct()).forEach((id, field) -> {
            String path = after.findColumnName(id);
            if (!old.containsKey(id)) {
                if (contract().column(top(after, path)) != Contract.Rule.EVOLVE) {
                    added.add(path);
                }
            } else if (field.type().isPrimitiveType()
                    && !field.type().equals(old.get(id).type())
                    && contract().type(top(after, path)) != Contract.Rule.EVOLVE) {
                widened.add(path + " " + field.type() + " into " + old.get(id).type());
            }
        });
        if (!added.isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe() + ": it has no column " + String.join(", ", added)
                            + " (leave it out in a sql step, add it to the table, or set contract { columns = evolve })");
        } else if (!widened.isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe() + ": values might not fit: " + String.join(", ", widened)
                            + " (cast in a sql step to the type that is meant, or set contract { types = evolve })");
        }
    }

    private static String top(Schema schema, String path) {
        return schema.columns().stream()
                .map(Types.NestedField::name)
                .filter(name -> path.equals(name) || path.startsWith(name + "."))
                .findFirst()
                .orElse(path);
    }

    /** The table's columns, without that of items. */
    static Shape shape(Table table) {
        return Shape.of(SparkSchemaUtil.convert(table.schema()));
    }
}

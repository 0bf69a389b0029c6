package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Brings the rows of a slice and the columns of their table together, by name. */
final class IcebergColumns {
    /** The column that says which item of which load a row came from. */
    static final String ITEM = "_item";

    private IcebergColumns() {}

    /** Rows with {@code _item} as a target stores it, last. */
    static Dataset<Row> keyed(Dataset<Row> rows, LoadId load) {
        if (!Arrays.asList(rows.columns()).contains(ITEM)) {
            throw new Fault(
                    Code.INTERNAL, "Cannot stage rows of " + load + ": they have no column " + ITEM + " (pass it on)");
        }
        Column key = Item.loadKey(load, functions.col(ITEM));
        List<Column> columns = new ArrayList<>();
        for (String name : rows.columns()) {
            if (!name.equals(ITEM)) {
                columns.add(functions.col(IcebergPlace.quoted(name)));
            }
        }
        columns.add(key.as(ITEM));
        return rows.select(columns.toArray(Column[]::new));
    }

    /** The columns of a new table: all optional, so that a later slice may lack one. */
    static Schema schema(StructType rows) {
        try {
            Schema converted = SparkSchemaUtil.convert(asNullable(rows));
            return TypeUtil.assignIncreasingFreshIds(converted);
        } catch (RuntimeException e) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot make table from columns: " + rows.simpleString() + " (" + e.getMessage() + "; cast them)",
                    e);
        }
    }

    /**
     * Adds columns that the table lacks, before {@code _item}; widens a type where Iceberg may.
     *
     * @throws Fault SETTINGS where the contract does not allow that
     */
    static void evolve(Table table, StructType rows, IcebergContract contract) {
        for (int attempt = 0; ; attempt++) {
            try {
                evolving(table, rows, contract).ifPresent(UpdateSchema::commit);
                return;
            } catch (CommitFailedException e) {
                if (attempt == 3) {
                    throw new Fault(
                            Code.TRY_LATER,
                            "Cannot add columns to table: " + table.name() + " (others change it now)",
                            e);
                }
                table.refresh();
            }
        }
    }

    /**
     * The change that brings a table's columns and those of rows together; empty when there is nothing to change.
     *
     * @throws Fault SETTINGS where the contract does not allow that, or Iceberg cannot
     */
    static Optional<UpdateSchema> evolving(Table table, StructType rows, IcebergContract contract) {
        Schema wanted = schema(rows);
        try {
            UpdateSchema update = table.updateSchema().caseSensitive(false).unionByNameWith(wanted);
            Schema before = table.schema();
            if (before.findField(ITEM) != null) {
                for (Types.NestedField field : wanted.columns()) {
                    if (before.caseInsensitiveFindField(field.name()) == null) {
                        update.moveBefore(field.name(), ITEM);
                    }
                }
            }
            Schema after = update.apply();
            contract.requireMayChange(before, after);
            return after.sameSchema(before) ? Optional.empty() : Optional.of(update);
        } catch (ValidationException | IllegalArgumentException | IllegalStateException e) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot write columns " + rows.simpleString() + " to table " + table.name() + ": " + e.getMessage()
                            + " (cast them to the table's types, or load into a new table)",
                    e);
        }
    }

    /** Rows with exactly the columns of the table, in its order; what they lack is null. */
    static Dataset<Row> fitted(Dataset<Row> rows, Table table) {
        Map<String, String> names = new HashMap<>();
        for (String name : rows.columns()) {
            names.put(name.toLowerCase(Locale.ROOT), name);
        }
        List<Column> columns = Arrays.stream(
                        SparkSchemaUtil.convert(table.schema()).fields())
                .map(field -> fitted(names.get(field.name().toLowerCase(Locale.ROOT)), field))
                .toList();
        return rows.select(columns.toArray(Column[]::new));
    }

    private static Column fitted(String name, StructField field) {
        Column column = name == null ? functions.lit(null) : functions.col(IcebergPlace.quoted(name));
        return column.cast(field.dataType()).as(field.name());
    }

    /** Exactly these columns, in their order; what the rows do not have, also within structs, is null. */
    static Dataset<Row> asked(Dataset<Row> rows, StructType columns) {
        return rows.select(asked(rows.schema(), columns, name -> functions.col(IcebergPlace.quoted(name))));
    }

    private static Column[] asked(StructType has, StructType wanted, Function<String, Column> column) {
        Set<String> names = Set.of(has.fieldNames());
        return Arrays.stream(wanted.fields())
                .map(field -> (names.contains(field.name())
                                ? asked(
                                        column.apply(field.name()),
                                        has.apply(field.name()).dataType(),
                                        field)
                                : functions.lit(null))
                        .cast(field.dataType())
                        .as(field.name()))
                .toArray(Column[]::new);
    }

    private static Column asked(Column column, DataType has, StructField wanted) {
        if (has instanceof StructType from && wanted.dataType() instanceof StructType to) {
            Column[] members = asked(from, to, column::getField);
            return functions.when(column.isNotNull(), functions.struct(members));
        }
        return column;
    }

    private static StructType asNullable(StructType rows) {
        return (StructType) nullable(rows);
    }

    private static DataType nullable(DataType type) {
        if (type instanceof StructType struct) {
            StructField[] fields = Arrays.stream(struct.fields())
                    .map(field -> DataTypes.createStructField(field.name(), nullable(field.dataType()), true))
                    .toArray(StructField[]::new);
            return DataTypes.createStructType(fields);
        }
        if (type instanceof org.apache.spark.sql.types.ArrayType array) {
            return DataTypes.createArrayType(nullable(array.elementType()), true);
        }
        if (type instanceof org.apache.spark.sql.types.MapType map) {
            return DataTypes.createMapType(nullable(map.keyType()), nullable(map.valueType()), true);
        }
        return type;
    }
}

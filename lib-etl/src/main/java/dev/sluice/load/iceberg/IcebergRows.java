package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.DeletedColumn;
import dev.sluice.load.Mode;
import dev.sluice.load.StateHash;
import dev.sluice.slice.LoadId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows as a mode stores them. */
final class IcebergRows {
    private IcebergRows() {}

    /** With {@code _item} where rows are found again by it, and with what a history adds. */
    static Dataset<Row> stored(Dataset<Row> rows, LoadId load, IcebergSink sink) {
        check(sink, rows.schema());
        return switch (sink.mode()) {
            case REPLACE, REFRESH -> IcebergColumns.keyed(rows, load);
            case APPEND -> rows.drop(IcebergColumns.ITEM);
            case UPSERT -> IcebergMarked.marked(sink, rows).drop(IcebergColumns.ITEM);
            case HISTORY -> states(IcebergMarked.marked(sink, rows), sink).drop(IcebergColumns.ITEM);
        };
    }

    /**
     * Each row as the present state, which it is unless a later one comes along with it. A deleted row is in no state: it
     * has no hash.
     */
    private static Dataset<Row> states(Dataset<Row> rows, IcebergSink sink) {
        StructField version = field(rows.schema(), sink.version().orElseThrow()).orElseThrow();
        Column from = functions.col(IcebergPlace.quoted(version.name()));
        List<Column> columns = new ArrayList<>(Arrays.stream(rows.columns())
                .map(name -> functions.col(IcebergPlace.quoted(name)))
                .toList());
        Column hash = StateHash.of(IcebergMarked.unmarked(rows).schema(), sink.key(), sink.version());
        columns.add(
                functions.when(functions.not(IcebergMarked.gone(rows)), hash).as(IcebergHistory.HASH));
        columns.add(from.as(IcebergHistory.FROM));
        columns.add(functions.lit(null).cast(version.dataType()).as(IcebergHistory.TO));
        return rows.select(columns.toArray(Column[]::new));
    }

    /**
     * Looks whether rows have what a mode goes by.
     *
     * @throws Fault SETTINGS
     */
    static void check(IcebergSink sink, StructType rows) {
        sink.deleted().ifPresent(name -> DeletedColumn.of(rows, name, sink.describe()));
        List<String> wrong = new ArrayList<>();
        Stream.concat(sink.key().stream(), sink.version().stream())
                .forEach(name -> field(rows, name)
                        .ifPresentOrElse(
                                field -> {
                                    if (!(field.dataType() instanceof AtomicType)) {
                                        wrong.add(name + " is a "
                                                + field.dataType().typeName() + ", which has no order");
                                    }
                                },
                                () -> wrong.add(name + " is not a column of the rows ("
                                        + String.join(", ", rows.fieldNames()) + ")")));
        if (sink.mode() == Mode.HISTORY) {
            Arrays.stream(rows.fieldNames())
                    .filter(IcebergHistory::adds)
                    .forEach(name -> wrong.add(name + " is a column that a history makes itself; rename it"));
        }
        if (!wrong.isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.table() + ": " + String.join("; ", wrong)
                            + " (see to it in a sql step)");
        }
    }

    private static Optional<StructField> field(StructType rows, String name) {
        return Arrays.stream(rows.fields())
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The table's own name of a column that the settings name. */
    static String named(IcebergSink sink, Schema schema, String column) {
        return schema.columns().stream()
                .map(Types.NestedField::name)
                .filter(column::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new Fault(
                        Code.SETTINGS,
                        "Cannot load into " + sink.table() + ": it has no column " + column
                                + " any more (was it renamed or dropped?)"));
    }
}

package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The keys of staged rows: one or more, in which no column is null.
 *
 * @param sink whose key it is
 * @param names the key's columns, as the table calls them
 * @param unique true when no two rows have the same
 * @param filter finds all rows of the table with these keys, and perhaps others
 */
record IcebergKeys(IcebergSink sink, List<String> names, boolean unique, Expression filter) {
    /** Iceberg looks at a file's bounds only for so many values of an IN. */
    private static final int MAX_VALUES = 200;

    private static final String KEY = "_sluice_key_";
    private static final String ROWS = "_sluice_rows";

    IcebergKeys {
        names = List.copyOf(names);
    }

    /**
     * Looks at rows in one pass over their keys.
     *
     * @throws Fault CHECK_FAILED when a key is null
     */
    static IcebergKeys of(IcebergSink sink, BaseTable table, Dataset<Row> staged) {
        List<String> names = sink.key().stream()
                .map(name -> IcebergRows.named(sink, table.schema(), name))
                .toList();
        IcebergKeys named = new IcebergKeys(sink, names, false, Expressions.alwaysTrue());
        List<Column> bare = IntStream.range(0, names.size())
                .mapToObj(i -> bare(
                        functions.col(KEY + i),
                        table.schema().findField(names.get(i)).type()))
                .toList();
        Dataset<Row> keys = named.counted(staged);
        List<Column> sums = new ArrayList<>(List.of(functions.max(ROWS)));
        for (int i = 0; i < names.size(); i++) {
            sums.add(functions.count_if(functions.col(KEY + i).isNull()));
            sums.add(functions.min(bare.get(i)));
            sums.add(functions.max(bare.get(i)));
        }
        Row all = keys.agg(functions.count(functions.lit(1)), sums.toArray(Column[]::new))
                .first();
        named.refuseNulls(all);
        Expression filter = all.getLong(0) <= MAX_VALUES
                ? named.among(keys.select(bare.toArray(Column[]::new)).collectAsList())
                : named.within(all);
        return new IcebergKeys(sink, names, all.getLong(1) == 1, filter);
    }

    /** The same, of rows that may have one more than once. */
    IcebergKeys several() {
        return new IcebergKeys(sink, names, false, filter);
    }

    /** The key's columns under names that no table has, for one side of a join. */
    Column[] aliased() {
        return IntStream.range(0, names.size())
                .mapToObj(i -> functions.col(IcebergPlace.quoted(names.get(i))).as(KEY + i))
                .toArray(Column[]::new);
    }

    /** What {@link #aliased} columns are called. */
    String[] aliases() {
        return IntStream.range(0, names.size()).mapToObj(i -> KEY + i).toArray(String[]::new);
    }

    /** The key's columns of a table's rows. */
    Column[] columns() {
        return names.stream()
                .map(name -> functions.col(IcebergPlace.quoted(name)))
                .toArray(Column[]::new);
    }

    /** True where rows of a table and aliased ones have the same key. */
    Column same() {
        return IntStream.range(0, names.size())
                .mapToObj(i -> functions.col(IcebergPlace.quoted(names.get(i))).equalTo(functions.col(KEY + i)))
                .reduce(Column::and)
                .orElseThrow();
    }

    /** "id = 7, shop = north" of a row that begins with the key. */
    String describe(Row key) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i) + " = " + key.get(i))
                .collect(Collectors.joining(", "));
    }

    /** A key that several rows have: it begins with the key. */
    Row twice(Dataset<Row> staged) {
        return counted(staged).where(functions.col(ROWS).gt(1)).first();
    }

    private Dataset<Row> counted(Dataset<Row> staged) {
        return staged.groupBy(aliased()).agg(functions.count(functions.lit(1)).as(ROWS));
    }

    private void refuseNulls(Row all) {
        for (int i = 0; i < names.size(); i++) {
            if (all.getLong(2 + 3 * i) > 0) {
                throw new Fault(
                        Code.CHECK_FAILED,
                        "Cannot load into " + sink.table() + ": " + names.get(i)
                                + ", by which rows are told apart, is null in some (leave them out in a sql step, or"
                                + " take another key)");
            }
        }
    }

    private Expression among(List<Row> keys) {
        Expression filter = Expressions.alwaysTrue();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            List<Object> values = keys.stream()
                    .map(row -> row.get(column))
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            if (!values.isEmpty()) {
                filter = Expressions.and(filter, Expressions.in(names.get(i), values.toArray()));
            }
        }
        return filter;
    }

    private Expression within(Row all) {
        Expression filter = Expressions.alwaysTrue();
        for (int i = 0; i < names.size(); i++) {
            Object low = all.get(3 + 3 * i);
            if (low != null) {
                String name = names.get(i);
                filter = Expressions.and(
                        filter,
                        Expressions.greaterThanOrEqual(name, low),
                        Expressions.lessThanOrEqual(name, all.get(4 + 3 * i)));
            }
        }
        return filter;
    }

    /** A value as Iceberg's expressions take it; null of a type that files have no use of bounds for. */
    private static Column bare(Column column, Type type) {
        return switch (type.typeId()) {
            case INTEGER, LONG -> column.cast("bigint");
            case DATE -> functions.unix_date(column).cast("bigint");
            case TIMESTAMP ->
                ((Types.TimestampType) type).shouldAdjustToUTC()
                        ? functions.unix_micros(column)
                        : functions.lit(null).cast("bigint");
            case STRING, DECIMAL -> column;
            default -> functions.lit(null).cast("bigint");
        };
    }
}

package dev.sluice.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps one row for each key: the first by {@code order}. Rows that {@code order} leaves equal are ordered by all
 * their columns, so that the same rows give the same result. Rows whose key is null have one key together.
 */
@Doc("the first row of each key")
public record DedupeTransform(
        @Doc("the name of the table of kept rows") String name,
        @Doc("the table to look at") String from,

        @Doc("columns that together say which rows are the same")
        List<String> key,

        @Doc("SQL order expressions, such as \"updated_at DESC\"; the first row is kept")
        List<String> order,

        @Doc("slice: keeping one row in each slice alone is meant")
        Optional<StepScope> scope)
        implements Transform {
    public DedupeTransform {
        key = List.copyOf(key);
        order = List.copyOf(order);
        if (key.isEmpty()) {
            throw new InvalidSetting("key", "names no column; give at least one");
        }
        order.forEach(one -> ParsedSql.expression("order", "row_number() OVER (ORDER BY " + one + ")"));
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public List<String> texts() {
        return order;
    }

    @Override
    public boolean combinesRows() {
        return true;
    }

    @Override
    public boolean sliceScoped() {
        return scope.isPresent();
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> table = in.table(from);
        String rank = Columns.free(table, "_rank");
        Dataset<Row> first = Plans.build(
                name,
                () -> table.withColumn(rank, expr(rowNumber(table)))
                        .filter(col(rank).equalTo(1))
                        .drop(rank));
        return in.with(name, Columns.itemLast(name, first));
    }

    private String rowNumber(Dataset<Row> table) {
        String keys = key.stream().map(Columns::quoted).collect(Collectors.joining(", "));
        Stream<String> ties = Arrays.stream(table.schema().fields()).map(Columns::orderable);
        String orders = Stream.concat(order.stream(), ties).collect(Collectors.joining(", "));
        return "row_number() OVER (PARTITION BY " + keys + " ORDER BY " + orders + ")";
    }
}

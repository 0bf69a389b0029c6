package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.media.decide.Target;
import dev.sluice.media.estimate.Estimate;
import dev.sluice.media.estimate.Prices;
import dev.sluice.media.table.Records;
import dev.sluice.settings.Doc;
import dev.sluice.transform.StepScope;
import dev.sluice.transform.Tables;
import dev.sluice.transform.Transform;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Sums up estimates: one row for each profile, and one for all of them whose {@code profile} is null. Columns: {@code
 * profile} STRING; {@code jobs} BIGINT; {@code cpu_hours}, {@code output_gb} (10^9 bytes) and {@code money}, each a
 * STRUCT of p10, p50, p90 DOUBLE; {@code currency} STRING. Rows without an estimate are left out. Sums are exact, so that
 * the same rows give the same result; the range is that of errors which all go the same way.
 */
@Doc("totals of estimates in hours, bytes and money, by profile")
public record CostTransform(
        @Doc("the name of the table of totals") String name,
        @Doc("the table of estimates") String from,
        @Doc("currency, per-cpu-hour and per-gb") Prices prices,

        @Doc("slice: the totals of one slice alone are meant")
        Optional<StepScope> scope)
        implements Transform {
    private static final List<String> COLUMNS =
            List.of("profile", "jobs", "cpu_hours", "output_gb", "money", "currency");
    private static final List<String> QUANTILES = List.of("p10", "p50", "p90");

    @Override
    public List<String> inputs() {
        return List.of(from);
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
    public boolean drops(String column) {
        return !COLUMNS.contains(column);
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> table = in.table(from);
        InputColumns.require(name, table, "target", Records.schema(Target.class));
        InputColumns.require(name, table, EstimateTransform.COLUMN, Records.schema(Estimate.class));
        String hours = sums("cpu_seconds", 3600);
        String gigabytes = sums("output_bytes", 1_000_000_000);
        Dataset<Row> totals = table.where("estimate IS NOT NULL")
                .selectExpr("target.profile AS profile", "estimate")
                // By its bare name: as a column of this table it would be ambiguous where a join stands before.
                .rollup(col("profile"))
                .agg(
                        expr("count(*)").as("jobs"),
                        expr(hours).as("cpu_hours"),
                        expr(gigabytes).as("output_gb"))
                .withColumn("money", expr(money()))
                .withColumn("currency", lit(prices.currency()));
        return in.with(name, totals);
    }

    /** Sums of decimals do not depend on the order of rows, those of doubles do. */
    private static String sums(String field, long divisor) {
        String one = "'%s', cast(sum(cast(estimate.%s.%s AS DECIMAL(28, 6))) AS DOUBLE) / %d";
        return QUANTILES.stream()
                .map(quantile -> one.formatted(quantile, field, quantile, divisor))
                .collect(Collectors.joining(", ", "named_struct(", ")"));
    }

    private String money() {
        String one = "'%s', cpu_hours.%s * %sD + output_gb.%s * %sD";
        return QUANTILES.stream()
                .map(q -> one.formatted(q, q, prices.perCpuHour(), q, prices.perGb()))
                .collect(Collectors.joining(", ", "named_struct(", ")"));
    }
}

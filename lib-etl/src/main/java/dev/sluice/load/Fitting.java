package dev.sluice.load;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.sluice.slice.RejectTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/** Divides rows by what may not fit: plans, and counts that are made when the plan of the fitting rows is run. */
public final class Fitting {
    private static final String FITS = "_fits";

    private static final String EXCLUDED = "spark.sql.optimizer.excludedRules";

    private static final String LOCAL = "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation";

    private Fitting() {}

    /**
     * Divides rows.
     *
     * @param spark the session that the plans are run in
     * @param table the name of the rows, in rejects
     */
    public static Fitted of(
            SparkSession spark, Dataset<Row> rows, String table, List<Misfit> misfits, List<String> differences) {
        if (misfits.isEmpty()) {
            return new Fitted(rows, Optional.empty(), misfits, differences, Optional.empty());
        }
        keepInTasks(spark);
        FitCounts counts = new FitCounts(misfits.size());
        spark.sparkContext().register(counts);
        Column fits = not(any(misfits, true));
        Column[] flags = misfits.stream().map(Misfit::when).toArray(Column[]::new);
        Column counted = functions
                .udf(
                        (UDF2<Boolean, Seq<Boolean>, Boolean>) (good, found) -> count(counts, good, found),
                        DataTypes.BooleanType)
                .asNondeterministic()
                .apply(fits, array(flags));
        Dataset<Row> fitting = rows.withColumn(FITS, counted).where(col(FITS)).select(staged(rows, misfits));
        return new Fitted(fitting, rejects(rows, table, misfits), misfits, differences, Optional.of(counts));
    }

    private static boolean count(FitCounts counts, boolean fits, Seq<Boolean> found) {
        BitSet misfits = new BitSet();
        misfits.set(FitCounts.REJECTED, !fits);
        for (int i = 0; i < found.length(); i++) {
            misfits.set(FitCounts.MISFITS + i, found.apply(i));
        }
        counts.add(misfits);
        return fits;
    }

    private static Column any(List<Misfit> misfits, boolean row) {
        return misfits.stream()
                .filter(misfit -> misfit.row() == row)
                .map(Misfit::when)
                .reduce(lit(false), Column::or);
    }

    private static Column[] staged(Dataset<Row> rows, List<Misfit> misfits) {
        List<Column> columns = new ArrayList<>();
        for (String name : rows.columns()) {
            List<Misfit> of = misfits.stream()
                    .filter(misfit -> misfit.column().equals(name))
                    .toList();
            if (of.isEmpty()) {
                columns.add(quoted(name));
            } else {
                of.get(0)
                        .staged()
                        .ifPresent(value -> columns.add(value(of.get(0), value).as(name)));
            }
        }
        return columns.toArray(Column[]::new);
    }

    private static Column value(Misfit misfit, Column value) {
        return misfit.row() ? value : when(not(misfit.when()), value);
    }

    private static Optional<Dataset<Row>> rejects(Dataset<Row> rows, String table, List<Misfit> misfits) {
        List<Misfit> rowwise = misfits.stream().filter(Misfit::row).toList();
        if (rowwise.isEmpty()) {
            return Optional.empty();
        }
        Column code = lit(null);
        Column message = lit(null);
        for (int i = rowwise.size() - 1; i >= 0; i--) {
            Misfit misfit = rowwise.get(i);
            code = when(misfit.when(), misfit.code()).otherwise(code);
            message = when(misfit.when(), misfit.message()).otherwise(message);
        }
        return Optional.of(RejectTable.rejects(rows.where(any(misfits, true)), code, message, table));
    }

    /** Forbids a session to evaluate rows on the driver, in no task and as often as it likes: what counts them needs tasks. */
    public static void keepInTasks(SparkSession spark) {
        String before = spark.conf().get(EXCLUDED, "");
        if (!List.of(before.split(",")).contains(LOCAL)) {
            spark.conf().set(EXCLUDED, before.isEmpty() ? LOCAL : before + "," + LOCAL);
        }
    }

    /** A column of rows by its name. */
    public static Column quoted(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }
}

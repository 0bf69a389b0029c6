package dev.sluice.transform;

import com.typesafe.config.ConfigFactory;
import dev.sluice.LocalSpark;
import dev.sluice.run.BuiltIn;
import dev.sluice.settings.Binder;
import dev.sluice.settings.Problem;
import dev.sluice.settings.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Steps as a job file writes them, over the table {@code t}; the table that they make is {@code made}. */
final class Steps {
    static final Map<String, String> ENVIRONMENT =
            Map.of("KEY", "0123456789abcdef0123456789abcdef", "SHORT_KEY", "0123456789");

    private Steps() {}

    /** Settings of a step without its name and input. */
    static Transform step(String settings) {
        Problems problems = new Problems();
        return bind(settings, problems)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
    }

    /** "line path message" of each problem; the first line of the settings is 1. */
    static List<String> problems(String settings) {
        Problems problems = new Problems();
        bind(settings, problems);
        return problems.sorted().stream().map(Steps::words).toList();
    }

    static Dataset<Row> made(String query, String settings) {
        return made(LocalSpark.session(), query, settings);
    }

    static Dataset<Row> made(SparkSession spark, String query, String settings) {
        return step(settings)
                .apply(spark, Tables.none().with("t", spark.sql(query)))
                .table("made");
    }

    static List<String> rows(Dataset<Row> table) {
        return table.collectAsList().stream().map(Row::toString).toList();
    }

    private static java.util.Optional<Transform> bind(String settings, Problems problems) {
        return new Binder(BuiltIn.kinds(), Path.of("/"), ENVIRONMENT, problems)
                .component(
                        ConfigFactory.parseString("name = made, from = t, " + settings)
                                .root(),
                        "",
                        Transform.class);
    }

    private static String words(Problem problem) {
        return problem.line() + " " + problem.path() + " " + problem.message();
    }
}

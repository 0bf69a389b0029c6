package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.run.Job;
import dev.sluice.run.Load;
import dev.sluice.run.SparkFaults;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice sql}: a query over a job's catalogs and outputs. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Query a job's tables. Each load is a view named after it.",
        footerHeading = "%nExample:%n",
        footer = "  sluice sql conf/access-logs.conf \"SELECT status, count(*) FROM requests GROUP BY status\"")
final class SqlCommand implements Callable<Integer> {
    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Parameters(index = "1", paramLabel = "QUERY", description = "Spark SQL.")
    private String query;

    @Option(names = "--limit", description = "Most rows to print (preset ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        SparkSession spark = Session.start("sluice sql", read);
        try {
            print(spark, read, console);
        } finally {
            spark.stop();
        }
        return 0;
    }

    private void print(SparkSession spark, Job read, Console console) {
        read.loads().forEach(load -> view(spark, load));
        Dataset<Row> answer = answer(spark);
        List<Row> rows = answer.limit(limit + 1).collectAsList();
        if (console.json()) {
            List<String> json = answer.limit(limit).toJSON().collectAsList();
            System.out.println("[" + String.join(",\n ", json) + "]");
            return;
        }
        console.say(RowTable.of(answer.schema(), rows.subList(0, Math.min(limit, rows.size()))));
        if (rows.size() > limit) {
            console.say("… more than %,d rows; --limit shows more".formatted(limit));
        }
    }

    private Dataset<Row> answer(SparkSession spark) {
        try {
            return spark.sql(query);
        } catch (Exception e) {
            throw SparkFaults.translate(e, Code.USAGE);
        }
    }

    /** False when nothing was published to the load yet: then there is no such view. */
    static boolean view(SparkSession spark, Load load) {
        Optional<Dataset<Row>> rows = load.sink().published(spark);
        rows.ifPresent(published -> published.createOrReplaceTempView("`" + load.name() + "`"));
        return rows.isPresent();
    }
}

package dev.sluice.cli;

import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Load;
import dev.sluice.run.Report;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice demo}: the shipped jobs on the shipped samples. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Run the shipped jobs on sample data and look at the result. Again: nothing to do.")
final class DemoCommand implements Callable<Integer> {
    private static final int ROWS = 5;
    private static final int COLUMNS = 8;

    @Parameters(paramLabel = "DEMO", description = "Which one: ${COMPLETION-CANDIDATES}.")
    private Demo demo;

    @Mixin
    private Output output;

    @Option(names = "--home", hidden = true, description = "The folder that holds conf and data-samples.")
    private Path home = Path.of(System.getProperty("sluice.home", "."));

    /** The demos and their job files, in order. */
    enum Demo {
        LOGS {
            @Override
            List<String> files() {
                return List.of("mixed-logs.conf", "access-logs.conf", "app-json-logs.conf", "daily-traffic.conf");
            }
        };

        abstract List<String> files();
    }

    @Override
    public Integer call() {
        Console console = Console.of(output);
        int worst = 0;
        for (String file : demo.files()) {
            Job job = JobFile.read(home.resolve("conf").resolve(file), BuiltIn.kinds(), System.getenv());
            JobRun run =
                    new JobRun(job, console, Optional.empty(), Optional.empty(), JobRun.IfHeld.SKIP, Optional.empty());
            Optional<Report> report = run.execute(spark -> show(spark, job, console));
            worst = Math.max(worst, report.map(Report::exitStatus).orElse(0));
            console.say("");
        }
        return worst;
    }

    private static void show(SparkSession spark, Job job, Console console) {
        Load first = job.loads().get(0);
        Dataset<Row> rows =
                spark.sql("SELECT * FROM " + first.sink().relation()).drop("_item");
        List<Row> sample = rows.limit(ROWS).collectAsList();
        List<Column> shown = Arrays.stream(rows.columns())
                .filter(name -> !name.startsWith("_"))
                .filter(name -> sample.stream().anyMatch(row -> row.getAs(name) != null))
                .limit(COLUMNS)
                .map(name -> functions.col("`" + name + "`"))
                .toList();
        Dataset<Row> narrow = rows.limit(ROWS).select(shown.toArray(Column[]::new));
        console.say("");
        console.say(RowTable.of(narrow.schema(), narrow.collectAsList()));
        console.say("");
        console.say("look       bin/sluice sql %s \"SELECT * FROM %s LIMIT 10\""
                .formatted(ShellPath.path(job.file()), first.name()));
    }
}

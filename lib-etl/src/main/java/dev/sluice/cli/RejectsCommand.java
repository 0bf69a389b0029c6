package dev.sluice.cli;

import dev.sluice.run.Job;
import dev.sluice.run.Load;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice rejects}: rows that could not be used. */
@Command(
        name = "rejects",
        mixinStandardHelpOptions = true,
        description = "Rows that could not be used: counted by reason, or shown with their raw form and origin.")
final class RejectsCommand implements Callable<Integer> {
    @Parameters(index = "1", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
    private What what;

    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Option(names = "--code", description = "Only rejects for this reason.")
    private String code = "";

    @Option(names = "--limit", description = "Most rejects to show (preset ${DEFAULT-VALUE}).")
    private int limit = 20;

    /** Counted or shown. */
    enum What {
        LIST,
        SHOW
    }

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        List<Load> loads = read.loads().stream().filter(Load::takesRejects).toList();
        SparkSession spark = Session.start("sluice rejects", read);
        try {
            loads.forEach(load -> print(spark, load, console));
        } finally {
            spark.stop();
        }
        if (loads.isEmpty()) {
            console.say(read.name() + "  has no load of rejects (add one: { from = SOURCE.rejects, … })");
        }
        return 0;
    }

    private void print(SparkSession spark, Load load, Console console) {
        if (!SqlCommand.view(spark, load)) {
            console.say("%s  nothing published yet".formatted(load.name()));
            return;
        }
        Dataset<Row> rows = spark.table("`" + load.name() + "`");
        if (!code.isEmpty()) {
            rows = rows.where(functions.col("code").equalTo(code));
        }
        Dataset<Row> shown = what == What.LIST
                ? rows.groupBy("code").count().orderBy(functions.desc("count"))
                : rows.select("code", "message", "origin.file", "origin.line", "raw")
                        .limit(limit);
        console.say(load.name());
        console.say(RowTable.of(shown.schema(), shown.collectAsList()));
        console.data(shown.toJSON().collectAsList());
    }
}

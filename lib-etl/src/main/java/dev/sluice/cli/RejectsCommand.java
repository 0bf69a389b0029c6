package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.Job;
import dev.sluice.run.Load;
import java.io.IOException;
import java.nio.file.Path;
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
        description =
                "Rows that could not be used: counted by reason, shown with their origin, or written out as they were.",
        footerHeading = "%nExample:%n",
        footer = "  sluice rejects conf/access-logs.conf export --reason NOT_IN_FORMAT --out rejects.log")
final class RejectsCommand implements Callable<Integer> {
    @Parameters(index = "1", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
    private What what;

    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Option(
            names = {"--reason", "--code"},
            paramLabel = "CODE",
            description = "Only rejects for this reason.")
    private String code = "";

    @Option(names = "--limit", description = "Most rejects to show (preset ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--load", paramLabel = "NAME", description = "Only what this load holds.")
    private String only = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where export writes to; - is standard output (preset). With --json full records, one a line.")
    private String out = "-";

    @Option(names = "--force", description = "Let export overwrite the file.")
    private boolean force;

    /** Counted, shown, or written out. */
    enum What {
        LIST,
        SHOW,
        EXPORT
    }

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        List<Load> loads = read.loads().stream()
                .filter(Load::takesRejects)
                .filter(load -> only.isEmpty() || only.equals(load.name()))
                .toList();
        SparkSession spark = Session.start("sluice rejects", read);
        try {
            if (what == What.EXPORT) {
                export(spark, new RejectsExport(loads, code, console.json()), console);
            } else {
                loads.forEach(load -> print(spark, load, console));
            }
        } finally {
            spark.stop();
        }
        if (loads.isEmpty()) {
            console.warn(read.name() + " has no such load of rejects (add one: { from = SOURCE.rejects, … })");
        }
        return 0;
    }

    /** Says what was done where the lines do not go. */
    private void export(SparkSession spark, RejectsExport rejects, Console console) {
        RejectsExport.Written written;
        if (out.equals("-")) {
            try {
                written = rejects.to(spark, System.out);
            } catch (IOException e) {
                throw new Fault(Code.CANNOT_WRITE, "Cannot write to standard output", e);
            }
        } else {
            written = rejects.toFile(spark, Path.of(out), force);
        }
        console.warn("%,d rejects written".formatted(written.lines())
                + (written.without() == 0 ? "" : ", %,d have no line".formatted(written.without())));
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

package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Demo;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Load;
import dev.sluice.run.Report;
import dev.sluice.settings.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
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

    @Parameters(
            paramLabel = "DEMO",
            completionCandidates = Names.class,
            description = "Which one: ${COMPLETION-CANDIDATES}.")
    private String name;

    @Mixin
    private Output output;

    @Option(names = "--home", hidden = true, description = "The folder that holds conf and data-samples.")
    private Path home = Path.of(System.getProperty("sluice.home", "."));

    /** The demos whose jar is on the class path. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return demos().keySet().iterator();
        }
    }

    private static SortedMap<String, Demo> demos() {
        SortedMap<String, Demo> demos = new TreeMap<>();
        BuiltIn.plugins().forEach(plugin -> plugin.demos().forEach(demo -> demos.put(demo.name(), demo)));
        return demos;
    }

    @Override
    public Integer call() {
        SortedMap<String, Demo> demos = demos();
        Demo demo = demos.get(name);
        if (demo == null) {
            throw new Fault(
                    Code.USAGE,
                    "Cannot find demo: " + name + " (known are " + String.join(", ", demos.keySet()) + ")"
                            + Nearest.hint(name, demos.keySet()));
        }
        Console console = Console.of(output);
        int worst = 0;
        Path file = home;
        for (String conf : demo.jobs()) {
            file = home.resolve("conf").resolve(conf);
            Job job = JobFile.read(file, BuiltIn.kinds(), System.getenv());
            JobRun run =
                    new JobRun(job, console, Optional.empty(), Optional.empty(), JobRun.IfHeld.SKIP, Optional.empty());
            Optional<Report> report = run.execute(spark -> show(spark, job, console));
            worst = Math.max(worst, report.map(Report::exitStatus).orElse(0));
            console.say("");
        }
        return worst == 0 && !demo.closing().isEmpty() ? Main.execute(closing(demo, file)) : worst;
    }

    private String[] closing(Demo demo, Path file) {
        List<String> words = new ArrayList<>(demo.closing());
        words.add(file.toString());
        if (output.json) {
            words.add("--json");
        }
        return words.toArray(new String[0]);
    }

    private static void show(SparkSession spark, Job job, Console console) {
        Load first = job.loads().get(0);
        Dataset<Row> rows =
                spark.sql("SELECT * FROM " + first.sink().relation()).drop("_item");
        List<Row> sample = rows.limit(ROWS).collectAsList();
        List<Column> shown = Arrays.stream(rows.schema().fields())
                .filter(field -> !(field.dataType() instanceof StructType))
                .map(StructField::name)
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

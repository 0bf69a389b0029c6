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
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
        try (Demo.Show show = demo.open()) {
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.putAll(show.environment());
            int worst = 0;
            Path file = home;
            for (Demo.Scene scene : show.scenes()) {
                if (!scene.words().isEmpty()) {
                    console.say(scene.words());
                }
                scene.before().run();
                file = home.resolve("conf").resolve(scene.job());
                Job job = JobFile.read(file, BuiltIn.kinds(), environment);
                worst = Math.max(worst, run(job, scene.query(), console));
                console.say("");
            }
            return worst == 0 && !show.closing().isEmpty() ? Main.execute(closing(show, file)) : worst;
        }
    }

    private static int run(Job job, String query, Console console) {
        JobRun run = new JobRun(job, console, Optional.empty(), Optional.empty(), JobRun.IfHeld.SKIP, Optional.empty());
        Optional<Report> report = run.execute(spark -> {
            if (query.isEmpty()) {
                show(spark, job, console);
            } else {
                answer(spark, job, query, console);
            }
        });
        return report.map(Report::exitStatus).orElse(0);
    }

    private String[] closing(Demo.Show show, Path file) {
        List<String> words = new ArrayList<>(show.closing());
        words.add(file.toString());
        if (output.json) {
            words.add("--json");
        }
        return words.toArray(new String[0]);
    }

    private static void answer(SparkSession spark, Job job, String query, Console console) {
        job.loads().forEach(load -> SqlCommand.view(spark, load));
        Dataset<Row> rows = spark.sql(query);
        console.say("");
        console.say(RowTable.of(rows.schema(), rows.collectAsList()));
    }

    private static void show(SparkSession spark, Job job, Console console) {
        Load first = job.loads().get(0);
        Optional<Dataset<Row>> published = first.sink().published(spark);
        if (published.isEmpty()) {
            return;
        }
        Dataset<Row> rows = published.get();
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

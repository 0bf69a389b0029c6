package dev.sluice.cli;

import dev.sluice.run.BuiltIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice doctor}: what is here, and how long it takes from the command to the first Spark job. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Look at Java, Spark and the machine, and time the way to the first Spark job.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Map<String, String> found = new LinkedHashMap<>();
        found.put("sluice", Version.current());
        found.put("java", System.getProperty("java.version") + "  " + System.getProperty("java.vm.name"));
        found.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        found.put("heap", dev.sluice.run.ReportText.bytes(Runtime.getRuntime().maxMemory()));
        found.put(
                "spark home",
                System.getenv().getOrDefault("SPARK_HOME", "none; the jars that the build took from Maven"));
        SparkSession spark = Session.start("sluice doctor", Map.of());
        try {
            found.put("spark", spark.version() + "  " + spark.sparkContext().master());
            spark.range(10).count();
            found.put("first job", sinceStart());
        } finally {
            spark.stop();
        }
        found.put(
                "temporary files",
                Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().toString());
        BuiltIn.plugins().forEach(plugin -> found.putAll(plugin.doctor()));
        List<List<String>> rows = new ArrayList<>();
        found.forEach((what, value) -> rows.add(List.of(what, value)));
        rows.forEach(row -> console.say("%-16s %s".formatted(row.get(0), row.get(1))));
        console.data(found);
        return 0;
    }

    /** bin/sluice says when the command was given; otherwise the start of this process is what is known. */
    private static String sinceStart() {
        String given = System.getProperty("sluice.started", "");
        Instant start = given.isEmpty()
                ? ProcessHandle.current().info().startInstant().orElse(Instant.now())
                : Instant.ofEpochMilli(Long.parseLong(given));
        return "%.1f s after the command"
                .formatted(Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }
}

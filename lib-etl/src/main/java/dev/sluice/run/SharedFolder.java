package dev.sluice.run;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The folder through which driver and executors hand each other plans and rejects: all must see the same one. */
final class SharedFolder {
    private static final int TASKS_PER_CORE = 2;

    private SharedFolder() {}

    /**
     * Makes the folder and asks the executors for it.
     *
     * @throws Fault SETTINGS when one does not see it
     */
    static void require(SparkSession spark, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot make run folder: " + folder, e);
        }
        if (!spark.sparkContext().isLocal() && !seen(spark, folder)) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot work on a cluster whose machines do not see " + folder
                            + " (let \"state\" name a folder that all of them mount at the same path)");
        }
    }

    static boolean seen(SparkSession spark, Path folder) {
        String place = folder.toAbsolutePath().toString();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<Integer> tasks = IntStream.range(0, TASKS_PER_CORE * context.defaultParallelism())
                .boxed()
                .toList();
        return context.parallelize(tasks, tasks.size())
                .filter(task -> !Files.isDirectory(Path.of(place)))
                .isEmpty();
    }
}

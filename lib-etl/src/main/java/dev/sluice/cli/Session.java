package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark with what the job file asks for under what spark-submit was given. */
public final class Session {
    private Session() {}

    /** Spark for a job, with the folders of its embedded catalogs made. */
    public static SparkSession start(String name, Job job) {
        for (Path warehouse : job.warehouses()) {
            try {
                Files.createDirectories(warehouse);
            } catch (IOException e) {
                throw new Fault(Code.CANNOT_WRITE, "Cannot make warehouse folder: " + warehouse, e);
            }
        }
        return start(name, job.spark());
    }

    /** spark-submit's own options win over the job file's. */
    static SparkSession start(String name, Map<String, String> asked) {
        SparkConf conf = new SparkConf();
        asked.forEach((key, value) -> {
            if (!conf.contains(key)) {
                conf.set(key, value);
            }
        });
        usual(conf, "spark.master", "local[*]");
        usual(conf, "spark.ui.enabled", "false");
        usual(conf, "spark.ui.showConsoleProgress", "false");
        usual(conf, "spark.sql.session.timeZone", "UTC");
        usual(conf, "spark.sql.sources.partitionColumnTypeInference.enabled", "false");
        if (conf.get("spark.submit.deployMode", "client").equals("cluster")) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot run in cluster deploy mode: the ledger is an SQLite file that only this machine reaches"
                            + " (leave out --deploy-mode cluster)");
        }
        boolean local = conf.get("spark.master").startsWith("local");
        if (local) {
            // A task that runs out of memory must not end the process with Spark's own status: the run says it.
            usual(conf, "spark.executor.killOnFatalError.depth", "0");
            usual(conf, "spark.driver.bindAddress", "127.0.0.1");
            usual(conf, "spark.driver.host", "127.0.0.1");
            usual(
                    conf,
                    "spark.sql.shuffle.partitions",
                    Integer.toString(2 * Runtime.getRuntime().availableProcessors()));
        }
        return SparkSession.builder().appName(name).config(conf).getOrCreate();
    }

    private static void usual(SparkConf conf, String key, String value) {
        if (!conf.contains(key)) {
            conf.set(key, value);
        }
    }
}

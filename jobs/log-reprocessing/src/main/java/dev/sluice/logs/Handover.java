package dev.sluice.logs;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;

/**
 * Makes a Dataset of a table that exists already. Spark makes tables from options, which are text; so the table waits
 * here under a name for the moment that Spark takes to ask {@link LogsProvider} for it.
 */
final class Handover {
    static final String OPTION = "sluice-handover";

    private static final Map<String, Table> WAITING = new ConcurrentHashMap<>();

    private Handover() {}

    static Dataset<Row> dataset(SparkSession spark, Table table) {
        String name = UUID.randomUUID().toString();
        WAITING.put(name, table);
        try {
            return spark.read()
                    .format(LogsProvider.class.getName())
                    .option(OPTION, name)
                    .load();
        } finally {
            WAITING.remove(name);
        }
    }

    static Optional<Table> waiting(String name) {
        return Optional.ofNullable(name).map(WAITING::get);
    }
}

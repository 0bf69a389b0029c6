package dev.sluice.table;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Makes a Dataset of a table that exists already. Spark makes tables from options, which are text; so the table waits
 * here under a name for the moment that Spark takes to ask {@link Provider} for it. Safe for several threads.
 */
public final class Handover {
    private static final String OPTION = "sluice-handover";

    private static final Map<String, Table> WAITING = new ConcurrentHashMap<>();

    private Handover() {}

    public static Dataset<Row> dataset(SparkSession spark, Table table) {
        String name = UUID.randomUUID().toString();
        WAITING.put(name, table);
        try {
            return spark.read()
                    .format(Provider.class.getName())
                    .option(OPTION, name)
                    .load();
        } finally {
            WAITING.remove(name);
        }
    }

    /** Writes rows to a table, and answers when they are there. */
    public static void write(Dataset<Row> rows, Table table) {
        String name = UUID.randomUUID().toString();
        WAITING.put(name, table);
        try {
            rows.write()
                    .format(Provider.class.getName())
                    .option(OPTION, name)
                    .mode("append")
                    .save();
        } finally {
            WAITING.remove(name);
        }
    }

    /** What Spark asks for the table; of no other use. */
    public static final class Provider implements TableProvider {
        @Override
        @SuppressWarnings("deprecation")
        public StructType inferSchema(CaseInsensitiveStringMap options) {
            return WAITING.get(options.get(OPTION)).schema();
        }

        @Override
        public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> options) {
            return WAITING.get(new CaseInsensitiveStringMap(options).get(OPTION));
        }
    }
}

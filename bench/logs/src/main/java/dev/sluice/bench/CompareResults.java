package dev.sluice.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * {@code CompareResults OUT}: whether the peers wrote the same. A line that is broken is a reject or a row with
 * {@code _error} with us and a row of nulls with the others, so rows that were read whole are compared: how many, the
 * sum of their bytes and their number by status. Our requests that are none (TLS handshakes) are whole lines.
 */
public final class CompareResults {
    private static final List<String> PEERS = List.of("sluice-all", "regexp", "udf", "duckdb");

    private CompareResults() {}

    public static void main(String[] arguments) {
        SparkSession spark = SparkPeer.session();
        Map<String, Map<Integer, String>> seen = new TreeMap<>();
        for (String peer : PEERS) {
            Path out = Path.of(arguments[0], peer);
            if (Files.exists(out)) {
                Dataset<Row> rows = spark.read().parquet(out.toString());
                Dataset<Row> whole = rows.where(isWhole(rows));
                System.out.println(peer + ": " + rows.count() + " rows, read whole " + total(whole));
                seen.put(peer, byStatus(whole));
            }
        }
        Map<Integer, String> ours = seen.getOrDefault("sluice-all", Map.of());
        seen.forEach((peer, statuses) -> {
            Map<Integer, String> all = new TreeMap<>(ours);
            all.putAll(statuses);
            all.keySet().stream()
                    .filter(status -> !all.get(status).equals(ours.get(status)) || !statuses.containsKey(status))
                    .forEach(status -> System.out.println("differs: status " + status + ", " + peer + " "
                            + statuses.get(status) + ", sluice-all " + ours.get(status)));
        });
        spark.stop();
    }

    private static Column isWhole(Dataset<Row> rows) {
        Column whole = col("ts").isNotNull().and(col("status").isNotNull());
        if (!List.of(rows.columns()).contains("_error")) {
            return whole;
        }
        Column error = col("_error.code");
        return whole.and(error.isNull().or(error.equalTo("BAD_REQUEST")));
    }

    private static String total(Dataset<Row> rows) {
        Row row = rows.agg(count(lit(1)), sum("bytes")).head();
        return row.getLong(0) + " rows with " + row.get(1) + " bytes";
    }

    private static Map<Integer, String> byStatus(Dataset<Row> rows) {
        Map<Integer, String> found = new TreeMap<>();
        rows.groupBy("status")
                .agg(count(lit(1)), sum("bytes"))
                .collectAsList()
                .forEach(row -> found.put(row.getInt(0), row.getLong(1) + " rows with " + row.get(2) + " bytes"));
        return found;
    }
}

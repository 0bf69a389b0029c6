package dev.sluice.bench.stores;

import dev.sluice.jdbc.Server;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.jdbc.JdbcSink;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * {@code UpsertSpeed FOLDER ROWS ROUNDS}: a tenth of a table of PostgreSQL changed by Sluice's upsert and by INSERT … ON
 * CONFLICT in batches of rows, as the driver sends them and rewritten by it, medians.
 */
public final class UpsertSpeed {
    private static final int BATCH = 1_000;
    private static final int COLUMNS = 8;
    private static final String BATCHED =
            "INSERT INTO target VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                    + " customer = EXCLUDED.customer, state = EXCLUDED.state, total = EXCLUDED.total, weight = EXCLUDED.weight,"
                    + " placed = EXCLUDED.placed, paid = EXCLUDED.paid, note = EXCLUDED.note";

    private final SparkSession spark;
    private final EmbeddedPostgres postgres;
    private final long rows;
    private final Efforts efforts = new Efforts();

    private UpsertSpeed(SparkSession spark, EmbeddedPostgres postgres, long rows) {
        this.spark = spark;
        this.postgres = postgres;
        this.rows = rows;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        SparkSession spark = Bench.spark(folder);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgresql"))
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            UpsertSpeed speed = new UpsertSpeed(spark, postgres, Long.parseLong(arguments[1]));
            speed.run(folder, Integer.parseInt(arguments[2]));
        } finally {
            spark.stop();
        }
    }

    private void run(Path folder, int rounds) throws Exception {
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("postgresql/postmaster.pid"))
                .get(0)
                .strip());
        spark.range(0, rows, 10, 2)
                .selectExpr(
                        "id",
                        "cast(id % 100000 as int) AS customer",
                        "'changed' AS state",
                        "cast(id % 1000000 / 100.0 as decimal(12, 2)) AS total",
                        "id * 0.37D AS weight",
                        "timestamp_seconds(1700000000 + id * 7) AS placed",
                        "id % 2 = 0 AS paid",
                        "concat('note number ', id, ' of a customer') AS note")
                .write()
                .parquet(folder.resolve("changed").toString());
        Dataset<Row> changed = spark.read().parquet(folder.resolve("changed").toString());
        for (int round = 0; round <= rounds; round++) {
            if (round == 1) {
                efforts.forget();
            }
            fill();
            efforts.measure("upsert   batches of rows", pid, () -> batches(changed, url()));
            fill();
            efforts.measure(
                    "upsert   batches, rewritten", pid, () -> batches(changed, url() + "?reWriteBatchedInserts=true"));
            fill();
            efforts.measure("upsert   Sluice, staged and merged", pid, () -> sluice(changed));
        }
        efforts.print("%,d rows into %,d of 8 columns".formatted(rows / 10, rows));
    }

    private void fill() throws SQLException {
        sql("DROP TABLE IF EXISTS target, sluice_heads, sluice_receipts, sluice_items");
        sql("CREATE TABLE target (id bigint PRIMARY KEY, customer int, state text, total numeric(12, 2),"
                + " weight double precision, placed timestamptz, paid boolean, note text)");
        sql("INSERT INTO target SELECT i, i % 100000, 'paid', (i % 1000000) / 100.0, i * 0.37,"
                + " timestamptz '2024-01-01' + i * interval '7 seconds', i % 2 = 0,"
                + " 'note number ' || i || ' of a customer' FROM generate_series(0, " + (rows - 1) + ") i");
        sql("VACUUM ANALYZE target");
        sql("CHECKPOINT");
    }

    private void batches(Dataset<Row> changed, String url) throws SQLException {
        changed.foreachPartition((ForeachPartitionFunction<Row>) part -> batches(part, url));
        require();
    }

    private static void batches(Iterator<Row> part, String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                PreparedStatement insert = connection.prepareStatement(BATCHED)) {
            connection.setAutoCommit(false);
            for (int waiting = 1; part.hasNext(); waiting++) {
                Row row = part.next();
                for (int i = 0; i < COLUMNS; i++) {
                    insert.setObject(i + 1, row.get(i));
                }
                insert.addBatch();
                if (waiting % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private void sluice(Dataset<Row> changed) throws SQLException {
        Server server = Server.of(url(), Optional.of("postgres"), Optional.empty());
        new SluiceLoad(
                        spark,
                        new JdbcSink(server, "target", Mode.UPSERT, List.of("id"), Optional.empty(), Contract.USUAL))
                .run(changed);
        require();
    }

    private void require() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                Statement select = connection.createStatement();
                var found = select.executeQuery("SELECT count(*) FROM target WHERE state = 'changed'")) {
            found.next();
            if (found.getLong(1) != rows / 10) {
                throw new IllegalStateException(found.getLong(1) + " rows are changed of " + rows / 10);
            }
        }
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}

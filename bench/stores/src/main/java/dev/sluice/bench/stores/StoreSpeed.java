package dev.sluice.bench.stores;

import dev.sluice.extract.JdbcSource;
import dev.sluice.extract.Tally;
import dev.sluice.jdbc.Server;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.load.jdbc.JdbcSink;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Slice;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** {@code StoreSpeed FOLDER ROWS ROUNDS}: PostgreSQL read and loaded by Sluice and by its peers, medians. */
public final class StoreSpeed {
    private static final String TABLE = "source";
    private static final LoadId LOAD = LoadId.of("bench", "load");

    private final Path folder;
    private final long rows;
    private final SparkSession spark;
    private final EmbeddedPostgres postgres;
    private final Map<String, List<Effort>> efforts = new LinkedHashMap<>();

    private StoreSpeed(Path folder, long rows, SparkSession spark, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.rows = rows;
        this.spark = spark;
        this.postgres = postgres;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.local.dir", folder.resolve("spark").toString())
                .config("spark.sql.parquet.compression.codec", "zstd")
                .getOrCreate();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgresql"))
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            StoreSpeed speed = new StoreSpeed(folder, Long.parseLong(arguments[1]), spark, postgres);
            speed.fill();
            int rounds = Integer.parseInt(arguments[2]);
            // The first round warms the JVM and the caches, and is not counted.
            for (int round = 0; round <= rounds; round++) {
                if (round == 1) {
                    speed.efforts.clear();
                }
                speed.extract();
                speed.load(round);
            }
            speed.print();
        } finally {
            spark.stop();
        }
    }

    private void fill() throws SQLException {
        sql("CREATE TABLE " + TABLE
                + " (id bigint, customer int, state text, total numeric(12, 2), weight double precision,"
                + " placed timestamptz, day date, paid boolean, note text, ref uuid)");
        sql("INSERT INTO " + TABLE + " SELECT i, i % 100000, (ARRAY['paid', 'shipped', 'returned'])[1 + i % 3],"
                + " (i % 1000000) / 100.0, i * 0.37, timestamptz '2024-01-01' + i * interval '7 seconds',"
                + " date '2024-01-01' + (i % 1000)::int, i % 2 = 0, 'note number ' || i || ' of a customer',"
                + " md5(i::text)::uuid FROM generate_series(1, " + rows + ") i");
        sql("VACUUM ANALYZE " + TABLE);
        sql("CHECKPOINT");
    }

    private void extract() throws Exception {
        measure("extract  psql \\copy to a file (floor)", () -> psql("\\copy " + TABLE + " TO '" + csv() + "' CSV"));
        measure("extract  Spark JDBC, default", () -> parquet(reader(Map.of())));
        measure("extract  Spark JDBC, fetchsize 10000", () -> parquet(reader(Map.of("fetchsize", "10000"))));
        measure(
                "extract  Spark JDBC, fetchsize, 4 partitions",
                () -> parquet(reader(Map.of(
                        "fetchsize", "10000",
                        "partitionColumn", "id",
                        "lowerBound", "1",
                        "upperBound", Long.toString(rows),
                        "numPartitions", "4"))));
        measure("extract  Sluice", () -> {
            JdbcSource source = new JdbcSource(
                    server(),
                    Optional.of(TABLE),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            Tally tally = Tally.register(spark);
            Item all = new Item(JdbcSource.ALL, Optional.of("1"), 0, "all", "{}");
            Slice slice = new Slice("s", 1, List.of(all), List.of("load"));
            try {
                parquet(source.read(spark, slice, tally).get("").drop("_item"));
            } finally {
                tally.release();
            }
            require(tally.counts().rows());
        });
    }

    private Dataset<Row> reader(Map<String, String> options) {
        return spark.read()
                .format("jdbc")
                .option("url", url())
                .option("user", "postgres")
                .option("dbtable", TABLE)
                .options(options)
                .load();
    }

    private void parquet(Dataset<Row> rows) {
        rows.write().mode("overwrite").parquet(folder.resolve("parquet").toString());
    }

    private void load(int round) throws Exception {
        Dataset<Row> from = spark.read().parquet(folder.resolve("parquet").toString());
        measure("load     psql \\copy from a file (floor)", () -> {
            fresh();
            psql("\\copy target FROM '" + csv() + "' CSV");
        });
        measure("load     Spark JDBC, default", () -> spark(from, url(), Map.of()));
        measure("load     Spark JDBC, batchsize 10000", () -> spark(from, url(), Map.of("batchsize", "10000")));
        measure(
                "load     Spark JDBC, batchsize, rewritten",
                () -> spark(from, url() + "?reWriteBatchedInserts=true", Map.of("batchsize", "10000")));
        measure("load     Sluice, append", () -> {
            fresh();
            sluice(from, round, Mode.APPEND);
        });
        measure("load     Sluice, refresh", () -> {
            fresh();
            sluice(from, round, Mode.REFRESH);
        });
        measure("load     Sluice, first load of a new table", () -> {
            sql("DROP TABLE IF EXISTS target");
            sluice(from, round, Mode.APPEND);
        });
    }

    private void fresh() throws SQLException {
        sql("DROP TABLE IF EXISTS target");
        sql("CREATE TABLE target (LIKE " + TABLE + ")");
    }

    private void spark(Dataset<Row> from, String url, Map<String, String> options) throws SQLException {
        fresh();
        from.write()
                .format("jdbc")
                .option("url", url)
                .option("user", "postgres")
                .option("dbtable", "target")
                .option("stringtype", "unspecified")
                .options(options)
                .mode("append")
                .save();
    }

    private void sluice(Dataset<Row> from, int round, Mode mode) throws SQLException {
        sql("DROP TABLE IF EXISTS sluice_heads, sluice_receipts, sluice_items");
        JdbcSink sink = new JdbcSink(server(), "target", mode, List.of(), Optional.empty(), Contract.USUAL);
        Item all = new Item("all", Optional.of("1"), 0, "all", "{}");
        Slice slice = new Slice("s", 1, List.of(all), List.of("load"));
        Target target = sink.open(spark, LOAD);
        Staged staged = target.stage(
                spark,
                from.withColumn("_item", org.apache.spark.sql.functions.lit(all.key())),
                new Publication(LOAD, slice, "a" + round + UUID.randomUUID(), Set.of()));
        require(staged.rowCount());
        staged.publish(new Receipt(
                LOAD,
                1,
                UUID.randomUUID().toString(),
                "",
                Receipt.Kind.PUBLISH,
                "s",
                "a" + round,
                List.of(new Receipt.Entry("all", "1", "{}")),
                rows,
                new Receipt.Provenance("bench", "1", "-", List.of(), Instant.now()),
                List.of(),
                List.of()));
        if (!target.receipts()
                .head()
                .equals(new Head(1, target.receipts().head().receipt()))) {
            throw new IllegalStateException("not published");
        }
    }

    private void require(long counted) {
        if (counted != rows) {
            throw new IllegalStateException(counted + " rows of " + rows);
        }
    }

    private Server server() {
        return Server.of(url(), Optional.of("postgres"), Optional.empty());
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    private Path csv() {
        return folder.resolve("rows.csv");
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private void psql(String command) throws Exception {
        Process process = new ProcessBuilder(
                        "psql",
                        "-q",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(postgres.getPort()),
                        "-U",
                        "postgres",
                        "-c",
                        command)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("psql ended with " + process.exitValue());
        }
    }

    private void measure(String name, Effort.Work work) throws Exception {
        sql("CHECKPOINT");
        long pid = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .mapToLong(ProcessHandle::pid)
                .min()
                .orElseGet(this::serverPid);
        try {
            efforts.computeIfAbsent(name, any -> new ArrayList<>()).add(Effort.of(pid, work));
        } catch (java.io.IOException e) {
            System.err.println(name + ": left out (" + e.getMessage() + ")");
            efforts.remove(name);
        }
    }

    /** From the file that the server keeps; pg_ctl has left it behind. */
    private long serverPid() {
        try {
            return Long.parseLong(java.nio.file.Files.readAllLines(folder.resolve("postgresql/postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void print() {
        System.out.printf(
                "%,d rows of 10 columns, medians of %d%n",
                rows, efforts.values().iterator().next().size());
        System.out.printf("%-48s %8s %8s %8s %8s%n", "", "wall s", "CPU s", "client", "server");
        efforts.forEach((name, all) -> {
            List<Effort> sorted = all.stream()
                    .sorted(java.util.Comparator.comparingDouble(Effort::cpu))
                    .toList();
            Effort median = sorted.get(sorted.size() / 2);
            System.out.printf(
                    "%-48s %8.1f %8.1f %8.1f %8.1f%n",
                    name, median.wall(), median.cpu(), median.client(), median.server());
        });
    }
}

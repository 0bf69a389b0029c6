package dev.sluice.bench.stores;

import dev.sluice.jdbc.Server;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.jdbc.JdbcSink;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** {@code StoreSpeed FOLDER ROWS ROUNDS}: PostgreSQL read and loaded by Sluice and by its peers, medians. */
public final class StoreSpeed {
    private static final String TABLE = "source";

    private final Path folder;
    private final long rows;
    private final SparkSession spark;
    private final EmbeddedPostgres postgres;
    private final Efforts efforts = new Efforts();

    private StoreSpeed(Path folder, long rows, SparkSession spark, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.rows = rows;
        this.spark = spark;
        this.postgres = postgres;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        SparkSession spark = Bench.spark(folder);
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
                    speed.efforts.forget();
                }
                speed.extract();
                speed.load();
            }
            speed.efforts.print("%,d rows of 10 columns".formatted(speed.rows));
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
        if (here("psql")) {
            measure(
                    "extract  psql \\copy to a file (floor)",
                    () -> psql("\\copy " + TABLE + " TO '" + csv() + "' CSV"));
        }
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
        measure("extract  Sluice", () -> require(Bench.extract(spark, server(), TABLE, folder.resolve("parquet"))));
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

    private void load() throws Exception {
        Dataset<Row> from = spark.read().parquet(folder.resolve("parquet").toString());
        if (here("psql")) {
            measure("load     psql \\copy from a file (floor)", () -> {
                fresh();
                psql("\\copy target FROM '" + csv() + "' CSV");
            });
        }
        if (here("psql") && here("pgloader")) {
            measure("load     pgloader from a file", () -> {
                fresh();
                pgloader();
            });
        }
        measure("load     Spark JDBC, default", () -> spark(from, url(), Map.of()));
        measure("load     Spark JDBC, batchsize 10000", () -> spark(from, url(), Map.of("batchsize", "10000")));
        measure(
                "load     Spark JDBC, batchsize, rewritten",
                () -> spark(from, url() + "?reWriteBatchedInserts=true", Map.of("batchsize", "10000")));
        measure("load     Sluice, append", () -> {
            fresh();
            sluice(from, Mode.APPEND);
        });
        measure("load     Sluice, refresh", () -> {
            fresh();
            sluice(from, Mode.REFRESH);
        });
        measure("load     Sluice, first load of a new table", () -> {
            sql("DROP TABLE IF EXISTS target");
            sluice(from, Mode.APPEND);
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

    private void sluice(Dataset<Row> from, Mode mode) throws SQLException {
        sql("DROP TABLE IF EXISTS sluice_heads, sluice_receipts, sluice_items");
        JdbcSink sink = new JdbcSink(server(), "target", mode, List.of(), Optional.empty(), Contract.USUAL);
        require(new SluiceLoad(spark, sink).run(from));
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
        run(
                "psql",
                "-q",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(postgres.getPort()),
                "-U",
                "postgres",
                "-c",
                command);
    }

    /** From psql's file, as its manual has it for CSV. */
    private void pgloader() throws Exception {
        Path commands = folder.resolve("rows.load");
        Files.writeString(commands, """
                LOAD CSV FROM '%s' INTO postgresql://postgres@127.0.0.1:%d/postgres TARGET TABLE target
                WITH fields optionally enclosed by '"', fields terminated by ',';
                """.formatted(csv(), postgres.getPort()));
        run("pgloader", "--quiet", "--root-dir", folder.resolve("pgloader").toString(), commands.toString());
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                Statement count = connection.createStatement();
                ResultSet found = count.executeQuery("SELECT count(*) FROM target")) {
            found.next();
            require(found.getLong(1));
        }
    }

    private static boolean here(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command[0] + " ended with " + process.exitValue());
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
        efforts.measure(name, pid, work);
    }

    /** From the file that the server keeps; pg_ctl has left it behind. */
    private long serverPid() {
        try {
            return Long.parseLong(Files.readAllLines(folder.resolve("postgresql/postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.sluice.bench.stores;

import dev.sluice.jdbc.Server;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.jdbc.JdbcSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * {@code MariadbSpeed FOLDER URL USER ROWS ROUNDS}: a MariaDB of this machine read and loaded by Sluice, and by Spark's own
 * JDBC with the drivers of MariaDB and of MySQL, medians. The tables source and target of its database are made anew.
 */
public final class MariadbSpeed {
    private static final String COLUMNS =
            " (id bigint PRIMARY KEY, customer int, state varchar(20), total decimal(12, 2),"
                    + " weight double, placed datetime(6), day date, paid smallint, note varchar(100), ref char(36))";
    private static final Map<String, String> MARIADB = Map.of("driver", "org.mariadb.jdbc.Driver");
    private static final Map<String, String> MYSQL = Map.of("driver", "com.mysql.cj.jdbc.Driver");

    private final SparkSession spark;
    private final Server server;
    private final long rows;
    private final Path parquet;
    private final Efforts efforts = new Efforts();
    private final long pid;

    private MariadbSpeed(SparkSession spark, Server server, long rows, Path parquet) throws Exception {
        this.spark = spark;
        this.server = server;
        this.rows = rows;
        this.parquet = parquet;
        this.pid = pid();
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        SparkSession spark = Bench.spark(folder);
        Server server = Server.of(arguments[1], Optional.of(arguments[2]), Optional.empty());
        MariadbSpeed speed = new MariadbSpeed(spark, server, Long.parseLong(arguments[3]), folder.resolve("parquet"));
        speed.fill();
        int rounds = Integer.parseInt(arguments[4]);
        // The first round warms the JVM and the caches, and is not counted.
        for (int round = 0; round <= rounds; round++) {
            if (round == 1) {
                speed.efforts.forget();
            }
            speed.extract();
            speed.load();
        }
        speed.efforts.print("%,d rows of 10 columns".formatted(speed.rows));
        spark.stop();
    }

    private void fill() throws SQLException {
        sql("DROP TABLE IF EXISTS source");
        sql("CREATE TABLE source" + COLUMNS);
        sql("INSERT INTO source SELECT seq, seq % 100000, elt(1 + seq % 3, 'paid', 'shipped', 'returned'),"
                + " (seq % 1000000) / 100, seq * 0.37, timestamp'2024-01-01 00:00:00' + interval seq * 7 second,"
                + " date'2024-01-01' + interval seq % 1000 day, seq % 2, concat('note number ', seq, ' of a customer'),"
                + " uuid() FROM seq_1_to_" + rows);
        sql("ANALYZE TABLE source");
    }

    private void extract() throws Exception {
        measure("extract  MySQL's driver, default", () -> parquet(reader(MYSQL, "")));
        measure("extract  MariaDB's driver, default", () -> parquet(reader(MARIADB, "")));
        measure("extract  MariaDB's driver, fetchsize 10000", () -> parquet(reader(MARIADB, "10000")));
        measure("extract  Sluice", () -> require(Bench.extract(spark, server, "source", parquet)));
    }

    private Dataset<Row> reader(Map<String, String> driver, String fetchSize) {
        return spark.read()
                .format("jdbc")
                .options(options(driver))
                .option("dbtable", "source")
                .option("fetchsize", fetchSize.isEmpty() ? "0" : fetchSize)
                .load();
    }

    /** Spark knows MariaDB only by MySQL's name. */
    private Map<String, String> options(Map<String, String> driver) {
        String place = server.url().replaceFirst("^jdbc:mariadb:", "jdbc:mysql:");
        String more = driver.equals(MYSQL) ? "?sslMode=DISABLED&allowPublicKeyRetrieval=true" : "?permitMysqlScheme";
        return Map.of(
                "url",
                place + more,
                "user",
                server.user().orElseThrow(),
                "password",
                "",
                "driver",
                driver.get("driver"));
    }

    private void parquet(Dataset<Row> read) {
        read.write().mode("overwrite").parquet(parquet.toString());
    }

    private void load() throws Exception {
        Dataset<Row> from =
                spark.read().parquet(parquet.toString()).repartition(2).cache();
        require(from.count());
        measure("load     MySQL's driver, default", () -> spark(from, MYSQL));
        measure("load     MariaDB's driver, default", () -> spark(from, MARIADB));
        measure("load     Sluice, staged and published", () -> {
            fresh();
            sql("DROP TABLE IF EXISTS sluice_heads, sluice_receipts, sluice_items");
            JdbcSink sink = new JdbcSink(server, "target", Mode.APPEND, List.of(), Optional.empty(), Contract.USUAL);
            require(new SluiceLoad(spark, sink).run(from));
        });
        from.unpersist();
    }

    private void fresh() throws SQLException {
        sql("DROP TABLE IF EXISTS target");
        sql("CREATE TABLE target" + COLUMNS);
    }

    private void spark(Dataset<Row> from, Map<String, String> driver) throws SQLException {
        fresh();
        from.write()
                .format("jdbc")
                .options(options(driver))
                .option("dbtable", "target")
                .mode("append")
                .save();
    }

    private void require(long counted) {
        if (counted != rows) {
            throw new IllegalStateException(counted + " rows of " + rows);
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = server.connector().open();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    /** From the file that the server keeps. */
    private long pid() throws Exception {
        try (Connection connection = server.connector().open();
                Statement statement = connection.createStatement();
                ResultSet told = statement.executeQuery(
                        "SELECT IF(left(@@pid_file, 1) = '/', @@pid_file," + " concat(@@datadir, @@pid_file))")) {
            told.next();
            return Long.parseLong(Files.readString(Path.of(told.getString(1))).strip());
        }
    }

    private void measure(String name, Effort.Work work) throws Exception {
        efforts.measure(name, pid, work);
    }
}

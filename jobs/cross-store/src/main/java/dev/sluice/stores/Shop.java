package dev.sluice.stores;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL on loopback with the databases {@code shop} and {@code reporting}, filled with made-up orders. */
final class Shop implements AutoCloseable {
    private static final int ORDERS = 20_000;
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;

    private Shop(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts it on the files of the last time, or on new ones. */
    static Shop open(Path folder) {
        try {
            endLeftOver(folder.resolve("postmaster.pid"));
            Files.createDirectories(folder.getParent());
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
            Shop shop = new Shop(server);
            shop.fill();
            return shop;
        } catch (IOException e) {
            throw new Fault(
                    Code.CANNOT_WRITE,
                    "Cannot start PostgreSQL in " + folder + ": " + e.getMessage()
                            + " (it is shipped for Linux on x86-64 only; on another machine run conf/orders-to-lake.conf"
                            + " with SHOP_URL in the environment)",
                    e);
        }
    }

    /** A demo that was killed leaves its server behind, whose files nobody else can use. */
    private static void endLeftOver(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(process -> process.info().command().orElse("").contains("postgres"))
                .ifPresent(process -> {
                    process.destroy();
                    try {
                        process.onExit().get(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (ExecutionException | TimeoutException e) {
                        process.destroyForcibly();
                    }
                });
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, "");
    }

    void execute(String... statements) {
        try (Connection connection = connect("shop");
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw fault("set up the shop", e);
        }
    }

    String count(String table) {
        try (Connection connection = connect("shop");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT to_char(count(*), 'FM999,999,999') FROM " + table)) {
            found.next();
            return found.getString(1);
        } catch (SQLException e) {
            throw fault("count", e);
        }
    }

    /** New orders of customers by chance. */
    void order(int orders) {
        execute("INSERT INTO orders (customer, state, total, placed)"
                + " SELECT 1 + floor(random() * 1000), (ARRAY['paid', 'shipped', 'returned'])[1 + floor(random() * 3)],"
                + " round((5 + random() * 300)::numeric, 2), now() - random() * interval '30 days'"
                + " FROM generate_series(1, " + orders + ")");
    }

    private void fill() {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String database : List.of("shop", "reporting")) {
                try (ResultSet found =
                        statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
                    if (found.next()) {
                        continue;
                    }
                }
                statement.execute("CREATE DATABASE " + database);
            }
        } catch (SQLException e) {
            throw fault("set up the shop", e);
        }
        execute(
                "CREATE TABLE IF NOT EXISTS customers (id int PRIMARY KEY, name text NOT NULL, country char(2))",
                "INSERT INTO customers SELECT i, 'Customer ' || i, (ARRAY['FI', 'DE', 'FR', 'PL'])[1 + i % 4]"
                        + " FROM generate_series(1, 1000) i ON CONFLICT DO NOTHING",
                "CREATE TABLE IF NOT EXISTS orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                        + " customer int NOT NULL REFERENCES customers, state text NOT NULL, total numeric(10, 2),"
                        + " placed timestamptz NOT NULL, changed timestamptz NOT NULL DEFAULT now())");
        if (count("orders").equals("0")) {
            order(ORDERS);
        }
    }

    static Fault fault(String what, SQLException problem) {
        return new Fault(Code.INPUT_OUTPUT, "Cannot " + what + ": " + problem.getMessage(), problem);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot stop PostgreSQL: " + e.getMessage(), e);
        }
    }
}

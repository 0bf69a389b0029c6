package dev.sluice.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Lab;
import dev.sluice.run.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job files of conf/ that need databases, as they are shipped, over samples and over real databases. */
final class TestShippedJobs {
    @TempDir
    private Path folder;

    private final String postgresql = Postgresql.server().url();
    private final String mariadb = Mariadb.server().url();

    private Report run(String conf) throws IOException {
        return run(conf, postgresql);
    }

    private Report run(String conf, String shop) throws IOException {
        Report report = Lab.run(job(conf, shop));
        assertThat(report.problem()).isEmpty();
        return report;
    }

    private Job job(String conf, String shop) throws IOException {
        Path home = folder.resolve("home");
        Path file = home.resolve("conf").resolve(conf);
        Files.createDirectories(file.getParent());
        Files.writeString(file, Files.readString(Path.of("../../conf", conf)));
        Path samples = home.resolve("data-samples");
        if (!Files.exists(samples)) {
            Files.createSymbolicLink(
                    samples, Path.of("../../data-samples").toAbsolutePath().normalize());
        }
        return JobFile.read(
                file, BuiltIn.kinds(), Map.of("SHOP_URL", shop, "REPORTING_URL", postgresql, "COPY_URL", mariadb));
    }

    private static List<String> rows(String url, String user, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            if (statement.execute(query)) {
                try (ResultSet found = statement.getResultSet()) {
                    while (found.next()) {
                        rows.add(found.getString(1) + "|" + found.getString(2));
                    }
                }
            }
            return rows;
        }
    }

    @Test
    void filesGoToPostgresql() throws IOException, SQLException {
        Report report = run("customers-to-postgresql.conf");
        assertThat(report.read().rejected()).isEqualTo(1);
        assertThat(rows(postgresql, "postgres", "SELECT name, since FROM loaded_customers ORDER BY id"))
                .containsExactly(
                        "Aino Virtanen|2019-03-14",
                        "Łukasz Nowak|2021-11-02",
                        "Zoë 🌊 Müller|1582-10-10",
                        "O'Brien; DROP TABLE customers|2024-02-29");
    }

    @Test
    void ordersGoToMariadbAndComeBack() throws IOException, SQLException {
        rows(
                postgresql,
                "postgres",
                "CREATE TABLE public.orders (id bigint PRIMARY KEY, state text, total numeric(10, 2),"
                        + " changed timestamptz NOT NULL)");
        rows(
                postgresql,
                "postgres",
                "INSERT INTO public.orders SELECT i, 'paid', i + 0.5, timestamptz '2026-11-01 12:00:00.123456+00' + i *"
                        + " interval '1 minute' FROM generate_series(1, 100) i");
        assertThat(run("orders-to-mariadb.conf").loads().get(0).rows()).isEqualTo(100);
        assertThat(run("orders-from-mariadb.conf").loads().get(0).rows()).isEqualTo(100);
        rows(postgresql, "postgres", "UPDATE public.orders SET state = 'shipped', changed = '2026-11-02' WHERE id = 7");
        assertThat(run("orders-to-mariadb.conf").loads().get(0).rows()).isEqualTo(1);
        run("orders-from-mariadb.conf");
        assertThat(rows(
                        postgresql,
                        "postgres",
                        "SELECT count(*), min(total) FROM (SELECT id, state, total, changed FROM public.orders INTERSECT"
                                + " SELECT id, state, total, changed AT TIME ZONE 'UTC' FROM orders_of_mariadb) same"))
                .containsExactly("100|1.50");
    }

    @Test
    void changesOfOrdersBecomeOrders() throws IOException, SQLException {
        rows(postgresql, "postgres", "CREATE DATABASE latest");
        String shop = postgresql.replace("/postgres", "/latest");
        rows(shop, "postgres", "CREATE TABLE customers (id int PRIMARY KEY, name text, country char(2))");
        rows(
                shop,
                "postgres",
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer int, state text, total numeric(10, 2), placed"
                        + " timestamptz, changed timestamptz)");
        rows(
                shop,
                "postgres",
                "INSERT INTO orders SELECT i, 1, 'paid', i + 0.5, timestamptz '2026-10-31 20:00:00+00' + i * interval"
                        + " '1 hour', '2026-11-02' FROM generate_series(1, 9) i");
        run("orders-to-lake.conf", shop);
        Report all = run("orders-latest.conf", shop);
        assertThat(all.loads().get(0).rows()).isEqualTo(9);
        rows(shop, "postgres", "UPDATE orders SET state = 'shipped', changed = '2026-11-03' WHERE id IN (3, 4)");
        run("orders-to-lake.conf", shop);
        rows(shop, "postgres", "UPDATE orders SET state = 'back', changed = '2026-11-04' WHERE id = 3");
        run("orders-to-lake.conf", shop);
        Report more = run("orders-latest.conf", shop);
        assertThat(more.read().rows()).isEqualTo(3);
        assertThat(Lab.query(
                        job("orders-latest.conf", shop),
                        "SELECT state || ' ' || count(*) || ' of ' || month(placed) FROM orders GROUP BY state,"
                                + " month(placed) ORDER BY 1"))
                .extracting(row -> row.getString(0))
                .containsExactly("back 1 of 10", "paid 2 of 10", "paid 5 of 11", "shipped 1 of 11");
    }
}

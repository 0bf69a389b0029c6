package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.run.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestCopyJob {
    private static CopyJob job(String from, String to, List<String> key) {
        return new CopyJob(
                CopyJob.Place.parse(from, Optional.of("env:P")),
                "public.\"Or ders\"",
                CopyJob.Place.parse(to, Optional.empty()),
                Optional.of("xmin"),
                Optional.empty(),
                key,
                Optional.empty());
    }

    @Test
    void writesTheJobDown() {
        CopyJob job = job("postgresql://me@db:1/shop", "mariadb://you@other/copy#orders", List.of("id"));
        assertThat(job.name()).isEqualTo("public-Or-ders");
        assertThat(job.text())
                .contains("server { url = \"jdbc:postgresql://db:1/shop\", user = \"me\", password = \"env:P\" }")
                .contains("table = \"public.\\\"Or ders\\\"\", cursor = \"xmin\"")
                .contains("server { url = \"jdbc:mariadb://other/copy\", user = \"you\" }")
                .contains("table = \"orders\", mode = upsert, key = [\"id\"]");
        assertThat(job("jdbc:sqlite:a.db", "iceberg:lake.shop.orders", List.of())
                        .text())
                .contains("catalog.\"lake\".warehouse = \"lake\"")
                .contains("url = \"jdbc:sqlite:a.db\"");
    }

    @Test
    void tellsWhatIsMissing() {
        assertThatThrownBy(() -> job("files:x", "iceberg:a.b.c", List.of()))
                .hasMessageContaining("a database is wanted");
        assertThatThrownBy(() -> job("postgresql://db/shop", "postgresql://db/copy", List.of()))
                .hasMessageContaining("URL#TABLE");
        assertThatThrownBy(() -> job("postgresql://db/shop", "files:x", List.of("id")))
                .hasMessageContaining("only a database can");
    }

    @Test
    void copiesATable(@TempDir Path folder) throws SQLException {
        String shop = "jdbc:sqlite:" + folder.resolve("shop.db");
        try (Connection connection = DriverManager.getConnection(shop);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT)");
            statement.execute("INSERT INTO orders VALUES (1, 'a'), (2, 'b')");
        }
        CopyJob copy = new CopyJob(
                CopyJob.Place.parse(shop, Optional.empty()),
                "orders",
                CopyJob.Place.parse("sqlite:" + folder.resolve("copy.db") + "#orders", Optional.empty()),
                Optional.of("id"),
                Optional.of("0"),
                List.of("id"),
                Optional.of("id"));
        Lab lab = new Lab(folder);
        lab.conf(copy.text());
        assertThat(lab.run().loads().get(0).rows()).isEqualTo(2);
        assertThat(names(folder)).containsExactly("a", "b");
        assertThat(lab.run().plan().slices()).isZero();
    }

    @Test
    void aJobFileOfOthersIsNotTouched(@TempDir Path folder) throws IOException {
        Path conf = folder.resolve("copy.conf");
        Files.writeString(conf, "job = other");
        assertThat(Main.execute("copy", "sqlite:a.db", "orders", "--to", "files:out", "--conf", conf.toString()))
                .isEqualTo(73);
        assertThat(conf).hasContent("job = other");
    }

    private static List<String> names(Path folder) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("copy.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM orders ORDER BY id")) {
            List<String> names = new java.util.ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}

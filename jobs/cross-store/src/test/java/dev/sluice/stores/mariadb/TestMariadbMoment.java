package dev.sluice.stores.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.extract.JdbcSource;
import dev.sluice.extract.Tally;
import dev.sluice.fault.Code;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Server;
import dev.sluice.jdbc.Snapshot;
import dev.sluice.jdbc.TableName;
import dev.sluice.stores.Mariadb;
import dev.sluice.stores.Moves;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of MariaDB read in ranges: each row once, and all of them at one moment. */
final class TestMariadbMoment {
    private static final String FILL = " SELECT %s FROM seq_1_to_3000";

    private final String table = "t_" + UUID.randomUUID().toString().replace("-", "");

    /** 3,000 rows of 7 kB, two on a page: three ranges. */
    private void fill(String key, String value, String engine) {
        Moves.execute(
                Mariadb.server(),
                "CREATE TABLE " + table + " (" + key + ", n bigint NOT NULL, pad longtext) ENGINE = " + engine
                        + " DEFAULT CHARACTER SET utf8mb4",
                "INSERT INTO " + table + FILL.formatted(value + ", seq, repeat('x', 7000)"),
                "ANALYZE TABLE " + table);
    }

    /** All connections but the one that asks. */
    private static Set<String> open() {
        return new HashSet<>(Moves.texts(
                Mariadb.server(), "SELECT id FROM information_schema.processlist WHERE id <> connection_id()"));
    }

    private static Set<String> added(Set<String> before) {
        Set<String> now = open();
        now.removeAll(before);
        return now;
    }

    private List<String> ranges() {
        Connector connector = Mariadb.server().connector();
        try (Connection connection = connector.open()) {
            return connector.dialect().ranges(connection, TableName.parse(table), 4);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String condition) {
        return Long.parseLong(Moves.texts(Mariadb.server(), "SELECT count(*) FROM " + table + " WHERE " + condition)
                .get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k int PRIMARY KEY | seq * 2",
                "k varchar(40) COLLATE utf8mb4_unicode_ci PRIMARY KEY | concat(char(65 + seq % 26), 'é''\\ 😀', seq)",
                "k binary(4) PRIMARY KEY | unhex(lpad(hex(seq * 7919), 8, '0'))",
                "k datetime(6) PRIMARY KEY | timestamp'2024-03-31 02:00:00' + interval seq * 1000001 microsecond",
                "k int NOT NULL, m int NOT NULL, PRIMARY KEY (k, m) | seq DIV 100, seq",
            })
    void everyRowIsInOneRange(String key, String value) {
        inOneRange(key, value);
    }

    @ParameterizedTest
    @Tag("chaos")
    @CsvSource(
            delimiter = '|',
            value = {
                "k bigint PRIMARY KEY | pow(seq, 4) - 20000",
                "k bigint unsigned PRIMARY KEY | 18446744073709551615 - seq",
                "k decimal(30, 5) PRIMARY KEY | seq / 7",
                "k varchar(40) CHARACTER SET latin1 PRIMARY KEY | concat('ß', md5(seq))",
                "k char(40) COLLATE utf8mb4_nopad_bin PRIMARY KEY | concat(' ', seq, 'ä')",
                "k varbinary(20) PRIMARY KEY | unhex(md5(seq))",
                "k date PRIMARY KEY | date'1500-01-01' + interval seq * 60 day",
                "k timestamp(3) PRIMARY KEY | timestamp'2024-03-31 02:00:00' + interval seq second",
                "k time(6) PRIMARY KEY | sec_to_time(seq * 997.5 - 1500000)",
                "k uuid PRIMARY KEY | concat(left(md5(seq), 8), '-0000-4000-8000-', right(md5(seq), 12))",
                "k inet6 PRIMARY KEY | concat('2001:db8::', hex(seq))",
                "k int NOT NULL, m int DEFAULT 1, UNIQUE (k) | seq * 5, 1",
            })
    void everyRowIsInOneRangeWhateverTheKey(String key, String value) {
        inOneRange(key, value);
    }

    private void inOneRange(String key, String value) {
        fill(key, value, "InnoDB");
        List<String> ranges = ranges();
        assertThat(ranges).hasSizeBetween(2, 4);
        List<Long> counts = ranges.stream().map(this::count).toList();
        assertThat(counts).allSatisfy(rows -> assertThat(rows).isBetween(200L, 2200L));
        assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(3000);
        String times = String.join(") + (", ranges);
        assertThat(count("(" + times + ") <> 1 OR (" + times + ") IS NULL")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k int | seq | InnoDB",
                "k int, UNIQUE (k) | seq | InnoDB",
                "k double PRIMARY KEY | seq | InnoDB",
                "k varchar(40) NOT NULL, UNIQUE (k(10)) | md5(seq) | InnoDB",
                "k int PRIMARY KEY | seq | MyISAM"
            })
    void aTableWithoutSuchAKeyIsOneRange(String key, String value, String engine) {
        fill(key, value, engine);
        assertThat(ranges()).containsExactly("");
    }

    @Test
    void aDateThatIsNoneLosesNoRow() {
        fill("k date NOT NULL, m int NOT NULL, PRIMARY KEY (k, m)", "'2024-01-01', seq", "InnoDB");
        Moves.execute(
                Mariadb.server(),
                "SET sql_mode = 'ALLOW_INVALID_DATES'",
                "UPDATE " + table + " SET k = '0000-00-00' WHERE m < 2900");
        long all = ranges().stream()
                .mapToLong(range -> count(range.isEmpty() ? "1 = 1" : range))
                .sum();
        assertThat(all).isEqualTo(3000);
    }

    private static Server as(String user) {
        return Server.of(Mariadb.server().url(), Optional.of(user), Optional.empty());
    }

    private Dataset<Row> read(Server server, Tally tally) {
        JdbcSource source = new JdbcSource(
                server, Optional.of(table), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return source.read(LocalSpark.session(), Moves.ALL, tally).get("");
    }

    private static long sum(Dataset<Row> rows) {
        return rows.selectExpr("sum(n)").first().getLong(0);
    }

    /** A writer moves amounts from row to row: their sum is the same at every moment, and no other sum is read. */
    @Test
    void rangesSeeOneMomentHoweverMuchIsWrittenMeanwhile() throws SQLException {
        fill("k int PRIMARY KEY", "seq", "InnoDB");
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Long> moved = CompletableFuture.supplyAsync(() -> move(enough));
        Set<Integer> partitions = new HashSet<>();
        Set<Long> sums = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            Tally tally = Tally.register(LocalSpark.session());
            try {
                Dataset<Row> rows = read(Mariadb.server(), tally);
                partitions.add(rows.rdd().getNumPartitions());
                sums.add(sum(rows));
                // The same again, as by a second load.
                sums.add(sum(rows));
            } finally {
                tally.release();
            }
        }
        enough.set(true);
        assertThat(moved.join()).isGreaterThan(100);
        assertThat(sums).containsExactly(3000L * 3001 / 2);
        assertThat(partitions).anyMatch(several -> several > 1);
    }

    private long move(AtomicBoolean enough) {
        long moves = 0;
        try (Connection connection = Mariadb.server().connector().open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!enough.get()) {
                statement.execute("UPDATE " + table + " SET n = n - 1000 WHERE k = " + (1 + moves % 1000));
                statement.execute("UPDATE " + table + " SET n = n + 1000 WHERE k = " + (3000 - moves % 1000));
                connection.commit();
                moves++;
            }
            return moves;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int readers(Connector connector, String table) {
        try (Snapshot snapshot = connector.dialect().snapshot(connector, Optional.of(TableName.parse(table)), 3)) {
            return snapshot.readers();
        }
    }

    @Test
    void aTransactionThatWroteAndIsOpenLeavesOneReader() throws SQLException {
        fill("k int PRIMARY KEY", "seq", "InnoDB");
        Connector connector = Mariadb.server().connector();
        assertThat(readers(connector, table)).isEqualTo(3);
        try (Connection other = connector.open();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("UPDATE " + table + " SET n = 0 WHERE k = 1");
            assertThat(readers(connector, table)).isEqualTo(1);
        }
        assertThat(readers(connector, table)).isEqualTo(3);
    }

    @Test
    void withoutTheRightToLockOneConnectionReadsAndThePlanSaysSo() {
        fill("k int PRIMARY KEY", "seq", "InnoDB");
        String user = "u" + table.substring(2, 20);
        Moves.execute(Mariadb.server(), "CREATE USER " + user, "GRANT SELECT ON test.* TO " + user);
        assertThat(readers(as(user).connector(), table)).isEqualTo(1);
        Tally tally = Tally.register(LocalSpark.session());
        try {
            Dataset<Row> rows = read(as(user), tally);
            assertThat(rows.rdd().getNumPartitions()).isEqualTo(1);
            assertThat(sum(rows)).isEqualTo(3000L * 3001 / 2);
        } finally {
            tally.release();
        }
        assertThat(hindrance(as(user)))
                .hasValueSatisfying(why -> assertThat(why).contains("GRANT LOCK TABLES"));
        Moves.execute(Mariadb.server(), "GRANT LOCK TABLES ON test.* TO " + user);
        assertThat(hindrance(as(user))).isEmpty();
        assertThat(readers(as(user).connector(), table)).isEqualTo(3);
    }

    private Optional<String> hindrance(Server server) {
        Connector connector = server.connector();
        try (Connection connection = connector.open()) {
            return connector.dialect().hindrance(connection, TableName.parse(table));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void connectionsAreGivenBackAndEnd() {
        fill("k int PRIMARY KEY", "seq", "InnoDB");
        Set<String> before = open();
        Tally tally = Tally.register(LocalSpark.session());
        Dataset<Row> rows = read(Mariadb.server(), tally);
        assertThat(added(before)).isNotEmpty();
        // Given up in the middle, and read twice in one query.
        assertThat(rows.limit(1).collectAsList()).hasSize(1);
        assertThat(rows.as("a").crossJoin(rows.limit(2).as("b")).count()).isEqualTo(6000);
        assertThat(rows.coalesce(1).count()).isEqualTo(3000);
        tally.release();
        // What is closed here ends there a moment later.
        for (int i = 0; i < 500 && !added(before).isEmpty(); i++) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(added(before)).isEmpty();
        assertThatThrownBy(rows::count).hasStackTraceContaining("it is over");
    }

    @Test
    void aReadWhoseConnectionsAreKilledIsAFault() {
        fill("k int PRIMARY KEY", "seq", "InnoDB");
        Connector connector = Mariadb.server().connector();
        try (Snapshot snapshot = connector.dialect().snapshot(connector, Optional.of(TableName.parse(table)), 2)) {
            Moves.texts(
                            Mariadb.server(),
                            "SELECT id FROM information_schema.innodb_trx t JOIN information_schema.processlist p"
                                    + " ON p.id = t.trx_mysql_thread_id WHERE t.trx_is_read_only = 1")
                    .forEach(id -> Moves.execute(Mariadb.server(), "KILL " + id));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> connector.dialect().rows(connector, snapshot.name(), "SELECT 1", List.of()))
                        .isInstanceOf(SQLException.class)
                        .satisfies(e -> assertThat(connector
                                        .fault("read", "t", (SQLException) e)
                                        .code())
                                .isEqualTo(Code.STORE_DOWN));
            }
            assertThatThrownBy(() -> connector.dialect().rows(connector, snapshot.name(), "SELECT 1", List.of()))
                    .hasMessageContaining("are lost")
                    .extracting("code")
                    .isEqualTo(Code.STORE_DOWN);
        }
    }

    @Test
    void aTableThatIsAlteredMeanwhileIsReadAgain() throws SQLException {
        fill("k int PRIMARY KEY", "seq", "InnoDB");
        Connector connector = Mariadb.server().connector();
        try (Snapshot snapshot = connector.dialect().snapshot(connector, Optional.of(TableName.parse(table)), 2)) {
            Moves.execute(Mariadb.server(), "TRUNCATE TABLE " + table);
            assertThatThrownBy(() -> connector
                            .dialect()
                            .rows(connector, snapshot.name(), "SELECT n FROM " + table, List.of())
                            .next())
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(connector
                                    .fault("read", "t", (SQLException) e)
                                    .code())
                            .isEqualTo(Code.INPUT_CHANGED));
        }
    }
}

package dev.sluice.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Child;
import dev.sluice.run.Lab;
import dev.sluice.run.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs from files into PostgreSQL, in a JVM of their own: killed at every step, and searched for the password. */
@Tag("chaos")
final class TestKilledLoads {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String CANARY = "canary-7e1f0c52";

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private final String table = "t_" + UUID.randomUUID().toString().replace("-", "");
    private Lab lab;

    private void prepare() throws IOException {
        prepare("file:" + Files.writeString(elsewhere.resolve("password"), CANARY));
    }

    private void prepare(String password) throws IOException {
        lab = new Lab(folder);
        lab.conf(Lab.CONF.replaceAll("(?s)load = \\[.*?\\n\\]\\n", "").replace("check {", """
                        load = [
                          { name = table, from = named, type = jdbc, table = TABLE,
                            server { url = "URL", user = postgres, password = "PASSWORD" } }
                        ]
                        check {""".replace("TABLE", table)
                .replace("URL", Postgresql.server().url())
                .replace("PASSWORD", password)));
        lab.orders("a.json", 1, "ann", 2, "bob");
        lab.orders("b.json", 3, "cid");
    }

    private List<String> rows() {
        return Moves.texts(Postgresql.server(), "SELECT id || ' ' || name FROM " + table + " ORDER BY 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc.staged",
                "jdbc.head-moved",
                "jdbc.taken-out",
                "jdbc.brought-in",
                "jdbc.written",
                "jdbc.committed"
            })
    void aKilledLoadIsOldOrNewAndARerunGivesTheFaultFreeResult(String failpoint) throws IOException {
        prepare();
        assertThat(lab.run().problem()).isEmpty();
        lab.orders("a.json", 1, "ann", 2, "bob", 4, "dee");
        assertThat(killedAt(failpoint)).isEqualTo(Child.KILLED);
        List<String> before = List.of("1 ANN", "2 BOB", "3 CID");
        List<String> after = List.of("1 ANN", "2 BOB", "3 CID", "4 DEE");
        assertThat(rows()).isEqualTo(failpoint.equals("jdbc.committed") ? after : before);
        assertThat(lab.run().problem()).isEmpty();
        assertThat(rows()).isEqualTo(after);
        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    private void prepareRefresh() throws IOException {
        prepare();
        lab.conf("""
                job = orders
                state = "state"
                define.here { url = "URL", user = postgres }
                extract.orders { type = jdbc, server = ${define.here}, table = source_TABLE }
                slice.by = whole
                load = [
                  { name = table, from = orders, type = jdbc, server = ${define.here}, table = TABLE, mode = refresh }
                  { name = rejects, from = orders.rejects, type = files, path = "rejects", format = json }
                ]
                """.replace("TABLE", table).replace("URL", Postgresql.server().url()));
        Moves.execute(
                Postgresql.server(),
                "CREATE TABLE source_" + table + " AS SELECT 1 AS id, 'ANN' AS name UNION ALL SELECT 2, 'BOB'");
    }

    private int killedAt(String failpoint) {
        return lab.child(
                PATIENCE,
                List.of("-Dsluice.failpoint=" + failpoint),
                "run",
                "--no-lease",
                lab.confFile().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc.staged",
                "jdbc.completed",
                "jdbc.head-moved",
                "jdbc.swapped",
                "jdbc.written",
                "jdbc.committed"
            })
    void aKilledFirstLoadAndAKilledRefreshAreOldOrNew(String failpoint) throws IOException {
        prepareRefresh();
        List<String> stagedByOthers = staged();
        boolean published = failpoint.equals("jdbc.committed");
        assertThat(killedAt(failpoint)).isEqualTo(Child.KILLED);
        assertThat(Moves.texts(Postgresql.server(), "SELECT to_regclass('" + table + "') IS NOT NULL"))
                .containsExactly(published ? "t" : "f");
        assertThat(lab.run().problem()).isEmpty();
        List<String> before = List.of("1 ANN", "2 BOB");
        assertThat(rows()).isEqualTo(before);
        Moves.execute(
                Postgresql.server(),
                "ALTER TABLE " + table + " ADD PRIMARY KEY (id)",
                "INSERT INTO source_" + table + " VALUES (4, 'DEE')",
                "DELETE FROM source_" + table + " WHERE id = 1");
        assertThat(killedAt(failpoint)).isEqualTo(Child.KILLED);
        List<String> after = List.of("2 BOB", "4 DEE");
        assertThat(rows()).isEqualTo(published ? after : before);
        assertThat(lab.run().problem()).isEmpty();
        assertThat(rows()).isEqualTo(after);
        assertThat(staged()).isEqualTo(stagedByOthers);
    }

    private static List<String> staged() {
        return Moves.texts(
                Postgresql.server(),
                "SELECT tablename FROM pg_tables WHERE tablename ~ '^sluice_[0-9a-f]{16}_' ORDER BY 1");
    }

    /** The events are Spark's, the log is the JVM's own, the words are what everybody on the machine can list. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "env"})
    void thePasswordIsInNothingThatARunLeavesOrSays(String kind) throws IOException {
        prepare(
                kind.equals("env")
                        ? "env:SLUICE_CANARY"
                        : "file:" + Files.writeString(elsewhere.resolve("password"), CANARY));
        Path events = Files.createDirectories(folder.resolve("events"));
        List<String> jvm =
                List.of("-Dspark.eventLog.enabled=true", "-Dspark.eventLog.dir=" + events, "-Dsluice.log.level=debug");
        // Once it has put the variable there, env becomes the JVM itself.
        List<String> env = List.of("env", "SLUICE_CANARY=" + (kind.equals("env") ? CANARY : ""));
        Child run = Child.under(env, folder, jvm, "run", lab.confFile().toString());
        run.awaitSaid("orders", PATIENCE);
        assertThat(words()).anyMatch(words -> words.contains("job.conf")).noneMatch(words -> words.contains(CANARY));
        assertThat(run.await(PATIENCE)).isZero();
        assertThat(rows()).hasSize(3);
        Child plan = Child.under(env, folder, jvm, "plan", lab.confFile().toString());
        assertThat(plan.await(PATIENCE)).isZero();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).anyMatch(file -> file.startsWith(events)).anyMatch(file -> file.endsWith("report.json"));
            assertThat(all)
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(CANARY));
        }
    }

    /** The command lines of all processes. */
    private static List<String> words() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(process -> process.resolve("cmdline"))
                    .filter(Files::isReadable)
                    .map(TestKilledLoads::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }
}

package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster does twice is counted once, and runs balance. */
@Tag("chaos")
class TestCluster {
    private static final int FILES = 8;
    private static final int LINES = 40;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(8);

    @TempDir
    private Path folder;

    private Lab lab;

    private String conf(String name, String query) {
        lab.write(name + ".conf", """
                job = NAME
                state = "state-NAME"
                extract.orders {
                  type = files, format = json, paths = ["in/*"], settle = 0s, schema = "id BIGINT, name STRING"
                }
                extract.sides {
                  type = files, format = json, paths = ["side/*"], settle = 0s, schema = "id BIGINT"
                }
                slice { of = orders }
                transform = [ { name = named, type = sql, sql = "QUERY" } ]
                load = [ { name = files, from = named, type = files, path = "out-NAME" } ]
                retry.attempts = 1
                """.replace("NAME", name).replace("QUERY", query));
        return folder.resolve(name + ".conf").toString();
    }

    @Test
    void retriesSpeculationAndLostShuffleOutputAreCountedOnceAndLostExecutorsTold() throws IOException {
        lab = new Lab(folder);
        for (int file = 0; file < FILES; file++) {
            StringBuilder lines = new StringBuilder();
            for (int line = 0; line < LINES / FILES; line++) {
                lines.append("{\"id\": %d, \"name\": \"x\"}%n".formatted(file * LINES / FILES + line));
            }
            lab.write("in/" + file + ".json", lines.toString());
        }
        lab.write("side/one.json", "{\"id\": 1}\n");
        String method = "java_method('dev.sluice.run.Mischief', ";
        Path killed = folder.resolve("killed");
        String retried = conf("retried", "SELECT id, " + method + "'fail', id) AS name, _item FROM orders");
        String doubled = conf("doubled", "SELECT id, " + method + "'dawdle', id) AS name, _item FROM orders");
        String lost = conf(
                "lost",
                "SELECT o.id, s.name, o._item FROM orders o LEFT JOIN (SELECT id, " + method + "'hold', '" + killed
                        + "') AS name FROM sides) s ON o.id = s.id");
        String gone = conf("gone", "SELECT id, " + method + "'halt', id) AS name, _item FROM orders");
        try (Cluster cluster = Cluster.start(folder)) {
            Process driver = cluster.drive(List.of(retried, doubled, lost, gone));
            await(driver, Path.of(lost + ".mapped"));
            cluster.killWorker();
            Files.writeString(killed, "");
            await(driver, Path.of(gone + ".seen"));
        }
        assertThat(Path.of(gone + ".seen")).content().startsWith("75 Cannot finish: executors were lost");

        for (String conf : List.of(retried, doubled, lost)) {
            assertThat(seen(conf))
                    .as(conf)
                    .containsAllEntriesOf(
                            Map.of("problem", "", "lines", "40", "staged", "40", "rows", "40", "distinct", "40"));
        }
        // That it did come to this: a task failed, a copy was started, rows were read twice by tasks that succeeded.
        assertThat(Long.parseLong(seen(retried).get("failed"))).isPositive();
        assertThat(Long.parseLong(seen(doubled).get("speculative"))).isPositive();
        assertThat(Long.parseLong(seen(lost).get("read"))).isGreaterThan(LINES + 1);
    }

    private static Map<String, String> seen(String conf) throws IOException {
        Map<String, String> seen = new HashMap<>();
        String line = Files.readString(Path.of(conf + ".seen"));
        assertThat(line).as(conf).startsWith("problem= ");
        for (String pair : line.split(" ", -1)) {
            seen.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return seen;
    }

    private void await(Process driver, Path file) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (Files.notExists(file)) {
            if (!driver.isAlive() || System.nanoTime() > end) {
                throw new AssertionError(
                        "no " + file + ": " + Files.readString(folder.resolve("ClusterDriver-127.0.0.1.log")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}

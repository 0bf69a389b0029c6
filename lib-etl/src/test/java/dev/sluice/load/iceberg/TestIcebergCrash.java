package dev.sluice.load.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Child;
import dev.sluice.TableWatch;
import dev.sluice.load.Published;
import dev.sluice.load.iceberg.IcebergBench.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A publish is killed at each of its steps while others read the table. */
class TestIcebergCrash {
    private static final List<String> OLD = List.of("a1", "a2", "b3");
    private static final List<String> NEW = List.of("a10", "a11", "b3", "c30");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "iceberg.staged, false",
        "iceberg.receipt-written, false",
        "iceberg.before-commit, false",
        "iceberg.committed, true"
    })
    void aKilledPublishIsWholeOrNothing(String failpoint, boolean published) throws InterruptedException {
        IcebergBench bench = new IcebergBench(folder);
        bench.runner().publish(bench.rows("a1", "a2", "b3"), "ab", "");
        try (TableWatch watch = new TableWatch(bench.spark, IcebergBench.TABLE, "concat(item, value)")) {
            assertThat(child(failpoint)).isEqualTo(Child.KILLED);
            assertThat(watch.seen()).isNotEmpty().isSubsetOf(List.of(OLD, NEW));
        }
        bench.refresh();
        assertThat(bench.published()).isEqualTo(published ? NEW : OLD);

        Runner next = bench.runner().pin();
        assertThat(next.head().number()).isEqualTo(published ? 2 : 1);
        assertThat(next.sweep()).isEqualTo(published ? 0 : 1);
        if (!published) {
            assertThat(bench.runner().pin().publish(bench.rows("a10", "a11", "c30"), "ac", "a"))
                    .isInstanceOf(Published.Done.class);
        }
        bench.refresh();
        assertThat(bench.published()).isEqualTo(NEW);
        assertThat(bench.runner()
                        .receipts()
                        .entries()
                        .where("kind = 'PUBLISH'")
                        .select("id")
                        .distinct()
                        .count())
                .isEqualTo(3);
    }

    private int child(String failpoint) {
        List<String> jvm = List.of("-Dsluice.failpoint=" + failpoint);
        return Child.running(IcebergChild.class, List.of(), folder, jvm, folder.toString())
                .await(Duration.ofMinutes(4));
    }
}

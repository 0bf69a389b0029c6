package dev.sluice.load.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.CrashImages;
import dev.sluice.TableWatch;
import dev.sluice.load.Published;
import dev.sluice.load.iceberg.IcebergBench.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publish is killed at each of its steps while others read the table. */
class TestIcebergCrash {
    private static final List<String> OLD = List.of("a1", "a2", "b3");
    private static final List<String> NEW = List.of("a10", "a11", "b3", "c30");

    private static final List<String> STEPS =
            List.of("iceberg.staged", "iceberg.receipt-written", "iceberg.before-commit", "iceberg.committed");

    @TempDir
    private Path temporary;

    @Test
    void aKilledPublishIsWholeOrNothing() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(temporary.resolve("lake"));
        IcebergBench bench = new IcebergBench(folder);
        bench.runner().publish(bench.rows("a1", "a2", "b3"), "ab", "");
        Map<String, Path> images;
        try (TableWatch watch = new TableWatch(bench.spark, IcebergBench.TABLE, "concat(item, value)")) {
            images = CrashImages.take(IcebergChild.class, folder.toString(), folder, STEPS);
            assertThat(watch.seen()).isNotEmpty().isSubsetOf(List.of(OLD, NEW));
        }
        for (String step : STEPS) {
            CrashImages.restore(images.get(step), folder);
            wholeOrNothing(step, new IcebergBench(folder), step.equals("iceberg.committed"));
        }
    }

    private static void wholeOrNothing(String step, IcebergBench bench, boolean published) {
        bench.refresh();
        assertThat(bench.published()).as(step).isEqualTo(published ? NEW : OLD);

        Runner next = bench.runner().pin();
        assertThat(next.head().number()).as(step).isEqualTo(published ? 2 : 1);
        assertThat(next.sweep()).as(step).isEqualTo(published ? 0 : 1);
        if (!published) {
            assertThat(bench.runner().pin().publish(bench.rows("a10", "a11", "c30"), "ac", "a"))
                    .as(step)
                    .isInstanceOf(Published.Done.class);
        }
        bench.refresh();
        assertThat(bench.published()).as(step).isEqualTo(NEW);
        assertThat(bench.runner()
                        .receipts()
                        .entries()
                        .where("kind = 'PUBLISH'")
                        .select("id")
                        .distinct()
                        .count())
                .as(step)
                .isEqualTo(3);
    }
}

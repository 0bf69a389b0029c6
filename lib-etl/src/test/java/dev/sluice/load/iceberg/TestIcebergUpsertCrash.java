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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upsert is killed before and after its commit while others read the table; the whole runs are in TestKilledUpserts. */
@Tag("chaos")
class TestIcebergUpsertCrash {
    private static final List<String> OLD = List.of("a1", "b2", "d4");
    private static final List<String> NEW = List.of("a9", "b2", "c1");
    private static final List<String> STEPS = List.of("iceberg.merged", "iceberg.before-commit", "iceberg.committed");

    @TempDir
    private Path temporary;

    private static Runner runner(IcebergBench bench) {
        return bench.runner(IcebergBench.LOAD, bench.deleting());
    }

    @Test
    void aKilledUpsertIsWholeOrNothing() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(temporary.resolve("lake"));
        IcebergBench bench = new IcebergBench(folder);
        runner(bench).publish(bench.rowsWithout("e1", "a1", "b2", "d4"), "w", "");
        Map<String, Path> images;
        try (TableWatch watch = new TableWatch(bench.spark, IcebergBench.TABLE, "concat(item, value)")) {
            images = CrashImages.take(IcebergUpsertChild.class, folder.toString(), folder, STEPS);
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
        assertThat(bench.texts(IcebergBench.TABLE + " VERSION AS OF 'sluice_deleted'", "concat(item, value)"))
                .as(step)
                .isEqualTo(published ? List.of("d5", "e1") : List.of("e1"));
        Runner next = runner(bench).pin();
        assertThat(next.head().number()).as(step).isEqualTo(published ? 2 : 1);
        assertThat(next.sweep()).as(step).isEqualTo(published ? 0 : 1);
        // An older d comes later where it is deleted already.
        String late = published ? "d4" : "d3";
        assertThat(runner(bench)
                        .pin()
                        .publish(bench.rowsWithout(published ? "f0" : "d5", "a8", "a9", "b0", "c1", late), "x", ""))
                .as(step)
                .isInstanceOf(Published.Done.class);
        bench.refresh();
        assertThat(bench.published()).as(step).isEqualTo(NEW);
    }
}

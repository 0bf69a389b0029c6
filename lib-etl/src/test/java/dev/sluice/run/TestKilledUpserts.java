package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Child;
import dev.sluice.TableWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of increments into an upserted Iceberg table: killed at every step, and started twice at once. */
@Tag("chaos")
class TestKilledUpserts {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run.checked",
                "iceberg.staged",
                "iceberg.merged",
                "iceberg.receipt-written",
                "iceberg.before-commit",
                "iceberg.committed"
            })
    void aKilledRunIsOldOrNewAndARerunGivesTheFaultFreeResult(String failpoint) throws InterruptedException {
        Lab lab = Increments.lab(folder);
        Increments.add(lab, "(1, 'ann', 1), (2, 'bob', 5)");
        assertThat(lab.run().problem()).isEmpty();
        Increments.add(lab, "(1, 'anna', 2), (2, 'old', 4), (3, 'cid', 1)");
        Increments.add(lab, "(1, 'anne', 3)");
        List<String> before = List.of("1 ann", "2 bob");
        List<String> after = List.of("1 anne", "2 bob", "3 cid");
        try (TableWatch watch = new TableWatch(lab.spark(), lab.table(), "concat_ws(' ', id, name)")) {
            int status = lab.child(
                    PATIENCE,
                    List.of("-Dsluice.failpoint=" + failpoint),
                    "run",
                    "--no-lease",
                    lab.confFile().toString());
            assertThat(status).isEqualTo(Child.KILLED);
            assertThat(watch.seen()).isNotEmpty().isSubsetOf(List.of(before, after));
        }
        assertThat(lab.inTable()).isEqualTo(failpoint.equals("iceberg.committed") ? after : before);
        assertThat(lab.run().problem()).isEmpty();
        assertThat(lab.inTable()).isEqualTo(after);
        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    @Test
    void twoDriversStartedAtOnceGiveOneResult() {
        Lab lab = Increments.lab(folder);
        Increments.add(lab, "(1, 'ann', 1), (2, 'bob', 5)");
        assertThat(lab.run().problem()).isEmpty();
        Increments.add(lab, "(1, 'anna', 2), (2, 'old', 4), (3, 'cid', 1)");
        String conf = lab.confFile().toString();
        Child one = Child.start(folder, List.of(), "run", "--no-lease", conf);
        Child two = Child.start(folder, List.of(), "run", "--no-lease", conf);
        assertThat(one.await(PATIENCE)).isZero();
        assertThat(two.await(PATIENCE)).isZero();
        assertThat(lab.inTable()).containsExactly("1 anna", "2 bob", "3 cid");
    }
}

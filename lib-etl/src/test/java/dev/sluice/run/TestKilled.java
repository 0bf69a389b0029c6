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

/** Drivers are killed, stopped and started twice; a rerun gives exactly the fault-free result. */
class TestKilled {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    /** One load has it, the other has not: the one state that only a whole run has. */
    @Test
    @Tag("chaos")
    void aKilledDriverLeavesOldOrNewAndARerunTheFaultFreeResult() throws InterruptedException {
        killAt("run.published-table");
    }

    /** Each sink has a test of its own for these steps; here they are met in a whole run. */
    @ParameterizedTest
    @Tag("chaos")
    @ValueSource(
            strings = {
                "run.checked",
                "iceberg.staged",
                "iceberg.receipt-written",
                "iceberg.before-commit",
                "iceberg.committed",
                "files.staged",
                "files.head-written",
                "files.linked",
                "files.renamed",
                "files.removed"
            })
    void aDriverKilledInsideASinkLeavesOldOrNewToo(String failpoint) throws InterruptedException {
        killAt(failpoint);
    }

    private void killAt(String failpoint) throws InterruptedException {
        Lab lab = new Lab(folder);
        lab.orders("a.json", 1, "ann", 2, "bob");
        lab.orders("b.json", 3, "cid");
        lab.run();
        lab.orders("a.json", 1, "ann", 2, "bob", 4, "dee");
        List<String> before = List.of("1 ANN", "2 BOB", "3 CID");
        List<String> after = List.of("1 ANN", "2 BOB", "3 CID", "4 DEE");

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
        assertThat(lab.run().problem()).isEmpty();
        assertThat(lab.inTable()).isEqualTo(after);
        assertThat(lab.inFiles()).isEqualTo(after);
        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    @Test
    @Tag("chaos")
    void aDriverStoppedBeforeItsPublishIsStaleWhenItGoesOn() throws InterruptedException {
        Lab lab = new Lab(folder);
        lab.orders("a.json", 1, "ann", 2, "bob");
        lab.orders("b.json", 3, "cid");

        Child stopped = Child.start(
                folder,
                List.of("-Dsluice.failpoint=run.checked:STOP"),
                "run",
                "--no-lease",
                lab.confFile().toString());
        stopped.awaitStopped(PATIENCE);
        Report meanwhile = lab.run();
        lab.orders("c.json", 5, "eve");
        lab.run();
        stopped.signal("CONT");

        assertThat(stopped.await(PATIENCE)).isZero();
        assertThat(meanwhile.problem()).isEmpty();
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB", "3 CID", "5 EVE");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }

    @Test
    @Tag("chaos")
    void twoDriversStartedAtOnceGiveOneResult() {
        Lab lab = new Lab(folder);
        for (int i = 0; i < 6; i++) {
            lab.orders("f" + i + ".json", i, "n" + i);
        }
        Child one = Child.start(
                folder, List.of(), "run", "--no-lease", lab.confFile().toString());
        Child two = Child.start(
                folder, List.of(), "run", "--no-lease", lab.confFile().toString());

        assertThat(one.await(PATIENCE)).isZero();
        assertThat(two.await(PATIENCE)).isZero();
        assertThat(lab.inTable()).containsExactly("0 N0", "1 N1", "2 N2", "3 N3", "4 N4", "5 N5");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }
}

package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Child;
import dev.sluice.ledger.Lease;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is told to end in the middle of a slice that would take an hour; its task does not listen. */
@Tag("chaos")
class TestStopped {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration MOST = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void twoSlicesOfWhichTheSecondHangs() {
        lab = new Lab(folder);
        lab.orders("a.json", 1, "ann", 2, "bob");
        lab.orders("b.json", 3, "cid");
        lab.conf(hanging());
    }

    private static String hanging() {
        return Lab.CONF
                .replace("max-count = 2", "max-count = 1")
                .replace(
                        "upper(name) AS name",
                        "CASE WHEN id = 3 THEN java_method('java.lang.Thread', 'sleep', 3600000L) ELSE upper(name) END"
                                + " AS name");
    }

    private Child inItsSecondSlice() {
        Child child = Child.start(folder, List.of(), "run", lab.confFile().toString());
        child.awaitSaid("2 slices", PATIENCE);
        long begun = System.nanoTime();
        while (Ledger.at(lab.job().ledgerFile())
                .lastReceipt(lab.job().loads().get(1).id())
                .isEmpty()) {
            assertThat(child.alive()).as(child.said()).isTrue();
            assertThat(System.nanoTime() - begun).isLessThan(PATIENCE.toNanos());
            LockSupport.parkNanos(100_000_000);
        }
        return child;
    }

    private Run ended(Child child, Duration most, int status, String words) {
        assertThat(child.await(most)).as(child.said()).isEqualTo(status);
        assertThat(child.said())
                .contains(words)
                .contains("resumable")
                .doesNotContain("Exception")
                .doesNotContain("by force");
        Ledger ledger = Ledger.at(lab.job().ledgerFile());
        Run run = ledger.runs(1).get(0);
        assertThat(run.outcome()).isEqualTo(Run.Outcome.STOPPED);
        assertThat(run.exitStatus()).isEqualTo(status);
        assertThat(run.message()).contains(words);
        assertThat(run.finishedAt()).isPresent();
        assertThat(Lease.find(ledger, "orders")).isEmpty();
        return run;
    }

    private void goesOn() {
        lab.conf(Lab.CONF);
        assertThat(lab.run().problem()).isEmpty();
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB", "3 CID");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }

    @Test
    void aRunThatIsTerminatedEndsInTimeWith143AndTheNextGoesOn() {
        Child child = inItsSecondSlice();
        child.signal("TERM");

        assertThat(ended(child, MOST, 143, "stopped by a signal").rows()).isEqualTo(4);
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB");
        goesOn();
    }

    @Test
    void soDoesOneThatIsInterruptedFromTheKeyboard() {
        Child child = inItsSecondSlice();
        child.signal("INT");

        ended(child, MOST, 143, "stopped by a signal");
        goesOn();
    }

    @Test
    void aRunWhoseDeadlinePassesEndsInTimeWith124AndTheNextGoesOn() {
        String conf = lab.confFile().toString();
        Child child = Child.start(folder, List.of(), "run", conf, "--deadline", "10s");
        child.awaitSaid("run ", PATIENCE);

        ended(child, MOST.plusSeconds(10), 124, "the deadline of 10 s has passed");
        goesOn();
    }
}

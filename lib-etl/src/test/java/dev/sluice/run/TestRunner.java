package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.ledger.PlannedSlice;
import dev.sluice.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunner {
    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void newLab() {
        lab = new Lab(folder);
        lab.orders("a.json", 1, "ann", 2, "bob");
        lab.orders("b.json", 3, "cid");
        lab.orders("c.json", 4, "dee");
    }

    @Test
    void publishesEachRowOnceToEachLoad() {
        Report report = lab.run();

        assertThat(report.problem()).isEmpty();
        assertThat(report.plan().slices()).isEqualTo(2);
        assertThat(report.read().lines()).isEqualTo(4);
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB", "3 CID", "4 DEE");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }

    @Test
    void hasNothingToDoAfterwards() {
        lab.run();
        Report again = lab.run();

        assertThat(again.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
        assertThat(again.plan().done()).isEqualTo(3);
    }

    @Test
    void aChangedLimitReDoesNothing() {
        lab.run();
        lab.conf(Lab.CONF.replace("max-count = 2", "max-size = 10 MB"));

        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    @Test
    void aGrownFileReplacesItsOldVersionAndLeavesItsSiblingsAlone() {
        lab.run();
        lab.orders("a.json", 1, "ann", 2, "bob", 5, "eve");
        Report report = lab.run();

        assertThat(report.plan().items()).isEqualTo(1);
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB", "3 CID", "4 DEE", "5 EVE");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }

    @Test
    void aRenamedFileIsNotLoadedAgain() throws IOException {
        lab.run();
        Files.move(folder.resolve("in/b.json"), folder.resolve("in/b.json.1"));

        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
        assertThat(lab.inTable()).hasSize(4);
    }

    @Test
    void aFileThatVanishedIsNotADeletion() throws IOException {
        lab.run();
        Files.delete(folder.resolve("in/b.json"));

        lab.run();
        assertThat(lab.inTable()).hasSize(4);
    }

    @Test
    void aLoadAddedLaterIsFilledFromTheStart() {
        lab.run();
        lab.conf(Lab.CONF.replace(
                "load = [", "load = [ { name = copy, from = named, type = iceberg, table = LAKE.shop.copy }"));
        lab.orders("d.json", 6, "fay");
        lab.run();

        assertThat(lab.spark().table(lab.table().replace("orders", "copy")).count())
                .isEqualTo(5);
        assertThat(lab.inTable()).hasSize(5);
        assertThat(lab.inFiles()).hasSize(5);
    }

    @Test
    void aLostLedgerLosesNothing() {
        lab.run();

        // This runner keeps no ledger at all: what is done is known from the receipts with the data.
        assertThat(folder.resolve("state/ledger.db")).doesNotExist();
        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    @Test
    void reprocessDoesOneItemAgainAndNothingTwice() {
        lab.orders("with + blank ü.json", 9, "nin");
        lab.run();
        assertThat(lab.reprocess("*/with + blank ü.json")).isEqualTo(2);
        assertThat(lab.reprocess("*/none.json")).isZero();
        lab.run();
        long retired = lab.reprocess("*/b.json");
        Report report = lab.run();

        assertThat(retired).isEqualTo(2);
        assertThat(report.plan().items()).isEqualTo(1);
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB", "3 CID", "4 DEE", "9 NIN");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }

    @Test
    void twoRunnersThatCutTheInputDifferentlyGiveOneResult() {
        AtomicBoolean once = new AtomicBoolean();
        Report report = lab.run(new RunListener() {
            @Override
            public void sliceStarted(Slice slice, int of, dev.sluice.extract.Tally tally) {
                if (once.compareAndSet(false, true)) {
                    lab.conf(Lab.CONF.replace("max-count = 2", "max-count = 1"));
                    lab.run();
                }
            }
        });

        assertThat(report.problem()).isEmpty();
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB", "3 CID", "4 DEE");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }

    @Tag("chaos")
    @Test
    void aRunThatCannotGoOnReportsWhatItHasDone() {
        lab.conf(Lab.CONF.replace("max-count = 2", "max-count = 1"));
        Fault stop = new Fault(Code.DEADLINE, "Cannot go on: the deadline has passed");
        AtomicBoolean published = new AtomicBoolean();
        Runner runner = lab.runner("r", new RunListener() {
            @Override
            public void mayGoOn() {
                if (published.get()) {
                    throw stop;
                }
            }

            @Override
            public void sliceEnded(Slice slice, PlannedSlice.State state, String problem) {
                published.set(true);
            }
        });

        assertThatThrownBy(runner::run).isSameAs(stop);
        Report report = runner.failed(stop);
        assertThat(report.outcome()).isEqualTo(Report.Outcome.FAILED);
        assertThat(report.exitStatus()).isEqualTo(124);
        assertThat(report.problem()).isEqualTo(stop.getMessage());
        assertThat(report.plan().slices()).isEqualTo(3);
        assertThat(report.slices()).extracting(Report.SliceLine::state).containsExactly("published");
        assertThat(report.loads()).extracting(Report.Loaded::rows).containsExactly(2L, 2L);
        assertThat(report.read().rows()).isEqualTo(2);
    }

    @Test
    void aSliceThatFailsItsCheckIsNotPublishedAndTheOthersAre() {
        lab.write("in/d.json", "{\"id\": 7, \"name\": \"gil\"}\nthis is not json\n");
        Report report = lab.run();

        assertThat(report.exitStatus()).isEqualTo(65);
        assertThat(report.problem())
                .contains("max-rejects = 0 exceeded: 1 of 3 lines")
                .contains("d.json");
        assertThat(lab.inTable()).contains("1 ANN", "2 BOB").doesNotContain("7 GIL");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }

    @Test
    void aQueryThatCannotBeAnalysedIsTheJobFilesFaultAndNotOurs() {
        lab.conf(Lab.CONF.replace("upper(name)", "upper(nmae)"));

        assertThatThrownBy(lab::run)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining("nmae")
                .hasMessageNotContaining("SubqueryAlias");
    }

    @Test
    void anExpectationThatDoesNotHoldKeepsTheSliceOut() {
        lab.conf(Lab.CONF.replace(
                "max-rejects = 0", "expect = [ { name = small, load = table, condition = \"id < 3\" } ]"));
        Report report = lab.run();

        assertThat(report.exitStatus()).isEqualTo(65);
        assertThat(report.problem()).contains("small: ");
        assertThat(String.join("\n", ReportText.outcome(report, "x")))
                .contains("slice 2/2  not published: small: 1 row of load \"table\" does not meet: id < 3")
                .containsPattern("published       nothing       .*shop.orders")
                .doesNotContain("balance")
                .doesNotContain("0 rows");
    }

    @Test
    void twoJobsFeedOneTable() {
        lab.run();
        lab.conf(Lab.CONF
                .replace("job = orders", "job = other")
                .replace("in/*.json*", "more/*.json")
                .replace("path = \"out\"", "path = \"out2\""));
        lab.write("more/x.json", "{\"id\": 9, \"name\": \"zoe\"}\n");
        lab.run();

        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB", "3 CID", "4 DEE", "9 ZOE");
    }

    @Tag("chaos")
    @Test
    void maintenanceBreaksNoPromise() {
        lab.run();
        lab.job()
                .loads()
                .forEach(load -> load.sink().open(lab.spark(), load.id()).maintain(Duration.ZERO));

        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
        lab.orders("a.json", 1, "ann", 2, "bob", 5, "eve");
        lab.run();
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB", "3 CID", "4 DEE", "5 EVE");
    }
}

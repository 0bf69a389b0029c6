package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.ledger.Event;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.PlannedSlice;
import dev.sluice.ledger.Run;
import dev.sluice.ledger.ShapeHistory;
import dev.sluice.run.Lab;
import dev.sluice.slice.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that start no Spark. */
class TestCommands {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void listen() {
        lab = new Lab(folder);
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(out);
        System.setErr(err);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return complained.toString(StandardCharsets.UTF_8);
    }

    private String conf() {
        return lab.confFile().toString();
    }

    private Run finishedRun() {
        Ledger ledger = Ledger.at(lab.job().ledgerFile());
        Run run = ledger.begin("orders", "1.0.0", "hash").published(7, 1).finished(Run.Outcome.OK, 0, "");
        ledger.finish(run);
        return run;
    }

    @Test
    void runsAsJsonHoldsWhatIsAbsentAsNull() throws IOException {
        Run run = finishedRun();
        Ledger.at(lab.job().ledgerFile()).begin("orders", "1.0.0", "hash");

        assertThat(Main.execute("runs", "--json", conf())).isZero();
        JsonNode runs = JsonMapper.builder().build().readTree(said());
        assertThat(runs).hasSize(2);
        assertThat(runs.findValuesAsText("id")).contains(run.id());
        assertThat(runs.findValues("finishedAt")).extracting(JsonNode::isNull).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void showsARunByTheBeginningOfItsId() {
        Run run = finishedRun();

        assertThat(Main.execute("show", conf(), run.id().substring(0, 3))).isZero();
        assertThat(said()).contains("run " + run.id()).contains("OK");
    }

    @Test
    void schemaListsWhatTheRunsSawTableByTable() throws IOException {
        assertThat(Main.execute("schema", conf())).isZero();
        assertThat(said()).contains("no run has seen any table yet");
        ShapeHistory history = new ShapeHistory(Ledger.at(lab.job().ledgerFile()), "orders");
        Shape first = new Shape(List.of(new Shape.Column("id", "int")));
        history.note("a1", Map.of("extract.orders", first, "load.table", first));
        history.note("b2", Map.of("extract.orders", new Shape(List.of(new Shape.Column("id", "bigint")))));
        said.reset();
        assertThat(Main.execute("schema", conf(), "orders")).isZero();
        assertThat(said())
                .startsWith("extract.orders\n")
                .containsPattern("run a1  id int\n .*run b2  id int -> bigint\n$")
                .doesNotContain("load.table");
        said.reset();
        assertThat(Main.execute("schema", conf(), "--json")).isZero();
        JsonNode lines = JsonMapper.builder().build().readTree(said());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1).get("changes").get(0).asText()).isEqualTo("id int -> bigint");
        assertThat(Main.execute("schema", conf(), "nope")).isEqualTo(64);
        assertThat(complained()).contains("Cannot find table: nope (seen were extract.orders, load.table)");
    }

    @Test
    void aWrongJobFileIsExit78AndNoLogIsNamed() {
        lab.conf(Lab.CONF.replace("format = json", "fromat = json"));

        assertThat(Main.execute("check", conf())).isEqualTo(78);
        assertThat(complained()).contains("did you mean \"format\"?").doesNotContain("log is in");
    }

    @Test
    void aMissingJobFileIsExit66() {
        assertThat(Main.execute("run", folder.resolve("none.conf").toString())).isEqualTo(66);
        assertThat(complained()).contains("no such file");
    }

    @Test
    void anUnknownDemoIsExit64() {
        assertThat(Main.execute("demo", "nothing")).isEqualTo(64);
        assertThat(complained()).contains("Cannot find demo: nothing");
    }

    @Test
    void anUnknownCommandIsExit64AndNamesTheNearest() {
        assertThat(Main.execute("chekc", conf())).isEqualTo(64);
        assertThat(complained()).contains("check");
    }

    @Test
    void checkSaysThatAJobFileIsRightAndTouchesNothing() {
        assertThat(Main.execute("check", conf())).isZero();
        assertThat(said()).contains("ok: 1 source, 1 step, 2 loads");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    private Run finished(String job, Run.Outcome outcome, Duration ago) {
        Ledger ledger = Ledger.at(lab.job().ledgerFile());
        Run run = ledger.begin(job, "1.0.0", "hash");
        Instant end = Instant.now().minus(ago);
        Run ended = new Run(
                run.id(),
                job,
                run.who(),
                "1.0.0",
                "hash",
                end.minusSeconds(60),
                Optional.of(end),
                outcome,
                outcome == Run.Outcome.FAILED ? 65 : 0,
                outcome == Run.Outcome.FAILED ? "too many rejects" : "",
                "",
                0,
                0);
        ledger.finish(ended);
        return ended;
    }

    @Test
    void statusIsZeroWhileEachJobOfTheStateSucceededWithinTheAge() {
        finished("orders", Run.Outcome.OK, Duration.ofHours(25));
        finished("other", Run.Outcome.NOTHING, Duration.ofHours(2));

        assertThat(Main.execute("status", conf(), "--max-age", "26h")).isZero();
        assertThat(said()).containsPattern("orders +ok .* 25 h 0 min +ok").contains("other");
        assertThat(Main.execute("status", conf(), "--max-age", "24h")).isEqualTo(75);
        assertThat(said()).containsPattern("orders +too old");
    }

    @Test
    void whatTheJobWasCalledBeforeIsNotWaitedFor() {
        finished("sales", Run.Outcome.OK, Duration.ofHours(90));
        finished("orders", Run.Outcome.OK, Duration.ofHours(2));
        lab.conf(Lab.CONF.replace("{ name = table,", "{ name = table, was = [\"sales/table\"],"));

        assertThat(Main.execute("status", conf(), "--max-age", "26h")).isZero();
        assertThat(said()).doesNotContain("sales");
    }

    @Test
    void aRunThatDiedIsShownByItsSlicesAndEvents() {
        Ledger ledger = Ledger.at(lab.job().ledgerFile());
        Run run = ledger.begin("orders", "1.0.0", "hash");
        ledger.plan(
                run.id(),
                List.of(
                        new PlannedSlice("s-1", 1, 2_000_000, 3, List.of("table"), PlannedSlice.State.PLANNED, ""),
                        new PlannedSlice("s-2", 2, 1_000_000, 1, List.of("table"), PlannedSlice.State.PLANNED, "")));
        ledger.mark(run.id(), "s-1", PlannedSlice.State.PUBLISHED, "");
        ledger.note(run.id(), Event.Level.WARN, "try 1 of 3 failed");

        assertThat(Main.execute("show", conf(), run.id())).isZero();
        assertThat(said())
                .contains("try 1 of 3 failed")
                .contains("slice 1  published  3 items, about 2.0 MB")
                .contains("slice 2  begun  1 item, about");
    }

    @Test
    void aFailureIsNoSuccessAndTheLastSuccessStillCounts() throws IOException {
        finished("orders", Run.Outcome.OK, Duration.ofHours(3));
        finished("orders", Run.Outcome.FAILED, Duration.ofHours(1));

        assertThat(Main.execute("status", conf(), "--max-age", "4h", "--json")).isZero();
        JsonNode line = JsonMapper.builder().build().readTree(said()).get(0);
        assertThat(line.get("last").asText()).isEqualTo("FAILED");
        assertThat(line.get("message").asText()).isEqualTo("too many rejects");
        assertThat(line.get("fresh").asBoolean()).isTrue();
        assertThat(Main.execute("status", conf(), "--max-age", "2h")).isEqualTo(75);
    }

    @Test
    void aJobThatNeverRanIsTooOldAndAskingMakesNoLedger() {
        assertThat(Main.execute("status", conf())).isZero();
        assertThat(Main.execute("status", conf(), "--max-age", "26h")).isEqualTo(75);
        assertThat(said()).containsPattern("orders +never");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void durationsAreWrittenAsInTheJobFile() {
        assertThat(Main.execute("status", conf(), "--max-age", "26")).isEqualTo(64);
        assertThat(complained()).contains("\"26\" needs a unit, such as 26h");
        assertThat(Main.execute("status", conf(), "--max-age", "tomorrow")).isEqualTo(64);
        assertThat(complained()).contains("\"tomorrow\" is not a duration");
    }
}

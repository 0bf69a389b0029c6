package dev.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestLedger {
    @TempDir
    private Path folder;

    @Test
    void keepsARunFromItsBeginningToItsEnd() {
        Ledger ledger = ledger();
        Run begun = ledger.begin("orders", "0.1", "c0ffee");
        assertThat(ledger.run(begun.id())).isEqualTo(begun);
        assertThat(begun.outcome()).isEqualTo(Run.Outcome.RUNNING);

        Run ended = millis(begun.published(10, 2)
                .reported("out/report.html")
                .finished(Run.Outcome.FAILED, 65, "too many rejects"));
        ledger.finish(ended);
        assertThat(ledger.run(begun.id())).isEqualTo(ended);
    }

    @Test
    void listsTheNewestRunsFirst() {
        Ledger ledger = ledger();
        Run old = later(ledger.begin("orders", "0.1", ""), 0);
        Run other = later(ledger.begin("logs", "0.1", ""), 1);
        Run young = later(ledger.begin("orders", "0.1", ""), 2);
        Ledger again = Ledger.at(folder.resolve("sorted.db"));
        List.of(young, old, other).forEach(again::finish);

        assertThat(again.runs(10)).containsExactly(young, other, old);
        assertThat(again.runs(2)).containsExactly(young, other);
        assertThat(again.runs("orders", 10)).containsExactly(young, old);
        assertThat(again.runs("nobody", 10)).isEmpty();
    }

    @Test
    void understandsTheBeginningOfAnId() {
        Ledger ledger = ledger();
        Run template = ledger.begin("orders", "0.1", "");
        Ledger named = Ledger.at(folder.resolve("named.db"));
        for (String id : List.of("7f3a", "7f3b", "81c0", "81c01")) {
            named.finish(named(template, id));
        }
        assertThat(named.run("81C0").id()).isEqualTo("81c0");
        assertThat(named.run("81c01").id()).isEqualTo("81c01");
        assertFault(Code.USAGE, () -> named.run("7f"), "7f3a", "7f3b");
        assertFault(Code.USAGE, () -> named.run("7f3c"), "did you mean 7f3");
        assertFault(Code.USAGE, () -> named.run("%"), "Cannot find run");
        assertFault(Code.USAGE, () -> named.run(""), "Cannot find run");
    }

    @Test
    void givesManyRunsDifferentIds() {
        Ledger ledger = ledger();
        List<String> ids = IntStream.range(0, 300)
                .mapToObj(n -> ledger.begin("orders", "0.1", "").id())
                .toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{4,8}"));
    }

    @Test
    void callsRunsThatNeverEndedAbandoned() {
        Ledger ledger = ledger();
        Run dead = ledger.begin("orders", "0.1", "");
        Run ended = ledger.begin("orders", "0.1", "");
        ledger.finish(ended.finished(Run.Outcome.OK, 0, ""));
        Run elsewhere = ledger.begin("logs", "0.1", "");
        Run running = ledger.begin("orders", "0.1", "");

        assertThat(ledger.abandonOthers(running)).containsExactly(dead.id());
        assertThat(ledger.run(dead.id()).outcome()).isEqualTo(Run.Outcome.ABANDONED);
        assertThat(ledger.run(ended.id()).outcome()).isEqualTo(Run.Outcome.OK);
        assertThat(ledger.run(elsewhere.id()).outcome()).isEqualTo(Run.Outcome.RUNNING);
        assertThat(ledger.run(running.id()).outcome()).isEqualTo(Run.Outcome.RUNNING);
    }

    @Test
    void keepsThePlanAndWhatBecameOfIt() {
        Ledger ledger = ledger();
        PlannedSlice first = planned("s1", 1, List.of("lake", "copy"));
        PlannedSlice second = planned("s2", 2, List.of());
        ledger.plan("7f3a", List.of(second, first));
        assertThat(ledger.slices("7f3a")).containsExactly(first, second);

        ledger.mark("7f3a", "s2", PlannedSlice.State.FAILED, "disk full");
        assertThat(ledger.slices("7f3a").get(1).state()).isEqualTo(PlannedSlice.State.FAILED);
        assertThat(ledger.slices("7f3a").get(1).message()).isEqualTo("disk full");

        ledger.plan("7f3a", List.of(second));
        assertThat(ledger.slices("7f3a")).containsExactly(first, second);
        assertThat(ledger.slices("81c0")).isEmpty();
    }

    @Test
    void keepsEventsInTheirOrder() {
        Ledger ledger = ledger();
        for (int i = 0; i < 20; i++) {
            ledger.note("7f3a", Event.Level.INFO, "step " + i);
        }
        ledger.note("81c0", Event.Level.ERROR, "other");
        assertThat(ledger.events("7f3a"))
                .extracting(Event::text)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "step " + i).toList());
    }

    @Test
    void copiesAReceiptOnce() {
        Ledger ledger = ledger();
        LoadId load = LoadId.of("orders", "lake");
        Receipt first = receipt(load, 1, "a");
        Receipt second = receipt(load, 2, "b");
        ledger.copy(List.of(first));
        ledger.copy(List.of(second, first));

        assertThat(ledger.receipts(load, 1, 10)).containsExactly(first, second);
        assertThat(ledger.receipts(load, 2, 10)).containsExactly(second);
        assertThat(ledger.receipts(load, 1, 1)).containsExactly(first);
        assertThat(ledger.lastReceipt(load)).contains(second);
        assertThat(ledger.lastReceipt(LoadId.of("orders", "copy"))).isEmpty();
    }

    @Test
    void isMadeAgainWhenItsFileWasDeleted() throws IOException {
        Ledger ledger = ledger();
        Run run = ledger.begin("orders", "0.1", "");
        Files.delete(ledger.file());
        assertThat(ledger.runs(10)).isEmpty();
        Run ended = millis(run.finished(Run.Outcome.OK, 0, ""));
        ledger.finish(ended);
        assertThat(ledger.runs(10)).containsExactly(ended);
    }

    @Test
    void isMadeAgainBesideTheJournalOfADeadProcess() throws Exception {
        Ledger ledger = ledger();
        try (OtherProcess writer =
                OtherProcess.start(EndlessWriter.class, ledger.file().toString())) {
            writer.says();
            writer.kill();
        }
        assertThat(ledger.file().resolveSibling("ledger.db-wal")).exists();
        Files.delete(ledger.file());
        assertThat(ledger.runs(10)).isEmpty();
    }

    @Test
    void survivesAWriterThatWasKilled() throws Exception {
        Ledger ledger = ledger();
        for (int round = 0; round < 3; round++) {
            try (OtherProcess writer =
                    OtherProcess.start(EndlessWriter.class, ledger.file().toString())) {
                String promised = writer.says();
                writer.kill();
                assertThat(ledger.run(promised).job()).isEqualTo("endless");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "50%20off", "what?x=1&mode=memory", "#1", "it's \"ü\"", "line\nbreak"})
    void readsOddNamesLiterally(String name) {
        Path file = folder.resolve(name).resolve(name + ".db");
        Run run = Ledger.at(file).begin("orders", "0.1", "");
        assertThat(file).exists();
        assertThat(Ledger.at(file).run(run.id())).isEqualTo(run);
    }

    @Test
    void followsALinkToItsFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("state"), real);
        Ledger.at(link.resolve("ledger.db")).begin("orders", "0.1", "");
        assertThat(real.resolve("ledger.db")).exists();
    }

    @Test
    void saysWhyItCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text ".repeat(1000));
        assertFault(
                Code.CANNOT_WRITE,
                () -> Ledger.at(file.resolve("ledger.db")).runs(1),
                "Cannot create ledger's folder",
                "file");
        assertFault(Code.CANNOT_WRITE, () -> Ledger.at(folder).runs(1), "it is a folder");
        assertFault(Code.CANNOT_WRITE, () -> Ledger.at(file).runs(1), "move it away");
        assertThat(file).hasContent("text ".repeat(1000));
    }

    @Test
    void saysWhereTheDriverWantsToUnpackItsLibrary() throws Exception {
        String nowhere = folder.resolve("nowhere").toString();
        try (OtherProcess reader = OtherProcess.start(Reader.class, nowhere, folder.toString())) {
            // Log4j has no configuration there and speaks, too.
            assertThat(reader.ends())
                    .filteredOn(
                            line -> line.startsWith("CANNOT_WRITE Cannot load SQLite's native library from " + nowhere))
                    .hasSize(2);
        }
    }

    @Test
    void leavesTheLedgerOfANewerSluiceAlone() throws SQLException {
        Ledger ledger = ledger();
        ledger.runs(1);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger.file());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertFault(Code.SETTINGS, () -> ledger.runs(1), "newer Sluice", "99");
    }

    @Test
    void servesTwoProcessesAndTheirThreadsAtOnce() throws Exception {
        Ledger ledger = ledger();
        List<String> ids = new ArrayList<>();
        try (OtherProcess one = OtherProcess.start(Writer.class, ledger.file().toString());
                OtherProcess two =
                        OtherProcess.start(Writer.class, ledger.file().toString())) {
            ids.addAll(one.ends());
            ids.addAll(two.ends());
        }
        assertThat(ids).hasSize(2 * Writer.RUNS).doesNotHaveDuplicates();
        assertThat(ledger.runs(1000))
                .hasSize(2 * Writer.RUNS)
                .allMatch(run -> run.outcome() == Run.Outcome.OK)
                .extracting(Run::id)
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    /** Begins and finishes runs on four threads, the first of them in a file that does not exist yet. */
    static final class Writer {
        static final int RUNS = 80;

        public static void main(String[] arguments) {
            List<String> ids = IntStream.range(0, RUNS)
                    .parallel()
                    .mapToObj(n -> {
                        Ledger ledger = Ledger.at(Path.of(arguments[0]));
                        Run run = ledger.begin("orders", "0.1", "");
                        ledger.finish(run.finished(Run.Outcome.OK, 0, ""));
                        return run.id();
                    })
                    .toList();
            ids.forEach(System.out::println);
        }
    }

    /** Reads a ledger twice with another folder for what is temporary. */
    static final class Reader {
        public static void main(String[] arguments) {
            System.setProperty("java.io.tmpdir", arguments[0]);
            Ledger ledger = Ledger.at(Path.of(arguments[1]).resolve("ledger.db"));
            for (int i = 0; i < 2; i++) {
                try {
                    ledger.runs(1);
                } catch (Fault e) {
                    System.out.println(e.code() + " " + e.getMessage());
                }
            }
        }
    }

    /** Says the id of its first run and goes on writing until it is killed. */
    static final class EndlessWriter {
        public static void main(String[] arguments) throws SQLException {
            Ledger ledger = Ledger.at(Path.of(arguments[0]));
            // Keeps the journal from being folded into the file between two pieces of work.
            ledger.runs(1);
            try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
                    Statement statement = reader.createStatement()) {
                statement.execute("SELECT count(*) FROM run");
                System.out.println(ledger.begin("endless", "0.1", "").id());
                while (reader.isValid(1)) {
                    ledger.begin("endless", "0.1", "");
                }
            }
        }
    }

    private Ledger ledger() {
        return Ledger.at(folder.resolve("ledger.db"));
    }

    private static PlannedSlice planned(String id, int number, List<String> loads) {
        return new PlannedSlice(id, number, 4096, 3, loads, PlannedSlice.State.PLANNED, "");
    }

    private static Receipt receipt(LoadId load, long number, String id) {
        return new Receipt(
                load,
                number,
                id,
                number == 1 ? "" : "a",
                Receipt.Kind.PUBLISH,
                "s1",
                "attempt",
                List.of(new Receipt.Entry("file \"1\"", "v", "{}")),
                10,
                new Receipt.Provenance("7f3a", "0.1", "c0ffee", List.of(), Instant.parse("2026-01-02T03:04:05Z")),
                List.of("slice=a"),
                List.of());
    }

    private static Run later(Run run, int seconds) {
        return copy(run, run.id(), run.startedAt().plusSeconds(seconds));
    }

    private static Run named(Run run, String id) {
        return copy(run, id, run.startedAt());
    }

    private static Run copy(Run run, String id, Instant start) {
        return new Run(
                id,
                run.job(),
                run.who(),
                run.codeVersion(),
                run.configurationHash(),
                start,
                run.finishedAt(),
                run.outcome(),
                run.exitStatus(),
                run.message(),
                run.reportPath(),
                run.rows(),
                run.rejects());
    }

    /** The ledger keeps milliseconds. */
    private static Run millis(Run run) {
        return new Run(
                run.id(),
                run.job(),
                run.who(),
                run.codeVersion(),
                run.configurationHash(),
                run.startedAt(),
                run.finishedAt().map(end -> Instant.ofEpochMilli(end.toEpochMilli())),
                run.outcome(),
                run.exitStatus(),
                run.message(),
                run.reportPath(),
                run.rows(),
                run.rejects());
    }

    private static void assertFault(
            Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String... words) {
        assertThatThrownBy(work)
                .asInstanceOf(InstanceOfAssertFactories.type(Fault.class))
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(code);
                    assertThat(fault.getMessage()).contains(words);
                });
    }
}

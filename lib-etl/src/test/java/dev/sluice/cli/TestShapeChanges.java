package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Counts;
import dev.sluice.ledger.Ledger;
import dev.sluice.run.Job;
import dev.sluice.run.Lab;
import dev.sluice.run.Report;
import dev.sluice.run.ReportText;
import dev.sluice.slice.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestShapeChanges {
    private static final Shape OLD =
            new Shape(List.of(new Shape.Column("id", "int"), new Shape.Column("fax", "string")));
    private static final Shape NEW =
            new Shape(List.of(new Shape.Column("id", "bigint"), new Shape.Column("note", "string")));

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
    private final Console console =
            new Console(System.out, new PrintStream(complained, true, StandardCharsets.UTF_8), new Output());

    private static List<Report.Shaped> seen(Shape shape) {
        return List.of(new Report.Shaped("extract.orders", shape, List.of()));
    }

    private static Report report(String run, Shape shape) {
        return new Report(
                "orders",
                run,
                Report.Outcome.FAILED,
                78,
                "it has no column note",
                new Report.Planned(1, 0, 1, 0),
                Counts.NONE,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                seen(shape),
                Duration.ZERO);
    }

    @Test
    void aRunIsHeldAgainstTheLastAndACheckAgainstIt() {
        Job job = new Lab(folder).job();
        assertThat(ShapeChanges.since(job, seen(OLD))).isEqualTo(seen(OLD));
        assertThat(job.ledgerFile()).doesNotExist();
        Ledger ledger = Ledger.at(job.ledgerFile());
        Report first = ShapeChanges.noted(ledger, report("a1", OLD), console);
        assertThat(ReportText.changes(first.shapes())).isEmpty();
        assertThat(ReportText.changes(ShapeChanges.since(job, seen(NEW))))
                .containsExactly("schema     extract.orders: + note string, id int -> bigint, - fax");
        Report second = ShapeChanges.noted(ledger, report("b2", NEW), console);
        assertThat(ReportText.outcome(second, "x"))
                .contains("schema     extract.orders: + note string, id int -> bigint, - fax");
        Report third = ShapeChanges.noted(ledger, report("c3", NEW), console);
        assertThat(ReportText.changes(third.shapes())).isEmpty();
        assertThat(ReportText.changes(ShapeChanges.since(job, seen(NEW)))).isEmpty();
    }

    @Test
    void aLedgerThatCannotBeWrittenCostsHistoryAlone() throws IOException {
        Path file = folder.resolve("ledger.db");
        Files.createDirectories(file);
        Report report = report("a1", OLD);
        assertThat(ShapeChanges.noted(Ledger.at(file), report, console)).isEqualTo(report);
        assertThat(complained.toString(StandardCharsets.UTF_8))
                .contains("the ledger lacks the columns that run a1 saw");
    }
}

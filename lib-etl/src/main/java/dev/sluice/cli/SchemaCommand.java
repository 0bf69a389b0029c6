package dev.sluice.cli;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.SeenShape;
import dev.sluice.ledger.ShapeHistory;
import dev.sluice.run.Job;
import dev.sluice.slice.Shape;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice schema}: what the tables of a job look like, and when they changed. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "The columns of a job's sources and targets as its runs saw them, and when they changed.")
final class SchemaCommand implements Callable<Integer> {
    @Mixin
    private JobOption job;

    @Mixin
    private Output output;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TABLE",
            description = "One of them: a name as under extract and load, such as orders or load.orders.")
    private Optional<String> table = Optional.empty();

    /** A change, or the first sight of a table. */
    record Line(String table, Instant at, String run, List<String> changes, List<Shape.Column> columns) {}

    @Override
    public Integer call() {
        Console console = Console.of(output);
        Job read = job.read();
        List<SeenShape> seen = Files.exists(read.ledgerFile())
                ? new ShapeHistory(Ledger.at(read.ledgerFile()), read.name()).all()
                : List.of();
        List<Line> lines = lines(seen.stream().filter(this::wanted).toList());
        if (lines.isEmpty()) {
            refuseUnknown(seen);
            console.say(read.name() + "  no run has seen any table yet");
        }
        String last = "";
        for (Line line : lines) {
            if (!line.table().equals(last)) {
                console.say(line.table());
                last = line.table();
            }
            console.say("  %s  run %s  %s".formatted(line.at(), line.run(), String.join(", ", line.changes())));
        }
        console.data(lines);
        return 0;
    }

    private boolean wanted(SeenShape seen) {
        return table.isEmpty()
                || seen.table().equals(table.get())
                || seen.table().endsWith("." + table.get());
    }

    private void refuseUnknown(List<SeenShape> seen) {
        if (table.isPresent() && !seen.isEmpty()) {
            throw new Fault(
                    Code.USAGE,
                    "Cannot find table: " + table.get() + " (seen were "
                            + seen.stream().map(SeenShape::table).distinct().collect(Collectors.joining(", ")) + ")");
        }
    }

    private static List<Line> lines(List<SeenShape> seen) {
        List<Line> lines = new ArrayList<>();
        Optional<SeenShape> before = Optional.empty();
        for (SeenShape one : seen) {
            boolean first = before.isEmpty() || !before.get().table().equals(one.table());
            Shape since = first ? new Shape(List.of()) : before.get().shape();
            List<String> changes = one.shape().since(since);
            lines.add(new Line(
                    one.table(),
                    one.at(),
                    one.run(),
                    changes.isEmpty() ? List.of("the order of the columns") : plain(changes, first),
                    one.shape().columns()));
            before = Optional.of(one);
        }
        return lines;
    }

    /** At first sight every column would be new. */
    private static List<String> plain(List<String> changes, boolean first) {
        return first
                ? changes.stream()
                        .map(change -> change.substring("+ ".length()))
                        .toList()
                : changes;
    }
}

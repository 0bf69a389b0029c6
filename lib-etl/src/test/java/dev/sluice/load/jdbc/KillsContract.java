package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Child;
import dev.sluice.jdbc.Server;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Loads killed by SIGKILL at every step and in every mode, into a table with rows and into one that is not there: 30
 * kills, 20 of them inside the final transaction. What is there is then the old or the new, and what a rerun makes of it
 * is what a load makes that nothing happened to.
 */
@Tag("chaos")
public abstract class KillsContract {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String BEFORE = "a=1;b=3";
    private static final String ITEMS = "a=5;c=7";

    @TempDir
    private Path folder;

    /** What a step does. */
    private enum Point {
        STAGED("jdbc.staged"),
        HEAD_MOVED("jdbc.head-moved"),
        TAKEN_OUT("jdbc.taken-out"),
        BROUGHT_IN("jdbc.brought-in"),
        WRITTEN("jdbc.written"),
        COMMITTED("jdbc.committed");

        private final String failpoint;

        Point(String failpoint) {
            this.failpoint = failpoint;
        }
    }

    protected abstract Server server();

    static Stream<Arguments> kills() {
        List<Mode> modes = List.of(Mode.REPLACE, Mode.APPEND, Mode.UPSERT, Mode.HISTORY);
        Stream<Arguments> there = modes.stream()
                .flatMap(mode -> Arrays.stream(Point.values()).map(point -> Arguments.of(mode, point, BEFORE)));
        Stream<Arguments> fresh = Arrays.stream(Point.values()).map(point -> Arguments.of(Mode.REPLACE, point, ""));
        return Stream.concat(there, fresh);
    }

    @ParameterizedTest
    @MethodSource("kills")
    void aKilledLoadIsOldOrNewAndARerunLosesAndDoublesNothing(Mode mode, Point point, String before) {
        DatabaseCase table = DatabaseCase.of(server(), ColumnsContract.name(), mode);
        if (!before.isEmpty()) {
            publish(table, table.open(), before);
        }
        String superseded = mode == Mode.REPLACE && !before.isEmpty() ? "a" : "";
        assertThat(child(table, point, superseded)).isEqualTo(Child.KILLED);
        List<String> old = before.isEmpty() ? List.of() : List.of("a=1", "b=3");
        boolean done = point == Point.COMMITTED;
        assertThat(table.visible()).isEqualTo(done ? expected(mode, before) : old);
        Target again = table.open();
        Head head = again.receipts().head();
        assertThat(head.number()).isEqualTo((before.isEmpty() ? 0 : 1) + (done ? 1 : 0));
        assertThat(again.sweep(DatabaseCase.receipt(Receipt.Kind.FENCE, head, "")))
                .isEqualTo(1);
        if (!done) {
            assertThat(publish(table, again, ITEMS, superseded.isEmpty() ? new String[0] : new String[] {superseded}))
                    .isInstanceOf(Published.Done.class);
        }
        assertThat(table.visible()).isEqualTo(expected(mode, before));
        if (mode == Mode.HISTORY) {
            assertThat(table.texts("SELECT COUNT(*) FROM " + table.relation() + " WHERE " + table.quoted("valid_to")
                            + " IS NULL"))
                    .containsExactly("3");
        }
        assertThat(table.staging()).isEmpty();
    }

    /** History tells states apart by what is neither key nor version. */
    private static Published publish(DatabaseCase table, Target target, String items, String... superseded) {
        Dataset<Row> rows = table.rows(items);
        if (table.sink.mode() == Mode.HISTORY) {
            rows = rows.withColumn(KilledLoad.STATE, functions.col("value").cast("string"));
        }
        Head head = target.receipts().head();
        return table.stage(target, rows, DatabaseCase.ids(items), superseded)
                .publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, head, items));
    }

    private static List<String> expected(Mode mode, String before) {
        if (before.isEmpty()) {
            return List.of("a=5", "c=7");
        }
        return mode == Mode.APPEND || mode == Mode.HISTORY
                ? List.of("a=1", "a=5", "b=3", "c=7")
                : List.of("a=5", "b=3", "c=7");
    }

    private int child(DatabaseCase table, Point point, String superseded) {
        List<String> arguments = Stream.of(
                        server().url(),
                        server().user().orElseThrow(),
                        table.sink.table(),
                        table.sink.mode().name(),
                        ITEMS,
                        superseded)
                .filter(argument -> !argument.isEmpty())
                .toList();
        return Child.running(
                        KilledLoad.class,
                        List.of(),
                        folder,
                        List.of("-Dsluice.failpoint=" + point.failpoint),
                        arguments.toArray(String[]::new))
                .await(PATIENCE);
    }
}

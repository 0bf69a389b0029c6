package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Reconcile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What a load into any database does not publish, since triggers of the table made something else of it. */
public abstract class ComparedContract extends TakingContract {
    private static final StructType STATES = new StructType()
            .add("name", "string")
            .add("value", "int")
            .add("color", "string")
            .add("gone", "boolean")
            .add("_item", "bigint", false);

    /**
     * Triggers by which of the rows that are inserted "dull" ones become "bright", and "lost" ones are gone or cannot be
     * found.
     *
     * @param table quoted
     * @param found the column that rows are found by
     */
    protected abstract List<String> losing(String table, String found);

    /** Triggers by which rows of the color "stays" are neither updated nor deleted. */
    protected abstract List<String> holding(String table);

    /** False for a database whose triggers can neither delete a row of their table nor keep it from being deleted. */
    protected boolean triggersDelete() {
        return true;
    }

    private DatabaseCase table(Mode mode, Optional<String> where, Optional<String> deleted) {
        return new DatabaseCase(new JdbcSink(
                server(),
                name(),
                mode,
                mode.keyed() ? List.of("name") : List.of(),
                mode.keyed() ? Optional.of("value") : Optional.empty(),
                Contract.USUAL,
                where,
                deleted,
                List.of()));
    }

    /** States such as "a 3 red", deleted ones as "a 3 -", in one slice. */
    private static Published load(DatabaseCase table, Reconcile reconcile, String... states) {
        List<Row> rows = new ArrayList<>();
        for (String state : states) {
            String[] parts = state.split(" ", -1);
            rows.add(RowFactory.create(
                    parts[0],
                    parts[1].equals("null") ? null : Integer.valueOf(parts[1]),
                    parts[2],
                    parts[2].equals("-"),
                    DatabaseCase.item("i").key()));
        }
        Target target = table.open();
        Head head = target.receipts().head();
        var all = table.spark.createDataFrame(rows, STATES);
        Staged staged = table.stage(
                target, table.sink.deleted().isPresent() ? all : all.drop("gone"), List.of("i"), reconcile, "i");
        try {
            return staged.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, head, "i="));
        } finally {
            staged.discard();
        }
    }

    private static void refused(DatabaseCase table, Reconcile reconcile, String why, String... states) {
        List<String> before = table.visible();
        Head head = table.open().receipts().head();
        assertThatThrownBy(() -> load(table, reconcile, states))
                .hasMessageContaining("what is there is not what was loaded: " + why + " (see what triggers")
                .extracting("code")
                .isEqualTo(Code.UNBALANCED);
        assertThat(table.visible()).isEqualTo(before);
        assertThat(table.open().receipts().head()).isEqualTo(head);
    }

    private static void published(DatabaseCase table, Reconcile reconcile, String... states) {
        assertThat(load(table, reconcile, states)).isInstanceOf(Published.Done.class);
    }

    @Test
    void anUpsertWhoseRowsAreLostOrChangedIsNotPublished() {
        DatabaseCase table = table(Mode.UPSERT, Optional.empty(), Optional.empty());
        published(table, Reconcile.CHECKSUM, "a 5 red", "b 5 red", "n null red");
        refused(table, Reconcile.CHECKSUM, "of the row with name = a: it has another color", "a 5 blue", "b 6 red");
        refused(table, Reconcile.CHECKSUM, "of the row with name = n: it has another color", "n null x", "n null y");
        published(table, Reconcile.CHECKSUM, "a 4 old", "a null odd", "b 6 x", "b 6 x", "n null green", "n 2 red");
        published(table, Reconcile.COUNT, "a 5 blue");
        table.execute(losing(table.relation(), "name").toArray(new String[0]));
        refused(table, Reconcile.COUNT, "of the row with name = c: it is not there", "c 1 lost");
        refused(table, Reconcile.CHECKSUM, "of the row with name = c: it has another color", "c 1 dull");
        published(table, Reconcile.CHECKSUM, "d 1 Dull");
        published(table, Reconcile.COUNT, "e 1 dull");
        published(table, Reconcile.NONE, "f 1 lost");
        assertThat(table.visible()).contains("a=5", "b=6", "d=1", "e=1", "n=2").doesNotContain("c=1", "f=1");
    }

    @Test
    void aHistoryWhoseStatesAreLostOrChangedOrNotEndedIsNotPublished() {
        DatabaseCase table = table(Mode.HISTORY, Optional.empty(), Optional.empty());
        published(table, Reconcile.CHECKSUM, "a 5 red", "b 5 stays");
        published(table, Reconcile.CHECKSUM, "a 4 old", "a 6 red", "a 7 blue", "b 6 stays", "c 1 red");
        refused(table, Reconcile.CHECKSUM, "of the row with name = a: it has another color, _hash", "a 7 other");
        published(table, Reconcile.COUNT, "a 7 other");
        table.execute(losing(table.relation(), "name").toArray(new String[0]));
        table.execute(holding(table.relation()).toArray(new String[0]));
        refused(table, Reconcile.COUNT, "of the row with name = d: it is not there", "d 1 lost");
        refused(table, Reconcile.CHECKSUM, "of the row with name = d: it has another color", "d 1 dull");
        refused(table, Reconcile.COUNT, "of the row with name = b: it has more than one present state", "b 7 red");
        published(table, Reconcile.COUNT, "d 1 dull");
        assertThat(table.visible()).containsExactly("a=5", "a=7", "b=5", "c=1", "d=1");
    }

    @Test
    void aDeletionThatTheTableDoesNotCarryOutIsNotPublished() {
        String why = "of the row with name = a: it was deleted, which the table does not show";
        DatabaseCase history = table(Mode.HISTORY, Optional.empty(), Optional.of("gone"));
        published(history, Reconcile.CHECKSUM, "a 5 stays", "b 5 red");
        published(history, Reconcile.CHECKSUM, "a 4 -", "b 6 -", "c 1 -");
        published(history, Reconcile.CHECKSUM, "b 4 old", "b 6 -");
        refused(history, Reconcile.CHECKSUM, "of the row with name = a: it has another color, _hash", "a 5 blue");
        history.execute(holding(history.relation()).toArray(new String[0]));
        refused(history, Reconcile.COUNT, why, "a 6 -");
        DatabaseCase upsert = table(Mode.UPSERT, Optional.empty(), Optional.of("gone"));
        published(upsert, Reconcile.CHECKSUM, "a 5 stays", "b 5 stays", "c 5 red");
        published(upsert, Reconcile.CHECKSUM, "a 4 -", "c 6 -", "d 1 -");
        published(upsert, Reconcile.CHECKSUM, "c 5 old", "c 6 same", "d 2 red");
        refused(upsert, Reconcile.CHECKSUM, "of the row with name = a: it has another color", "a 5 blue");
        if (triggersDelete()) {
            upsert.execute(holding(upsert.relation()).toArray(new String[0]));
            refused(upsert, Reconcile.COUNT, why, "a 6 -");
        }
        assertThat(upsert.visible()).containsExactly("a=5", "b=5", "d=2");
    }

    @Test
    void rowsThatAreToldByTheirItemOrAreAllThereIsAreCounted() {
        DatabaseCase replace = table(Mode.REPLACE, Optional.empty(), Optional.empty());
        published(replace, Reconcile.COUNT, "a 5 red");
        replace.execute(losing(replace.relation(), "_item").toArray(new String[0]));
        refused(replace, Reconcile.COUNT, "2 rows were loaded, 1 are there", "a 6 red", "b 6 lost");
        published(replace, Reconcile.COUNT, "a 7 red", "b 7 dull");
        assertThat(replace.visible()).containsExactly("a=7", "b=7");
        if (!triggersDelete()) {
            return;
        }
        String condition = replace.quoted("value") + " > 0";
        for (DatabaseCase all : Stream.of(
                        table(Mode.REFRESH, Optional.empty(), Optional.empty()),
                        table(Mode.REPLACE, Optional.of(condition), Optional.empty()))
                // Of a swap the table itself is what was staged, and one with triggers is refused.
                .filter(each -> each.sink.mode() != Mode.REFRESH
                        || each.connector().dialect().swap().isEmpty())
                .toList()) {
            published(all, Reconcile.COUNT, "a 5 red");
            all.execute(losing(all.relation(), "name").toArray(new String[0]));
            refused(all, Reconcile.COUNT, "2 rows were loaded, 1 are there", "a 6 red", "b 6 lost");
            published(all, Reconcile.COUNT, "b 7 dull");
            assertThat(all.visible()).containsExactly("b=7");
        }
    }
}

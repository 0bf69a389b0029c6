package dev.sluice.load.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.load.Contract;
import dev.sluice.load.DeletionOrders;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What a load into any database makes of rows that say that they were deleted at their source. */
public abstract class DeletesContract extends ColumnsContract {
    private static final StructType STATES = new StructType()
            .add("name", "string")
            .add("value", "int")
            .add("color", "string")
            .add("gone", "boolean")
            .add("_item", "bigint", false);

    private DatabaseCase deleting(Mode mode, String... version) {
        return new DatabaseCase(new JdbcSink(
                server(),
                name(),
                mode,
                List.of("name"),
                Stream.of(version).findFirst(),
                Contract.USUAL,
                Optional.empty(),
                Optional.of("gone"),
                List.of()));
    }

    /** States such as "a 3 red", deleted ones as "a 3 -", in one slice. */
    private static Dataset<Row> states(DatabaseCase table, String... states) {
        List<Row> rows = new ArrayList<>();
        for (String state : states) {
            String[] parts = state.split(" ", -1);
            Boolean gone = parts[2].equals("-") ? Boolean.TRUE : parts[1].equals("1") ? null : Boolean.FALSE;
            Integer value = parts[1].equals("null") ? null : Integer.valueOf(parts[1]);
            rows.add(RowFactory.create(parts[0], value, parts[2], gone, 1L));
        }
        return table.spark.createDataFrame(rows, STATES);
    }

    private static void load(DatabaseCase table, String... states) {
        Target target = table.open();
        Head head = target.receipts().head();
        String item = "i" + head.number();
        assertThat(table.stage(target, states(table, states), List.of(item))
                        .publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, head, item + "=")))
                .isInstanceOf(Published.Done.class);
    }

    @Test
    void whateverComesFirstTheNewestStateOfARowIsThereOrGone() {
        DatabaseCase table = deleting(Mode.UPSERT, "value");
        DeletionOrders.slices().forEach(slice -> load(table, slice));
        assertThat(table.visible()).containsExactly("back0=3", "back1=3", "back2=3", "back3=3", "back4=3", "back5=3");
        load(table, "lost0 5 green", "back0 3 -", "back1 3 -", "back1 4 red", "lost1 null red");
        load(table, "back0 3 red", "back0 2 red", "tie 7 red", "tie 7 -");
        assertThat(table.visible()).containsExactly("back1=4", "back2=3", "back3=3", "back4=3", "back5=3", "lost0=5");
        assertThat(table.texts("SELECT * FROM " + table.relation() + " WHERE " + table.quoted("name") + " = 'lost0'"))
                .containsExactly("lost0=5=green");
    }

    @Test
    void withoutAVersionTheDeletionCountsThatComesLast() {
        DatabaseCase table = deleting(Mode.UPSERT);
        load(table, "a 9 red", "b 9 red", "c 9 -");
        load(table, "a 9 -", "b 8 blue");
        assertThat(table.visible()).containsExactly("b=8");
        load(table, "a 2 red");
        assertThat(table.visible()).containsExactly("a=2", "b=8");
        Target target = table.open();
        Head head = target.receipts().head();
        var staged = table.stage(target, states(table, "a 3 red", "a 4 -"), List.of("x"));
        assertThatThrownBy(() -> staged.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, head, "x=")))
                .hasMessageContaining("name = a comes more than once");
        staged.discard();
    }

    @Test
    void aDeletionEndsTheLastStateOfAHistory() {
        DatabaseCase table = deleting(Mode.HISTORY, "value");
        load(table, "a 1 red", "b 1 red", "c 1 red", "d 2 -", "e 1 red");
        load(table, "a 3 -", "b 2 blue", "b 4 -", "b 6 green", "c 3 -", "c 4 -");
        load(table, "a 3 -", "a 2 black", "b 6 green", "c 4 -");
        load(table, "a 7 white", "e 7 red");
        assertThat(table.texts("SELECT "
                        + String.join(
                                ", ",
                                Stream.of("name", "color", "valid_from", "valid_to")
                                        .map(table::quoted)
                                        .toList())
                        + " FROM " + table.relation() + " ORDER BY " + table.quoted("name") + ", "
                        + table.quoted("valid_from")))
                .containsExactly(
                        "a=red=1=3",
                        "a=white=7=null",
                        "b=red=1=2",
                        "b=blue=2=4",
                        "b=green=6=null",
                        "c=red=1=3",
                        "e=red=1=null");
    }

    @Test
    void whatCannotTellADeletionIsRefused() {
        DatabaseCase table = deleting(Mode.UPSERT, "value");
        Dataset<Row> numbers = states(table, "a 1 red").withColumn("gone", functions.lit(1));
        assertThatThrownBy(() -> table.sink.check(table.spark, numbers, DatabaseCase.LOAD))
                .hasMessageContaining("deleted = gone is int, not boolean");
        Target target = table.open();
        Dataset<Row> other = states(table, "a 1 red").withColumnRenamed("gone", "GONE");
        assertThatThrownBy(() -> table.stage(target, other, List.of("i"))).hasMessageContaining("set deleted = GONE");
        var staged = table.stage(target, states(table, "a null -"), List.of("i"));
        assertThatThrownBy(() -> staged.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "i=")))
                .hasMessageContaining("1 deleted rows have no value")
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
        staged.discard();
    }
}

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
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a load into any database takes out of a table, and what it leaves. */
public abstract class TakingContract extends DeletesContract {
    @Test
    void refreshLeavesWhatTheLastSliceHas() {
        DatabaseCase table = fresh(Mode.REFRESH);
        assertThat(table.publish(table.open(), "a=1,2;b=3")).isInstanceOf(Published.Done.class);
        assertThat(table.visible()).containsExactly("a=1", "a=2", "b=3");
        Target target = table.open();
        Head head = target.receipts().head();
        Staged staged = table.stage(target, "c=7", "a");
        assertThat(table.visible()).containsExactly("a=1", "a=2", "b=3");
        assertThat(staged.rows().count()).isEqualTo(1);
        assertThat(staged.publish(DatabaseCase.receipt(Receipt.Kind.PUBLISH, head, "c=")))
                .isInstanceOf(Published.Done.class);
        assertThat(table.visible()).containsExactly("c=7");
        assertThat(table.publish(table.open(), "c=")).isInstanceOf(Published.Done.class);
        assertThat(table.visible()).isEmpty();
        assertThat(table.open().receipts().head().number()).isEqualTo(3);
        assertThat(table.staging()).isEmpty();
    }

    @Test
    void refreshKeepsTheTableAsItWasMade() {
        DatabaseCase table = fresh(Mode.REFRESH);
        table.execute("CREATE TABLE " + table.relation() + " (" + table.quoted("more") + " INTEGER DEFAULT 5, "
                + table.quoted("value") + " BIGINT NOT NULL PRIMARY KEY, " + table.quoted("name") + " VARCHAR(20))");
        table.publish(table.open(), "a=1,2");
        assertThat(table.texts("SELECT * FROM " + table.relation() + " ORDER BY 2"))
                .containsExactly("5=1=a", "5=2=a");
        Target target = table.open();
        assertThatThrownBy(() -> table.publish(target, "b=3,3"))
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
        assertThat(table.visible()).containsExactly("a=1", "a=2");
        assertThat(table.open().receipts().head().number()).isEqualTo(1);
    }

    @Test
    void refreshRefusesATableThatAnotherLoadFills() {
        DatabaseCase other = fresh(Mode.APPEND);
        other.publish(other.open(), "a=1");
        DatabaseCase table = DatabaseCase.of(server(), other.sink.table(), Mode.REFRESH);
        Target second = table.sink.open(table.spark, LoadId.of("job-one", "second"));
        assertThatThrownBy(() -> table.stage(second, "b=1"))
                .hasMessageContaining("it holds rows of load job-one/shop too")
                .extracting("code")
                .isEqualTo(Code.SETTINGS);
        table.publish(table.open(), "b=2");
        assertThat(table.visible()).containsExactly("b=2");
    }

    private static DatabaseCase where(DatabaseCase table, String condition) {
        return new DatabaseCase(new JdbcSink(
                table.sink.server(),
                table.sink.table(),
                Mode.REPLACE,
                List.of(),
                Optional.empty(),
                Contract.USUAL,
                Optional.of(condition),
                Optional.empty(),
                List.of()));
    }

    @Test
    void aConditionFindsTheRowsOfAnItem() {
        DatabaseCase table = where(fresh(Mode.REPLACE), fresh(Mode.REPLACE).quoted("name") + " = {item} -- its own");
        table.publish(table.open(), "a=1,2;it's=3");
        assertThat(table.texts("SELECT * FROM " + table.relation())).containsExactlyInAnyOrder("a=1", "a=2", "it's=3");
        table.execute("INSERT INTO " + table.relation() + " VALUES ('new', 0)");
        table.publish(table.open(), "new=9;it's=4", "it's");
        assertThat(table.visible()).containsExactly("a=1", "a=2", "it's=4", "new=9");
        assertThat(table.publish(table.open(), "b=5", "a", "b")).isInstanceOf(Published.Done.class);
        assertThat(table.visible()).containsExactly("b=5", "it's=4", "new=9");
        assertThat(table.publish(table.open(), "b=", "b")).isInstanceOf(Published.Done.class);
        assertThat(table.visible()).containsExactly("it's=4", "new=9");
    }

    @Test
    void aConditionWithoutAnItemIsForWhatIsReadWhole() {
        DatabaseCase plain = fresh(Mode.REPLACE);
        DatabaseCase table = where(plain, plain.quoted("value") + " < 10");
        table.publish(table.open(), "a=1");
        table.execute("INSERT INTO " + table.relation() + " VALUES ('other', 10), ('mine', 2)");
        table.publish(table.open(), "a=3", "a");
        assertThat(table.visible()).containsExactly("a=3", "other=10");
        Target target = table.open();
        assertThatThrownBy(() -> table.publish(target, "a=3,12,", "a"))
                .hasMessageContaining("1 of the rows do not meet it")
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
        assertThat(table.visible()).containsExactly("a=3", "other=10");
        assertThat(table.open().receipts().head().number()).isEqualTo(2);
    }

    @Test
    void rowsThatAConditionDoesNotTellApartAreRefused() {
        DatabaseCase plain = fresh(Mode.REPLACE);
        DatabaseCase table = where(plain, plain.quoted("name") + " < {item}");
        Target target = table.open();
        assertThatThrownBy(() -> table.publish(target, "a=1")).hasMessageContaining("1 of the rows do not meet it");
        DatabaseCase wide = where(plain, plain.quoted("name") + " <= {item}");
        Target open = wide.open();
        assertThatThrownBy(() -> wide.publish(open, "a=1;b=2"))
                .hasMessageContaining("2 rows meet it for item b, which has 1")
                .extracting("code")
                .isEqualTo(Code.CHECK_FAILED);
        assertThat(table.visible()).isEmpty();
        DatabaseCase wrong = where(plain, "no_such_column = {item}");
        Target third = wrong.open();
        assertThatThrownBy(() -> wrong.stage(third, "a=1"))
                .hasMessageContaining("replace-where is no condition on its columns: ")
                .extracting("code")
                .isEqualTo(Code.SETTINGS);
    }

    @Test
    void aLoadOfWhichOnlyTheHeadHasMovedHasLostNoTable() {
        DatabaseCase table = fresh(Mode.APPEND);
        Target target = table.open();
        target.mark(DatabaseCase.receipt(Receipt.Kind.FENCE, Head.ORIGIN, ""));
        assertThat(table.publish(table.open(), "a=1")).isInstanceOf(Published.Done.class);
        assertThat(table.visible()).containsExactly("a=1");
    }
}

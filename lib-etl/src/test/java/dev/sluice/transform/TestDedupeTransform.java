package dev.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.InvalidSetting;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TestDedupeTransform {
    private static final String ROWS =
            "SELECT * FROM VALUES (7L, 'a', 1, 'x'), (8L, 'a', 2, 'y'), (8L, 'b', 1, 'z') AS t(_item, k, v, c)";

    @Test
    void keepsTheFirstRowOfEachKey() {
        assertThat(kept(ROWS, List.of("k"), List.of("v DESC"))).containsExactlyInAnyOrder("[a,2,y,8]", "[b,1,z,8]");
        assertThat(kept(ROWS, List.of("k"), List.of("v"))).containsExactlyInAnyOrder("[a,1,x,7]", "[b,1,z,8]");
    }

    @Test
    void comparesAllColumnsOfTheKey() {
        assertThat(kept(ROWS, List.of("k", "v"), List.of())).hasSize(3);
    }

    @Test
    void givesTheSameRowWhateverTheOrderOfItsInput() {
        String rows = "SELECT 'k' AS k, id % 7 AS v, map('m', id) AS m, id AS _item FROM range(0, 200, 1, 4)";
        List<String> forwards = kept(rows, List.of("k"), List.of("v DESC"));

        assertThat(kept(rows + " ORDER BY id DESC", List.of("k"), List.of("v DESC")))
                .isEqualTo(forwards)
                .hasSize(1);
    }

    @Test
    void keepsTheColumnsWithTheItemLast() {
        assertThat(apply(ROWS, List.of("k"), List.of()).columns()).containsExactly("k", "v", "c", "_item");
    }

    @Test
    void leavesAColumnOfTheSameNameAsItsRankAlone() {
        assertThat(kept("SELECT 5 AS _rank, 1 AS k", List.of("k"), List.of())).containsExactly("[5,1]");
    }

    @Test
    void takesRowsWithoutAKeyAsOne() {
        assertThat(kept("SELECT * FROM VALUES (NULL, 1), (NULL, 2) AS t(k, v)", List.of("k"), List.of("v")))
                .containsExactly("[null,1]");
    }

    @Test
    void readsKeysWithDotsAsOneColumn() {
        assertThat(kept("SELECT * FROM VALUES (1, 2), (1, 3) AS t(`a.b`, v)", List.of("a.b"), List.of("v")))
                .containsExactly("[1,2]");
    }

    @Test
    void combinesRowsAndSaysSo() {
        DedupeTransform whole = step(List.of("k"), List.of());

        assertThat(whole.combinesRows()).isTrue();
        assertThat(whole.sliceScoped()).isFalse();
        assertThat(new DedupeTransform("kept", "t", List.of("k"), List.of(), Optional.of(StepScope.SLICE))
                        .sliceScoped())
                .isTrue();
    }

    @Test
    void refusesNoKeyAndOrdersThatDoNotParse() {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> step(List.of(), List.of()))
                .withMessage("names no column; give at least one");
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> step(List.of("k"), List.of("v DOWN")))
                .withMessageStartingWith("does not parse: ")
                .satisfies(invalid -> assertThat(invalid.key()).isEqualTo("order"));
    }

    @Test
    void saysWhichKeyDoesNotExist() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> apply(ROWS, List.of("nothing"), List.of()))
                .withMessageStartingWith("Cannot build table \"kept\": ")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
    }

    private static List<String> kept(String query, List<String> key, List<String> order) {
        return apply(query, key, order).collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    private static Dataset<Row> apply(String query, List<String> key, List<String> order) {
        Tables in = Tables.none().with("t", LocalSpark.session().sql(query));
        return step(key, order).apply(LocalSpark.session(), in).table("kept");
    }

    private static DedupeTransform step(List<String> key, List<String> order) {
        return new DedupeTransform("kept", "t", key, order, Optional.empty());
    }
}

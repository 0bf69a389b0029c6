package dev.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.slice.RejectTable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TestValidateTransform {
    private static final String ORDERS = """
            SELECT * FROM VALUES (7L, 1, 10), (7L, 2, -1), (8L, 3, NULL), (8L, NULL, -5) AS t(_item, id, amount)""";

    @Test
    void keepsTheRowsThatEveryRuleHoldsFor() {
        Dataset<Row> good = apply(ORDERS, rule("has-id", "id IS NOT NULL"), rule("amount", "amount > 0"))
                .table("good");

        assertThat(good.columns()).containsExactly("id", "amount", "_item");
        assertThat(good.collectAsList()).extracting(Row::toString).containsExactly("[1,10,7]");
    }

    @Test
    void rejectsARowWhenARuleIsFalseOrNull() {
        assertThat(rejects(ORDERS, rule("has-id", "id IS NOT NULL"), rule("positive amount", "amount > 0")))
                .containsExactlyInAnyOrder(
                        "[POSITIVE_AMOUNT,rule \"positive amount\" does not hold: amount > 0,{\"id\":2,\"amount\":-1},orders,null,7]",
                        "[POSITIVE_AMOUNT,rule \"positive amount\" does not hold: amount > 0,{\"id\":3,\"amount\":null},orders,null,8]",
                        "[HAS_ID,rule \"has-id\" does not hold: id IS NOT NULL,{\"id\":null,\"amount\":-5},orders,null,8]");
    }

    @Test
    void givesRejectsExactlyTheirColumns() {
        assertThat(apply(ORDERS, rule("a", "true"))
                        .table("good.rejects")
                        .schema()
                        .simpleString())
                .isEqualTo(RejectTable.SCHEMA.simpleString());
        assertThat(apply("SELECT 1 AS n", rule("a", "true"))
                        .table("good.rejects")
                        .schema()
                        .simpleString())
                .isEqualTo(RejectTable.SCHEMA.simpleString());
    }

    @Test
    void carriesTheOriginOfARow() {
        String query = """
                SELECT 1 AS n, named_struct('line', 3, 'file', 'a.log', 'offset', 90) AS _origin, 5L AS _item
                UNION ALL SELECT 2, NULL, 5L""";

        List<Row> rejects = apply(query, rule("never", "false"))
                .table("good.rejects")
                .select("origin", "_item")
                .collectAsList();

        assertThat(rejects)
                .extracting(Row::toString)
                .containsExactlyInAnyOrder("[[a.log,90,3,null,null],5]", "[null,5]");
    }

    @Test
    void namesNoInputButItsTable() {
        assertThat(step(rule("a", "true")).inputs()).containsExactly("orders");
        assertThat(step(rule("a", "true")).combinesRows()).isFalse();
    }

    @Test
    void refusesARuleThatDependsOnChance() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> apply(ORDERS, rule("luck", "rand() > 0.5")))
                .withMessageContaining("a rule depends on chance")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
    }

    @Test
    void refusesAConditionThatIsNone() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> apply(ORDERS, rule("sum", "id + 1")))
                .withMessageStartingWith("Cannot build table \"good\": ");
    }

    @Test
    void refusesRulesThatLookBeyondOneRow() {
        String message = "looks beyond one row; compute that in a sql step above";

        refuses("condition", message, () -> rule("a", "count(*) > 1"));
        refuses("condition", message, () -> rule("a", "row_number() OVER (ORDER BY id) = 1"));
        refuses("condition", message, () -> rule("a", "id IN (SELECT id FROM other)"));
    }

    @Test
    void refusesRulesThatCannotBeToldApart() {
        refuses("rules", "holds no rule; give at least one", () -> step());
        refuses("rules", "holds two rules named \"A b\"", () -> step(rule("a-b", "true"), rule("A b", "true")));
        refuses("name", "is empty", () -> rule(" ", "true"));
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> rule("a", "amount >"))
                .withMessageStartingWith("does not parse: ");
    }

    private static void refuses(String key, String message, Runnable making) {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(making::run)
                .withMessage(message)
                .satisfies(invalid -> assertThat(invalid.key()).isEqualTo(key));
    }

    private static List<String> rejects(String query, ValidateTransform.Rule... rules) {
        return apply(query, rules).table("good.rejects").collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    private static Tables apply(String query, ValidateTransform.Rule... rules) {
        Tables in = Tables.none().with("orders", LocalSpark.session().sql(query));
        return step(rules).apply(LocalSpark.session(), in);
    }

    private static ValidateTransform step(ValidateTransform.Rule... rules) {
        return new ValidateTransform("good", "orders", List.of(rules));
    }

    private static ValidateTransform.Rule rule(String name, String condition) {
        return new ValidateTransform.Rule(name, condition);
    }
}

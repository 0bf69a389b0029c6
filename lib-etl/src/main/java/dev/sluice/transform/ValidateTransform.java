package dev.sluice.transform;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.slice.RejectTable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Divides a table into the rows that every rule holds for, unchanged and named like the step, and the rest: the table
 * {@code name.rejects} with the columns of {@link RejectTable#SCHEMA}. A rule whose condition is null does not hold.
 * A reject's code is the first rule that does not hold, in upper snake case; raw is the row as JSON without
 * {@code _item}; origin is that of a column {@code _origin}, where there is one.
 */
@Doc("rows that every rule holds for; the others become rejects")
public record ValidateTransform(
        @Doc("the name of the table of good rows; the others are name.rejects")
        String name,

        @Doc("the table to look at") String from,
        @Doc("what must hold for each row, in order") List<Rule> rules)
        implements Transform {
    public ValidateTransform {
        rules = List.copyOf(rules);
        if (rules.isEmpty()) {
            throw new InvalidSetting("rules", "holds no rule; give at least one");
        }
        Set<String> codes = new HashSet<>();
        for (Rule rule : rules) {
            if (!codes.add(rule.code())) {
                throw new InvalidSetting("rules", "holds two rules named \"" + rule.name() + "\"");
            }
        }
    }

    /**
     * Something that must hold for each row by itself.
     *
     * @param condition a SQL condition without subqueries, aggregates and windows; the same answer each time
     */
    public record Rule(
            @Doc("names the rule in rejects and reports") String name,

            @Doc("a SQL condition over the columns of one row")
            String condition) {
        public Rule {
            if (name.isBlank()) {
                throw new InvalidSetting("name", "is empty");
            }
            ParsedSql parsed = ParsedSql.expression("condition", condition);
            if (parsed.combinesRows() || parsed.holdsSubquery()) {
                throw new InvalidSetting("condition", "looks beyond one row; compute that in a sql step above");
            }
        }

        /** Upper snake case. */
        public String code() {
            return name.strip()
                    .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                    .replaceAll("[^A-Za-z0-9]+", "_")
                    .toUpperCase(Locale.ROOT);
        }

        private Column fails() {
            return not(coalesce(expr(condition), lit(false)));
        }
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public List<String> texts() {
        return rules.stream().map(Rule::condition).toList();
    }

    @Override
    public boolean rejects() {
        return true;
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> table = in.table(from);
        Dataset<Row> good =
                Plans.build(name, () -> table.filter(firstFailing(Rule::code).isNull()));
        refuseChance(good);
        Dataset<Row> rejects = Plans.build(RejectTable.of(name), () -> rejects(table));
        return in.with(name, Columns.itemLast(name, good)).with(RejectTable.of(name), rejects);
    }

    private Dataset<Row> rejects(Dataset<Row> table) {
        return RejectTable.rejects(
                table.filter(firstFailing(Rule::code).isNotNull()),
                firstFailing(Rule::code),
                firstFailing(rule -> "rule \"" + rule.name() + "\" does not hold: " + rule.condition()),
                from);
    }

    private Column firstFailing(Function<Rule, String> words) {
        Column found = when(rules.get(0).fails(), words.apply(rules.get(0)));
        for (Rule rule : rules.subList(1, rules.size())) {
            found = found.when(rule.fails(), words.apply(rule));
        }
        return found;
    }

    /** A condition that could answer differently the second time would lose rows or show them twice. */
    private void refuseChance(Dataset<Row> good) {
        List<Expression> expressions =
                CollectionConverters.asJava(good.queryExecution().analyzed().expressions());
        if (!expressions.stream().allMatch(Expression::deterministic)) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot build table \"" + name + "\": a rule depends on chance (compute it in a sql step above)");
        }
    }
}

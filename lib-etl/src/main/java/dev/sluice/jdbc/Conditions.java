package dev.sluice.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;

/**
 * Spark's predicates as conditions of a database. A condition is true of every row of which the predicate is true in
 * Spark, and may be true of more: Spark looks again at the rows that come. So what is not the same in both is left out of
 * AND, and a text may be compared by a collation that takes more for equal.
 *
 * <p>NOT is carried down to the comparisons, where it is another comparison. So NULL, of which neither a comparison nor
 * its opposite is true, needs no thought.
 */
record Conditions(Dialect dialect, List<StoreColumn> columns) {
    /** Databases have limits to how long a list and how deep a condition may be. */
    private static final int MOST_CHARACTERS = 10_000;

    private static final Map<String, String> OPPOSITES =
            Map.of("=", "<>", "<>", "=", "<", ">=", ">=", "<", ">", "<=", "<=", ">");

    private static final Map<String, String> MIRRORED =
            Map.of("=", "=", "<>", "<>", "<", ">", ">", "<", "<=", ">=", ">=", "<=");

    /** Empty where the database cannot tell the rows. */
    Optional<String> of(Predicate predicate) {
        return of(predicate, true).filter(condition -> condition.length() <= MOST_CHARACTERS);
    }

    /**
     * True of the rows of which the predicate is.
     *
     * @param holds false for the rows of which it is false
     */
    private Optional<String> of(Expression expression, boolean holds) {
        if (!(expression instanceof Predicate predicate)) {
            return Optional.empty();
        }
        Expression[] on = predicate.children();
        return switch (predicate.name()) {
            case "AND" -> holds ? all(on, true) : any(on, false);
            case "OR" -> holds ? any(on, true) : all(on, false);
            case "NOT" -> of(on[0], !holds);
            case "IS_NULL" -> column(on[0]).map(column -> isNull(column, holds));
            case "IS_NOT_NULL" -> column(on[0]).map(column -> isNull(column, !holds));
            case "IN" -> in(on, holds);
            case "<=>" -> same(on, holds);
            default ->
                OPPOSITES.containsKey(predicate.name())
                        ? compared(on, holds ? predicate.name() : OPPOSITES.get(predicate.name()))
                        : Optional.empty();
        };
    }

    private Optional<String> all(Expression[] expressions, boolean hold) {
        String[] known = Arrays.stream(expressions)
                .flatMap(expression -> of(expression, hold).stream())
                .toArray(String[]::new);
        return known.length == 0 ? Optional.empty() : Optional.of(Scan.all(known));
    }

    private Optional<String> any(Expression[] expressions, boolean hold) {
        List<String> known = new ArrayList<>();
        for (Expression expression : expressions) {
            Optional<String> one = of(expression, hold);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            known.add("(" + one.get() + ")");
        }
        return Optional.of(String.join(" OR ", known));
    }

    private static String isNull(StoreColumn column, boolean holds) {
        return column.expression() + (holds ? " IS NULL" : " IS NOT NULL");
    }

    /** Of a column and a value, whichever stands first. */
    private Optional<String> compared(Expression[] on, String operator) {
        boolean mirrored = column(on[0]).isEmpty();
        return column(on[mirrored ? 1 : 0])
                .flatMap(column -> literal(column, on[mirrored ? 0 : 1])
                        .flatMap(value -> compared(column, mirrored ? MIRRORED.get(operator) : operator, value)));
    }

    private Optional<String> compared(StoreColumn column, String operator, String value) {
        Comparison can = dialect.comparison(column);
        return can == Comparison.ORDER || (can == Comparison.EQUALITY && operator.equals("="))
                ? Optional.of(column.expression() + " " + operator + " " + value)
                : Optional.empty();
    }

    /** Equal, or both NULL; of a value that is not NULL. */
    private Optional<String> same(Expression[] on, boolean holds) {
        return holds
                ? compared(on, "=")
                : compared(on, "<>")
                        .map(differs ->
                                isNull(column(on[0]).or(() -> column(on[1])).orElseThrow(), true) + " OR " + differs);
    }

    private Optional<String> in(Expression[] on, boolean holds) {
        Optional<StoreColumn> column = column(on[0]);
        Comparison can = column.map(dialect::comparison).orElse(Comparison.NONE);
        if (can == Comparison.NONE || (can == Comparison.EQUALITY && !holds)) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int i = 1; i < on.length; i++) {
            Optional<String> value = literal(column.get(), on[i]);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(
                column.get().expression() + (holds ? " IN (" : " NOT IN (") + String.join(", ", values) + ")");
    }

    private Optional<StoreColumn> column(Expression expression) {
        return expression instanceof NamedReference reference && reference.fieldNames().length == 1
                ? columns.stream()
                        .filter(column -> column.name().equals(reference.fieldNames()[0]))
                        .findFirst()
                : Optional.empty();
    }

    /** A value of the column's own type that is not NULL. */
    private Optional<String> literal(StoreColumn column, Expression expression) {
        return expression instanceof Literal<?> literal
                        && literal.value() != null
                        && literal.dataType().equals(column.type())
                ? SqlLiteral.of(dialect, column.type(), literal.value())
                : Optional.empty();
    }
}

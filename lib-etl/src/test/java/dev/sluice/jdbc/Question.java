package dev.sluice.jdbc;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One predicate as Spark works it out and as Spark gives it to a source.
 *
 * @param column the only one; empty for several
 */
record Question(Optional<String> column, Expression spark, Predicate pushed) {
    private static final Map<String, BiFunction<Expression, Expression, Expression>> OPERATORS = Map.of(
            "=", EqualTo::new,
            "<>", (left, right) -> new Not(new EqualTo(left, right)),
            "<", LessThan::new,
            "<=", LessThanOrEqual::new,
            ">", GreaterThan::new,
            ">=", GreaterThanOrEqual::new,
            "<=>", EqualNullSafe::new);

    /** Values to compare with that no row has, and that some databases do not have either. */
    private static final List<Object> OTHERS = List.of(
            true,
            (short) 71,
            1,
            1L,
            0.3,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            0.3f,
            Float.NaN,
            new BigDecimal("0.11"),
            "b",
            "B",
            "a  ",
            "x\0y",
            "\uD83D\uDE00",
            "\u0436",
            "00:00:00",
            LocalDate.of(-44, 3, 15),
            LocalDate.of(0, 1, 1),
            LocalDate.of(2024, 2, 29),
            LocalDate.of(10000, 1, 1),
            LocalDateTime.of(0, 12, 31, 23, 59),
            LocalDateTime.of(2024, 2, 29, 12, 0, 0, 1_000),
            LocalDateTime.of(10000, 1, 1, 0, 0),
            Instant.parse("0000-12-31T23:59:59Z"),
            Instant.parse("2024-03-31T01:30:00Z"),
            Instant.parse("+10000-01-01T00:00:00Z"));

    /** All that can be asked about column {@code i} of these rows. */
    static List<Question> about(StructField field, int i, List<Row> rows) {
        Set<Object> values = new LinkedHashSet<>();
        rows.forEach(row -> values.add(row.get(i)));
        values.removeIf(value -> value == null || value instanceof byte[]);
        Class<?> type =
                values.isEmpty() ? byte[].class : values.iterator().next().getClass();
        OTHERS.stream().filter(type::isInstance).forEach(values::add);
        List<Question> all = new ArrayList<>();
        Optional<String> one = Optional.of(field.name());
        NamedReference name = Expressions.column(field.name());
        Expression column = new BoundReference(i, field.dataType(), true);
        all.add(new Question(one, new IsNull(column), pushed("IS_NULL", name)));
        all.add(new Question(one, new IsNotNull(column), pushed("IS_NOT_NULL", name)));
        List<LiteralValue<?>> before = new ArrayList<>();
        for (Object value : values) {
            LiteralValue<?> literal = literal(value, field.dataType());
            Expression typed = spark(literal);
            OPERATORS.forEach((operator, with) ->
                    all.add(new Question(one, with.apply(column, typed), pushed(operator, name, literal))));
            all.add(new Question(one, new LessThan(typed, column), pushed("<", literal, name)));
            all.add(new Question(one, new GreaterThanOrEqual(typed, column), pushed(">=", literal, name)));
            for (LiteralValue<?> other : before) {
                In in = new In(
                        column,
                        CollectionConverters.asScala(List.of(typed, spark(other)))
                                .toSeq());
                all.add(new Question(one, in, pushed("IN", name, literal, other)));
            }
            before = List.of(literal);
        }
        return Stream.concat(all.stream(), all.stream().map(Question::not)).toList();
    }

    private static Predicate pushed(String name, org.apache.spark.sql.connector.expressions.Expression... children) {
        return new Predicate(name, children);
    }

    private static LiteralValue<?> literal(Object value, DataType type) {
        return new LiteralValue<>(
                CatalystTypeConverters.createToCatalystConverter(type).apply(value), type);
    }

    private static Expression spark(LiteralValue<?> literal) {
        return new Literal(literal.value(), literal.dataType());
    }

    private Question not() {
        return new Question(column, new Not(spark), new org.apache.spark.sql.connector.expressions.filter.Not(pushed));
    }

    /** Several by AND, OR and NOT. */
    static Question mixed(Random random, List<Question> of) {
        Question left = of.get(random.nextInt(of.size()));
        for (int i = 0; i < 3; i++) {
            Question right = of.get(random.nextInt(of.size()));
            left = random.nextBoolean()
                    ? new Question(
                            Optional.empty(),
                            new And(left.spark, right.spark),
                            pushed("AND", left.pushed, right.pushed))
                    : new Question(
                            Optional.empty(), new Or(left.spark, right.spark), pushed("OR", left.pushed, right.pushed));
            left = random.nextBoolean() ? left.not() : left;
        }
        return left;
    }
}

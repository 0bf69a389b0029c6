package dev.sluice.media.decide;

import dev.sluice.settings.InvalidSetting;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A Spark SQL condition over one row of known columns. It is analysed by Spark's own analyser and interpreted by Spark's
 * own expressions, without a session, so that a job file is checked before Spark starts and a decision can be explained
 * without it. Times are UTC. Not thread-safe.
 */
final class Condition {
    private final String text;
    private final Expression parsed;
    private final StructType columns;
    private final RowExpression whole;
    private final List<Part> parts = new ArrayList<>();

    /** One of the conditions that AND joins. */
    private record Part(String text, RowExpression value) {}

    private Condition(String text, StructType columns) {
        this.text = text;
        this.columns = columns;
        this.parsed = CatalystSqlParser$.MODULE$.parseExpression(text);
        refuseUnknown(parsed);
        this.whole = resolved(parsed, columns);
        List<Expression> joined = new ArrayList<>();
        split(parsed, joined);
        joined.forEach(part -> parts.add(new Part(part.sql(), resolved(part, columns))));
    }

    /** Throws {@link InvalidSetting} of the setting when it is no such condition. */
    static Condition parse(String setting, String text, StructType columns) {
        try {
            return new Condition(text, columns);
        } catch (Exception e) {
            if (e instanceof InvalidSetting) {
                throw new InvalidSetting(setting, e.getMessage());
            }
            if (e instanceof AnalysisException || e instanceof org.apache.spark.SparkThrowable) {
                throw new InvalidSetting(
                        setting,
                        e.getMessage()
                                .lines()
                                .filter(line -> !line.isBlank())
                                .findFirst()
                                .orElse("is no condition"));
            }
            throw e;
        }
    }

    String text() {
        return text;
    }

    /** Whether it holds; null counts as false. Throws what Spark throws where a row does not suit an expression. */
    boolean holds(InternalRow row) {
        return isTrue(whole, row);
    }

    /** The parts that AND joins, each by itself, in their order. */
    List<Verdict> verdicts(InternalRow row) {
        return parts.stream()
                .map(part -> new Verdict(part.text(), isTrue(part.value(), row)))
                .toList();
    }

    /** What it looks at. */
    List<Value> values(InternalRow row) {
        return LookedAt.values(parsed, columns, row);
    }

    private static boolean isTrue(RowExpression value, InternalRow row) {
        InternalRow answer = value.of(row);
        return !answer.isNullAt(0) && answer.getBoolean(0);
    }

    private static void split(Expression parsed, List<Expression> parts) {
        if (parsed instanceof And and) {
            split(and.left(), parts);
            split(and.right(), parts);
        } else {
            parts.add(parsed);
        }
    }

    /** Without a session the analyser has no words for this. */
    private static void refuseUnknown(Expression parsed) {
        if (parsed instanceof UnresolvedFunction function) {
            String name = function.nameParts().mkString(".");
            if (!FunctionRegistry.builtin().functionExists(FunctionIdentifier.apply(name))) {
                throw new InvalidSetting("", name + " is no function of Spark SQL");
            }
        }
        CollectionConverters.asJava(parsed.children()).forEach(Condition::refuseUnknown);
    }

    private static RowExpression resolved(Expression parsed, StructType columns) {
        RowExpression resolved = RowExpression.of(parsed, columns);
        Expression condition = resolved.expression();
        if (!(condition.dataType() instanceof BooleanType)) {
            throw new InvalidSetting("", "is of type " + condition.dataType().sql() + "; a condition is wanted");
        }
        if (!condition.deterministic()) {
            throw new InvalidSetting("", "depends on chance");
        }
        if (condition.containsPattern(TreePattern.CURRENT_LIKE())) {
            throw new InvalidSetting("", "depends on when it is asked");
        }
        return resolved;
    }
}

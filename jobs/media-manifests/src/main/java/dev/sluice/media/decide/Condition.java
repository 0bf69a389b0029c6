package dev.sluice.media.decide;

import dev.sluice.settings.InvalidSetting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.SimpleAnalyzer$;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionId;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionRef;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InterpretedMutableProjection;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.With;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions$;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A Spark SQL condition over one row of known columns. It is analysed by Spark's own analyser and interpreted by Spark's
 * own expressions, without a session, so that a job file is checked before Spark starts and a decision can be explained
 * without it. Times are UTC. Not thread-safe.
 */
final class Condition {
    private final String text;
    private final InterpretedMutableProjection whole;
    private final List<Part> parts = new ArrayList<>();

    /** One of the conditions that AND joins. */
    private record Part(String text, InterpretedMutableProjection value) {}

    private Condition(String text, StructType columns) {
        this.text = text;
        Expression parsed = CatalystSqlParser$.MODULE$.parseExpression(text);
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

    private static boolean isTrue(InterpretedMutableProjection value, InternalRow row) {
        InternalRow answer = value.apply(row);
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

    private static InterpretedMutableProjection resolved(Expression parsed, StructType columns) {
        SQLConf conf = new SQLConf();
        conf.setConfString("spark.sql.session.timeZone", "UTC");
        return SQLConf.withExistingConf(conf, () -> resolvedInUtc(parsed, columns));
    }

    private static InterpretedMutableProjection resolvedInUtc(Expression parsed, StructType columns) {
        Seq<Attribute> inputs = CollectionConverters.<Attribute>asScala(
                        new ArrayList<>(CollectionConverters.asJava(DataTypeUtils.toAttributes(columns))))
                .toSeq();
        Alias named = new Alias(parsed, "holds", freshId(), empty(), Option.empty(), empty());
        LogicalPlan plan = new Project(list(named), new LocalRelation(inputs, empty(), false, Option.empty()));
        LogicalPlan analysed = SimpleAnalyzer$.MODULE$.execute(plan);
        SimpleAnalyzer$.MODULE$.checkAnalysis(analysed);
        if (!(analysed instanceof Project)
                || SubqueryExpression.hasSubquery(analysed.expressions().head())) {
            throw new InvalidSetting("", "looks beyond one row");
        }
        Project replaced = (Project) ReplaceExpressions$.MODULE$.apply(analysed);
        Expression condition = evaluable(((Alias) replaced.projectList().head()).child(), new HashMap<>());
        if (!(condition.dataType() instanceof BooleanType)) {
            throw new InvalidSetting("", "is of type " + condition.dataType().sql() + "; a condition is wanted");
        }
        if (!condition.deterministic()) {
            throw new InvalidSetting("", "depends on chance");
        }
        if (condition.containsPattern(TreePattern.CURRENT_LIKE())) {
            throw new InvalidSetting("", "depends on when it is asked");
        }
        return new InterpretedMutableProjection(list(condition), inputs);
    }

    /** What Spark's optimiser does before it runs an expression: what is said twice is named once, and here put back. */
    private static Expression evaluable(Expression expression, Map<CommonExpressionId, Expression> named) {
        if (expression instanceof With with) {
            CollectionConverters.asJava(with.defs()).forEach(def -> named.put(def.id(), evaluable(def.child(), named)));
            return evaluable(with.child(), named);
        }
        if (expression instanceof CommonExpressionRef ref) {
            return named.get(ref.id());
        }
        return expression.mapChildren(child -> evaluable(child, named));
    }

    private static ExprId freshId() {
        return NamedExpression.newExprId();
    }

    private static <T> Seq<T> list(T one) {
        return CollectionConverters.asScala(List.of(one)).toSeq();
    }

    private static <T> Seq<T> empty() {
        return CollectionConverters.asScala(List.<T>of()).toSeq();
    }
}

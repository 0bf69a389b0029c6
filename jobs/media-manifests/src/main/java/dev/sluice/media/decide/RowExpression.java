package dev.sluice.media.decide;

import dev.sluice.settings.InvalidSetting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.SimpleAnalyzer$;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionId;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionRef;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InterpretedMutableProjection;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.With;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions$;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An expression of Spark SQL over one row of known columns, analysed by Spark's own analyser and interpreted by Spark's own
 * expressions, without a session. Times are UTC. Not thread-safe.
 */
final class RowExpression {
    private final Expression expression;
    private final InterpretedMutableProjection value;

    private RowExpression(Expression expression, Seq<Attribute> inputs) {
        this.expression = expression;
        this.value = new InterpretedMutableProjection(list(expression), inputs);
    }

    /** Throws what Spark's analyser throws, and {@link InvalidSetting} for what one row cannot tell. */
    static RowExpression of(Expression parsed, StructType columns) {
        SQLConf conf = new SQLConf();
        conf.setConfString("spark.sql.session.timeZone", "UTC");
        return SQLConf.withExistingConf(conf, () -> analysed(parsed, columns));
    }

    private static RowExpression analysed(Expression parsed, StructType columns) {
        Seq<Attribute> inputs = CollectionConverters.<Attribute>asScala(
                        new ArrayList<>(CollectionConverters.asJava(DataTypeUtils.toAttributes(columns))))
                .toSeq();
        Alias named = new Alias(parsed, "value", NamedExpression.newExprId(), empty(), Option.empty(), empty());
        LogicalPlan plan = new Project(list(named), new LocalRelation(inputs, empty(), false, Option.empty()));
        LogicalPlan analysed = SimpleAnalyzer$.MODULE$.execute(plan);
        SimpleAnalyzer$.MODULE$.checkAnalysis(analysed);
        if (!(analysed instanceof Project)
                || SubqueryExpression.hasSubquery(analysed.expressions().head())) {
            throw new InvalidSetting("", "looks beyond one row");
        }
        Project replaced = (Project) ReplaceExpressions$.MODULE$.apply(analysed);
        return new RowExpression(evaluable(((Alias) replaced.projectList().head()).child(), new HashMap<>()), inputs);
    }

    Expression expression() {
        return expression;
    }

    /** A row of the value alone. Throws what Spark throws where a row does not suit the expression. */
    InternalRow of(InternalRow row) {
        return value.apply(row);
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

    private static <T> Seq<T> list(T one) {
        return CollectionConverters.asScala(List.of(one)).toSeq();
    }

    private static <T> Seq<T> empty() {
        return CollectionConverters.asScala(List.<T>of()).toSeq();
    }
}

package dev.sluice.transform;

import dev.sluice.settings.InvalidSetting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedHaving;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.UnresolvedWindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.CompoundPlanStatement;
import org.apache.spark.sql.catalyst.plans.logical.Deduplicate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.Pivot;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WithWindowDefinition;
import scala.Option;
import scala.Tuple3;
import scala.jdk.javaapi.CollectionConverters;

/** What can be told of a query or an expression from its syntax alone, without a session. */
final class ParsedSql {
    private static final Set<String> COMBINING_GROUPS = Set.of("agg_funcs", "window_funcs");
    /** The one aggregate of Spark 4.1 that its registry files under another group. */
    private static final String STRAY_AGGREGATE = "schema_of_variant_agg";

    private static final List<Class<? extends LogicalPlan>> COMBINING = List.of(
            Aggregate.class,
            Deduplicate.class,
            Distinct.class,
            Except.class,
            GlobalLimit.class,
            Intersect.class,
            LocalLimit.class,
            Offset.class,
            Pivot.class,
            Window.class);

    /** What leaves the columns of its first child as they are. */
    private static final List<Class<? extends LogicalPlan>> KEEPING = List.of(
            Distinct.class,
            Except.class,
            Filter.class,
            GlobalLimit.class,
            Intersect.class,
            LocalLimit.class,
            Offset.class,
            Sort.class,
            Union.class,
            UnresolvedHaving.class,
            WithWindowDefinition.class);

    private final Set<String> tables = new LinkedHashSet<>();
    private boolean combining;
    private boolean subquery;
    private Optional<List<NamedExpression>> columns = Optional.empty();

    private ParsedSql() {}

    /** Refuses what does not parse and what is not a query, as a problem of the setting. */
    static ParsedSql query(String setting, String sql) {
        ParsedSql parsed = new ParsedSql();
        LogicalPlan plan = parse(setting, () -> CatalystSqlParser$.MODULE$.parsePlan(sql));
        if (plan instanceof Command || plan instanceof ParsedStatement || plan instanceof CompoundPlanStatement) {
            throw new InvalidSetting(setting, "is not a query; a SELECT is wanted");
        }
        parsed.visit(plan, Set.of());
        parsed.columns = columns(plan);
        return parsed;
    }

    /** Refuses what does not parse, as a problem of the setting. */
    static ParsedSql expression(String setting, String sql) {
        ParsedSql parsed = new ParsedSql();
        parsed.visit(parse(setting, () -> CatalystSqlParser$.MODULE$.parseExpression(sql)), Set.of());
        return parsed;
    }

    /** Tables named by one part, in the order of the text; names of common table expressions are none. */
    List<String> tables() {
        return List.copyOf(tables);
    }

    /** True with an aggregate, a window, a distinct, a set operation that compares rows, or a limit, at any level. */
    boolean combinesRows() {
        return combining;
    }

    /** True when the query lists its columns, without a star, and none of them has this name. */
    boolean drops(String column) {
        return columns.isPresent() && columns.get().stream().noneMatch(one -> mayBe(one, column));
    }

    private static boolean mayBe(NamedExpression expression, String column) {
        if (expression instanceof Alias alias) {
            return alias.name().equals(column);
        }
        if (expression instanceof UnresolvedAttribute attribute) {
            List<String> parts = CollectionConverters.asJava(attribute.nameParts());
            return parts.get(parts.size() - 1).equals(column);
        }
        return !(expression instanceof UnresolvedAlias) || expression.toString().contains(column);
    }

    private static Optional<List<NamedExpression>> columns(LogicalPlan plan) {
        if (plan instanceof Project project) {
            return Optional.of(CollectionConverters.asJava(project.projectList()));
        }
        if (plan instanceof Aggregate aggregate) {
            return Optional.of(CollectionConverters.asJava(aggregate.aggregateExpressions()));
        }
        if (plan instanceof UnresolvedWith with) {
            return columns(with.child());
        }
        return KEEPING.stream().anyMatch(kind -> kind.isInstance(plan))
                ? columns(CollectionConverters.asJava(plan.children()).get(0))
                : Optional.empty();
    }

    boolean holdsSubquery() {
        return subquery;
    }

    private interface Parsing<T> {
        T parse() throws ParseException;
    }

    private static <T> T parse(String setting, Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (ParseException e) {
            String where = e.line().isDefined() ? "line " + e.line().get() + " of the SQL: " : "";
            throw new InvalidSetting(setting, "does not parse: " + where + oneLine(e.getSimpleMessage()));
        }
    }

    private static String oneLine(String message) {
        return message.strip().lines().findFirst().orElse("");
    }

    private void visit(LogicalPlan plan, Set<String> hidden) {
        combining |= COMBINING.stream().anyMatch(kind -> kind.isInstance(plan));
        if (plan instanceof UnresolvedWith with) {
            visitWith(with, hidden);
            return;
        }
        if (plan instanceof UnresolvedRelation relation) {
            List<String> parts = CollectionConverters.asJava(relation.multipartIdentifier());
            if (parts.size() == 1 && !hidden.contains(lower(parts.get(0)))) {
                tables.add(parts.get(0));
            }
        }
        CollectionConverters.asJava(plan.children()).forEach(child -> visit(child, hidden));
        CollectionConverters.asJava(plan.expressions()).forEach(expression -> visit(expression, hidden));
    }

    private void visitWith(UnresolvedWith with, Set<String> hidden) {
        Set<String> inner = new TreeSet<>(hidden);
        List<Tuple3<String, SubqueryAlias, Option<Object>>> named =
                new ArrayList<>(CollectionConverters.asJava(with.cteRelations()));
        for (Tuple3<String, SubqueryAlias, Option<Object>> one : named) {
            if (with.allowRecursion()) {
                inner.add(lower(one._1()));
            }
            visit(one._2(), inner);
            inner.add(lower(one._1()));
        }
        visit(with.child(), inner);
    }

    private void visit(Expression expression, Set<String> hidden) {
        combining |= expression instanceof WindowExpression || expression instanceof UnresolvedWindowExpression;
        if (expression instanceof UnresolvedFunction function) {
            combining |= function.isDistinct() || combines(CollectionConverters.asJava(function.nameParts()));
        }
        if (expression instanceof SubqueryExpression inner) {
            subquery = true;
            visit(inner.plan(), hidden);
        }
        CollectionConverters.asJava(expression.children()).forEach(child -> visit(child, hidden));
    }

    private static boolean combines(List<String> name) {
        String function = lower(name.get(name.size() - 1));
        Option<ExpressionInfo> known = FunctionRegistry.builtin().lookupFunction(new FunctionIdentifier(function));
        return function.equals(STRAY_AGGREGATE)
                || (known.isDefined() && COMBINING_GROUPS.contains(known.get().getGroup()));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

package dev.sluice.media.decide;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedExtractValue;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** The columns and fields that a condition names, by their values in one row. */
final class LookedAt {
    private LookedAt() {}

    /** Each once, in the order of the condition. */
    static List<Value> values(Expression parsed, StructType columns, InternalRow row) {
        Set<String> names = new LinkedHashSet<>();
        collect(parsed, names);
        List<Value> values = new ArrayList<>();
        names.forEach(name -> values.add(new Value(name, text(name, columns, row))));
        return values;
    }

    private static void collect(Expression parsed, Set<String> names) {
        if (parsed instanceof UnresolvedAttribute || plain(parsed)) {
            names.add(parsed.sql());
        } else {
            CollectionConverters.asJava(parsed.children()).forEach(child -> collect(child, names));
        }
    }

    /** Such as probe.audio_streams[0]. */
    private static boolean plain(Expression parsed) {
        return parsed instanceof UnresolvedExtractValue part
                && part.extraction() instanceof Literal
                && (part.child() instanceof UnresolvedAttribute || plain(part.child()));
    }

    private static String text(String name, StructType columns, InternalRow row) {
        try {
            DataType type = of(name, columns).expression().dataType();
            InternalRow value = of(asText(name, type), columns).of(row);
            return value.isNullAt(0) ? "null" : value.getUTF8String(0).toString();
        } catch (RuntimeException e) {
            return "cannot be told: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static RowExpression of(String sql, StructType columns) {
        return RowExpression.of(CatalystSqlParser$.MODULE$.parseExpression(sql), columns);
    }

    /** All fields of a struct are more than a person wants to read. */
    private static String asText(String name, DataType type) {
        if (type instanceof StructType) {
            return "CASE WHEN " + name + " IS NOT NULL THEN 'there' END";
        }
        return type instanceof ArrayType list && list.elementType() instanceof StructType
                ? "concat(size(" + name + "), ' in the list')"
                : "CAST(" + name + " AS STRING)";
    }
}

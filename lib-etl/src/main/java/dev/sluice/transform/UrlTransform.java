package dev.sluice.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Adds the parts of a URL, or of the path of a request, as columns; all nullable, STRING but the port, which is INT:
 *
 * <pre>
 * url_scheme, url_host       in lower case; host without user, password and brackets
 * url_port                   where it is written
 * url_path, url_query        as written, not decoded
 * url_fragment
 * url_param_NAME             the first value of an allowed parameter, decoded; other characters of NAME are a _
 * </pre>
 *
 * A text that is no URL gives nulls; {@link UrlParts} says what is read and which standards it is from. As many rows
 * come out as go in.
 */
@Doc("the parts of a URL or path as columns: host, path, query, chosen parameters")
public record UrlTransform(
        @Doc("the name of the table that the step makes") String name,
        @Doc("the table to look at") String from,
        @Doc("the column of URLs or paths, of type STRING") String column,

        @Doc("what the names of the new columns begin with") @Preset("url_")
        String prefix,

        @Doc("which parts become columns; without query no query is kept")
        @Preset("[scheme, host, port, path, query, fragment]")
        List<Part> parts,

        @Doc("query parameters that become columns, named with param_ after the prefix")
        List<String> parameters,

        @Doc("whether the column itself stays; it holds the query too") @Preset("keep")
        Original original)
        implements Transform {
    /** A part that becomes a column. */
    public enum Part {
        SCHEME,
        HOST,
        PORT,
        PATH,
        QUERY,
        FRAGMENT;

        private Object of(UrlParts url) {
            return switch (this) {
                case SCHEME -> url.scheme().orElse(null);
                case HOST -> url.host().orElse(null);
                case PORT -> url.port().orElse(null);
                case PATH -> url.path().orElse(null);
                case QUERY -> url.query().orElse(null);
                case FRAGMENT -> url.fragment().orElse(null);
            };
        }

        private DataType type() {
            return this == PORT ? DataTypes.IntegerType : DataTypes.StringType;
        }
    }

    public UrlTransform {
        parts = List.copyOf(new LinkedHashSet<>(parts));
        parameters = List.copyOf(new LinkedHashSet<>(parameters));
        if (parts.isEmpty() && parameters.isEmpty()) {
            throw new InvalidSetting("parts", "names no part, and parameters no parameter; give at least one");
        }
        Map<String, String> taken = new LinkedHashMap<>();
        for (String parameter : parameters) {
            String twin = taken.put(parameterColumn(prefix, parameter).toLowerCase(Locale.ROOT), parameter);
            if (twin != null) {
                throw new InvalidSetting(
                        "parameters",
                        "\"" + twin + "\" and \"" + parameter + "\" would both be column "
                                + parameterColumn(prefix, parameter) + "; ask for one of them");
            }
        }
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public Tables apply(SparkSession spark, Tables in) {
        Dataset<Row> table = in.table(from);
        String text = Columns.text(name, table, column);
        Map<String, DataType> fields = fields();
        StructType struct = new StructType();
        for (Map.Entry<String, DataType> field : fields.entrySet()) {
            struct = struct.add(field.getKey(), field.getValue());
        }
        Column split = udf(new Splitting(parts, parameters), struct)
                .withName("url_parts")
                .apply(col(Columns.quoted(text)));
        return in.with(
                name, Columns.spread(name, table, split, List.copyOf(fields.keySet()), original.leavesOut(text)));
    }

    /** In the order in which {@link Splitting} gives their values. */
    private Map<String, DataType> fields() {
        Map<String, DataType> fields = new LinkedHashMap<>();
        for (Part part : parts) {
            fields.put(prefix + part.name().toLowerCase(Locale.ROOT), part.type());
        }
        parameters.forEach(one -> fields.put(parameterColumn(prefix, one), DataTypes.StringType));
        return fields;
    }

    private static String parameterColumn(String prefix, String parameter) {
        return prefix + "param_" + parameter.replaceAll("[^A-Za-z0-9_]+", "_");
    }

    /** Runs in Spark's tasks. */
    private record Splitting(List<Part> parts, List<String> parameters) implements UDF1<String, Row> {
        @Override
        public Row call(String text) {
            UrlParts url = text == null ? UrlParts.NONE : UrlParts.of(text);
            List<Object> values = new ArrayList<>(parts.size() + parameters.size());
            parts.forEach(part -> values.add(part.of(url)));
            Map<String, String> given = url.parameters(parameters);
            parameters.forEach(parameter -> values.add(given.get(parameter)));
            return RowFactory.create(values.toArray());
        }
    }
}

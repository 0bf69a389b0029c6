package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortDirection;
import org.apache.iceberg.SortField;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Term;
import org.apache.iceberg.spark.SparkRewriteTableCatalog;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** How rows are laid out: partitions and sort orders from their texts, and rows brought into them. */
final class IcebergLayout {
    private static final Pattern TRANSFORM = Pattern.compile(
            "(?i)(identity|years?|months?|days?|hours?)\\(([^,()]+)\\)|(bucket|truncate)\\((\\d+),([^,()]+)\\)");
    private static final Pattern COLUMN = Pattern.compile("[^(),]+");
    private static final Pattern DESCENDING = Pattern.compile("(?i)(.+?)\\s+(asc|desc)");
    private static final String REWRITE_CATALOG = "default_rewrite_catalog";
    private static final String HELD = "_sluice_partition_";

    private IcebergLayout() {}

    static boolean isTransform(String text) {
        String tight = text.strip();
        return TRANSFORM.matcher(tight).matches() || COLUMN.matcher(tight).matches();
    }

    /** The column of a transform or of an order. */
    static String column(String text) {
        String tight = text.strip();
        Matcher transform = TRANSFORM.matcher(tight);
        if (transform.matches()) {
            return (transform.group(2) == null ? transform.group(5) : transform.group(2)).strip();
        }
        Matcher sided = DESCENDING.matcher(tight);
        return sided.matches() ? sided.group(1) : tight;
    }

    static PartitionSpec spec(Schema schema, List<String> texts) {
        PartitionSpec.Builder spec = PartitionSpec.builderFor(schema).caseSensitive(false);
        try {
            texts.forEach(text -> add(spec, text.strip()));
            return spec.build();
        } catch (RuntimeException e) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot partition by " + texts + ": " + e.getMessage() + " (columns: " + names(schema) + ")",
                    e);
        }
    }

    static SortOrder order(Schema schema, List<String> texts) {
        SortOrder.Builder order = SortOrder.builderFor(schema).caseSensitive(false);
        try {
            for (String text : texts) {
                Matcher sided = DESCENDING.matcher(text.strip());
                boolean matched = sided.matches();
                Term term = Expressions.ref(matched ? sided.group(1) : text.strip());
                if (matched && sided.group(2).equalsIgnoreCase("desc")) {
                    order.desc(((org.apache.iceberg.expressions.NamedReference<?>) term).name(), NullOrder.NULLS_LAST);
                } else {
                    order.asc(((org.apache.iceberg.expressions.NamedReference<?>) term).name(), NullOrder.NULLS_FIRST);
                }
            }
            return order.build();
        } catch (RuntimeException e) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot sort by " + texts + ": " + e.getMessage() + " (columns: " + names(schema) + ")",
                    e);
        }
    }

    /**
     * Brings rows together by partition, so that a slice writes few files into each, and sorts them as the table is
     * sorted. Unpartitioned rows are not moved.
     */
    static Dataset<Row> arrange(SparkSession spark, Dataset<Row> rows, Table table) {
        Schema schema = table.schema();
        List<String> held = new ArrayList<>();
        Dataset<Row> arranged = rows;
        for (PartitionField field : table.spec().fields()) {
            if (field.transform().isVoid()) {
                continue;
            }
            String name = HELD + held.size();
            arranged = arranged.withColumn(
                    name,
                    transformed(
                            spark,
                            schema.findColumnName(field.sourceId()),
                            field.transform().toString()));
            held.add(name);
        }
        if (!held.isEmpty()) {
            arranged =
                    arranged.hint("rebalance", held.stream().map(functions::col).toArray());
        }
        List<Column> order = new ArrayList<>(held.stream().map(functions::col).toList());
        for (SortField field : table.sortOrder().fields()) {
            Column column = transformed(
                    spark,
                    schema.findColumnName(field.sourceId()),
                    field.transform().toString());
            order.add(side(column, field));
        }
        return order.isEmpty()
                ? rows
                : arranged.sortWithinPartitions(order.toArray(Column[]::new)).drop(held.toArray(String[]::new));
    }

    private static Column side(Column column, SortField field) {
        boolean nullsFirst = field.nullOrder() == NullOrder.NULLS_FIRST;
        if (field.direction() == SortDirection.ASC) {
            return nullsFirst ? column.asc_nulls_first() : column.asc_nulls_last();
        }
        return nullsFirst ? column.desc_nulls_first() : column.desc_nulls_last();
    }

    private static Column transformed(SparkSession spark, String column, String transform) {
        Column source = functions.col(path(column));
        if (transform.equals("identity")) {
            return source;
        }
        String key = "spark.sql.catalog." + REWRITE_CATALOG;
        if (spark.conf().getOption(key).isEmpty()) {
            spark.conf().set(key, SparkRewriteTableCatalog.class.getName());
        }
        String system = REWRITE_CATALOG + ".";
        int bracket = transform.indexOf('[');
        if (bracket > 0) {
            String width = transform.substring(bracket + 1, transform.length() - 1);
            return functions.expr(system + transform.substring(0, bracket) + "(" + width + ", " + path(column) + ")");
        }
        return functions.expr(system + transform + "s(" + path(column) + ")");
    }

    private static String path(String column) {
        return String.join(
                ".",
                java.util.Arrays.stream(column.split("\\.", -1))
                        .map(IcebergPlace::quoted)
                        .toList());
    }

    private static void add(PartitionSpec.Builder spec, String text) {
        Matcher transform = TRANSFORM.matcher(text);
        if (!transform.matches()) {
            spec.identity(text);
            return;
        }
        if (transform.group(3) != null) {
            int width = Integer.parseInt(transform.group(4));
            String column = transform.group(5).strip();
            if (transform.group(3).equalsIgnoreCase("bucket")) {
                spec.bucket(column, width);
            } else {
                spec.truncate(column, width);
            }
            return;
        }
        String column = transform.group(2).strip();
        String name = transform.group(1).toLowerCase(Locale.ROOT);
        switch (name.endsWith("s") ? name.substring(0, name.length() - 1) : name) {
            case "year" -> spec.year(column);
            case "month" -> spec.month(column);
            case "day" -> spec.day(column);
            case "hour" -> spec.hour(column);
            default -> spec.identity(column);
        }
    }

    private static List<String> names(Schema schema) {
        return schema.columns().stream().map(field -> field.name()).toList();
    }
}

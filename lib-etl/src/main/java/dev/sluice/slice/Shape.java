package dev.sluice.slice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table as they were seen.
 *
 * @param columns in their order, by names that differ
 */
public record Shape(List<Column> columns) {
    /**
     * A column.
     *
     * @param type as the store calls it
     */
    public record Column(String name, String type) {}

    public Shape {
        columns = List.copyOf(columns);
    }

    /** Of rows, without {@code _item}, with the types' names in Spark. */
    public static Shape of(StructType schema) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : schema.fields()) {
            if (!field.name().equals("_item")) {
                columns.add(new Column(field.name(), field.dataType().simpleString()));
            }
        }
        return new Shape(columns);
    }

    /** The same for the same columns in the same order. */
    public String hash() {
        return UUID.nameUUIDFromBytes(columns.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** What became of each column since, such as "+ note text", "total int -> bigint" and "- fax"; in that order. */
    public List<String> since(Shape before) {
        Map<String, String> old = types(before);
        Map<String, String> now = types(this);
        List<String> changes = new ArrayList<>();
        now.forEach((name, type) -> {
            if (!old.containsKey(name)) {
                changes.add("+ " + name + " " + type);
            }
        });
        now.forEach((name, type) -> {
            if (old.containsKey(name) && !old.get(name).equals(type)) {
                changes.add(name + " " + old.get(name) + " -> " + type);
            }
        });
        old.keySet().stream().filter(name -> !now.containsKey(name)).forEach(name -> changes.add("- " + name));
        return changes;
    }

    private static Map<String, String> types(Shape shape) {
        Map<String, String> types = new LinkedHashMap<>();
        shape.columns.forEach(column -> types.put(column.name(), column.type()));
        return types;
    }
}

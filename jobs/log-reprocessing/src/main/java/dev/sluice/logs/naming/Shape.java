package dev.sluice.logs.naming;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.line.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Where the columns that a parser fills stand in the rows that come out: under their own names, or in structs of a
 * schema. Structs are never null, their fields may be. Nothing is copied: the structs show the same columns.
 */
public final class Shape {
    /** Of the Elastic Common Schema that names.txt was written from. */
    static final String VERSION = "8.17.0";

    private final Node root = new Node("");

    /** A struct, or a field with the columns that its values come from: the first that has one counts. */
    private static final class Node {
        private final String name;
        private final Map<String, Node> children = new LinkedHashMap<>();
        private final List<Source> sources = new ArrayList<>();
        private DataType type;
        private ColumnVector constant;

        Node(String name) {
            this.name = name;
        }

        DataType type() {
            StructType struct = new StructType();
            for (Node child : children.values()) {
                struct = struct.add(child.name, child.type());
            }
            return type == null ? struct : type;
        }

        Node child(String other) {
            return children.get(other.toLowerCase(Locale.ROOT));
        }
    }

    private record Source(StructField column, Conversion conversion) {}

    private Shape(Naming naming, StructType columns) {
        if (naming == Naming.ECS) {
            addVersion(columns);
        }
        for (StructField column : columns.fields()) {
            if (naming == Naming.SLUICE || column.name().startsWith("_")) {
                put(List.of(column.name()), column, Conversion.NONE);
            } else {
                Target.parse(column.name()).forEach(target -> put(target.names(), column, target.conversion()));
            }
        }
    }

    /**
     * The shape of rows.
     *
     * @param columns of a format that {@link Naming#of} made
     * @throws Fault SETTINGS when two columns of the user's cannot both be there, such as {@code a} and {@code a.b}
     */
    public static Shape of(Naming naming, StructType columns) {
        return new Shape(naming, columns);
    }

    /** ECS wants each event to say the version; a log of ECS that says it itself is right. */
    private void addVersion(StructType columns) {
        boolean said = Arrays.stream(columns.fieldNames()).anyMatch(name -> name.matches("(?i)ecs(\\..*)?"));
        if (!said) {
            Node version = new Node("version");
            version.type = DataTypes.StringType;
            ConstantColumnVector text = new ConstantColumnVector(1, version.type);
            text.setUtf8String(UTF8String.fromString(VERSION));
            version.constant = text;
            Node ecs = new Node("ecs");
            ecs.children.put("version", version);
            root.children.put("ecs", ecs);
        }
    }

    private void put(List<String> names, StructField column, Conversion conversion) {
        Node node = root;
        for (String name : names) {
            Node next = node.children.computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new Node(name));
            if (node.type != null || !next.name.equals(name)) {
                throw clash(names);
            }
            node = next;
        }
        DataType type = conversion.type(column.dataType());
        if (!node.children.isEmpty() || (node.type != null && !node.type.equals(type))) {
            throw clash(names);
        }
        node.type = type;
        node.sources.add(new Source(column, conversion));
    }

    private static Fault clash(List<String> names) {
        return new Fault(
                Code.SETTINGS,
                "Cannot name the column " + String.join(".", names)
                        + " (another one has that name with another type, or a struct has it)");
    }

    /** What the rows have. */
    public StructType nested() {
        StructType all = new StructType();
        for (Node child : root.children.values()) {
            all = all.add(child.name, child.type());
        }
        return all;
    }

    /** The columns to fill for those of {@link #nested}, or those of their fields, that are wanted. */
    public StructType flat(StructType wanted) {
        Set<StructField> found = new LinkedHashSet<>();
        for (StructField field : wanted.fields()) {
            Node node = root.child(field.name());
            if (node == null) {
                found.add(field);
            } else {
                collect(node, field.dataType(), found);
            }
        }
        return new StructType(found.toArray(StructField[]::new));
    }

    private static void collect(Node node, DataType wanted, Set<StructField> found) {
        node.sources.forEach(source -> found.add(source.column()));
        if (node.type == null) {
            for (StructField field : ((StructType) wanted).fields()) {
                collect(node.child(field.name()), field.dataType(), found);
            }
        }
    }

    /**
     * The wanted columns as Spark sees them.
     *
     * @param filled the columns of {@code columns}: those of {@link #flat}, and others in any order
     */
    public ColumnVector[] views(StructType wanted, StructType filled, Columns columns) {
        List<String> names = Arrays.asList(filled.fieldNames());
        return Arrays.stream(wanted.fields())
                .map(field -> {
                    Node node = root.child(field.name());
                    return node == null
                            ? columns.column(names.indexOf(field.name()))
                            : view(node, field.dataType(), names, columns);
                })
                .toArray(ColumnVector[]::new);
    }

    private static ColumnVector view(Node node, DataType wanted, List<String> names, Columns columns) {
        if (node.constant != null) {
            return node.constant;
        }
        if (node.type == null) {
            ColumnVector[] children = Arrays.stream(((StructType) wanted).fields())
                    .map(field -> view(node.child(field.name()), field.dataType(), names, columns))
                    .toArray(ColumnVector[]::new);
            return new View(wanted, new View.Source[0], children);
        }
        View.Source[] sources = node.sources.stream()
                .map(source -> new View.Source(
                        columns.column(names.indexOf(source.column().name())), source.conversion()))
                .toArray(View.Source[]::new);
        boolean plain = sources.length == 1 && sources[0].conversion() == Conversion.NONE;
        return plain ? sources[0].column() : new View(node.type, sources, new ColumnVector[0]);
    }
}

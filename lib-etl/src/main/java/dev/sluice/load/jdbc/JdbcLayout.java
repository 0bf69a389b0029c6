package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Merge;
import dev.sluice.jdbc.TableName;
import dev.sluice.jdbc.TargetColumn;
import dev.sluice.load.Contract;
import dev.sluice.load.DeletedColumn;
import dev.sluice.load.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How rows lie in their target.
 *
 * @param columns of the target that rows fill, each with the staged column that goes there, which has the same place in
 *     {@code staged}
 */
record JdbcLayout(Dialect dialect, TableName target, List<TargetColumn> columns, List<String> staged) {
    static final String ITEM = "_item";

    JdbcLayout {
        columns = List.copyOf(columns);
        staged = List.copyOf(staged);
    }

    /**
     * Fits rows to the target; makes it, or adds columns, where that is asked for.
     *
     * @param rows the schema of what is staged, {@code _item} among it
     * @throws Fault SETTINGS with every column that does not fit
     */
    static JdbcLayout fit(Connection connection, Dialect dialect, JdbcSink sink, StructType rows) throws SQLException {
        TableName target = sink.name();
        StructType filled = filled(sink, rows);
        StructType wanted = sink.mode() == Mode.HISTORY ? spanned(filled, sink) : filled;
        if (dialect.target(connection, target).isEmpty()) {
            refuseToMake(sink);
            make(connection, dialect, sink, wanted);
        }
        List<StructField> lacking = lacking(sink, wanted, dialect.target(connection, target));
        if (!lacking.isEmpty()) {
            add(connection, dialect, sink, lacking);
        }
        new JdbcWidening(connection, dialect, sink).widen(filled);
        return of(dialect, sink, filled, dialect.target(connection, target));
    }

    /**
     * Looks whether rows would fit, and changes nothing.
     *
     * @throws Fault SETTINGS with every column that does not fit
     */
    static void check(Connection connection, Dialect dialect, JdbcSink sink, StructType rows) throws SQLException {
        StructType filled = filled(sink, rows);
        StructType wanted = sink.mode() == Mode.HISTORY ? spanned(filled, sink) : filled;
        List<TargetColumn> there = dialect.target(connection, sink.name());
        if (there.isEmpty()) {
            refuseToMake(sink);
        }
        List<StructField> toMake = there.isEmpty() ? List.of(wanted.fields()) : lacking(sink, wanted, there);
        toMake.forEach(field -> type(dialect, sink, field, false));
        if (!there.isEmpty()) {
            StructType present = new StructType();
            for (StructField field : filled.fields()) {
                present = toMake.contains(field) ? present : present.add(field);
            }
            of(dialect, sink, present, there).refuseLoss(connection, sink, rows, Optional.empty());
        }
    }

    private static StructType filled(JdbcSink sink, StructType rows) {
        StructType rest = sink.keepsItem() ? rows : without(rows, ITEM);
        return sink.deleted().isEmpty()
                ? rest
                : without(
                        rest,
                        DeletedColumn.of(rest, sink.deleted().get(), sink.describe())
                                .name());
    }

    /**
     * The columns of rows that a table lacks.
     *
     * @throws Fault SETTINGS when they may not be added
     */
    private static List<StructField> lacking(JdbcSink sink, StructType wanted, List<TargetColumn> there) {
        List<StructField> lacking = new ArrayList<>();
        for (StructField field : wanted.fields()) {
            if (find(there, field.name()).isEmpty()) {
                lacking.add(field);
            }
        }
        refuseWithoutItem(sink, lacking);
        String frozen = lacking.stream()
                .map(StructField::name)
                .filter(name -> sink.contract().column(name) != Contract.Rule.EVOLVE)
                .collect(Collectors.joining(", "));
        if (!frozen.isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe() + ": it has no column " + frozen
                            + " (leave it out in a sql step, add it to the table, or set contract { columns = evolve })");
        }
        return lacking;
    }

    private static JdbcLayout of(Dialect dialect, JdbcSink sink, StructType wanted, List<TargetColumn> there) {
        List<TargetColumn> columns = new ArrayList<>();
        List<String> staged = new ArrayList<>();
        for (StructField field : wanted.fields()) {
            TargetColumn column = find(there, field.name())
                    .orElseThrow(() -> new Fault(Code.INTERNAL, "Cannot find column " + field.name() + " any more"));
            if (columns.contains(column)) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot load into " + sink.describe() + ": two columns go into " + column.name()
                                + " (rename one in a sql step)");
            }
            if (!column.generated()) {
                columns.add(column);
                staged.add(field.name());
            }
        }
        String missing = there.stream()
                .filter(column -> column.required() && !columns.contains(column))
                .filter(column -> sink.mode() != Mode.HISTORY || !spans(column.name()))
                .map(TargetColumn::name)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe() + ": it wants a value for " + missing
                            + ", which the rows do not have (select it in a sql step, or give the column a default)");
        }
        return new JdbcLayout(dialect, sink.name(), columns, staged);
    }

    /** With the columns that a history has besides, of the version's type. */
    private static StructType spanned(StructType rows, JdbcSink sink) {
        StructField version = field(rows, sink, sink.version().orElseThrow());
        return rows.add(JdbcHistory.FROM, version.dataType()).add(JdbcHistory.TO, version.dataType());
    }

    static boolean spans(String column) {
        return column.equals(JdbcHistory.FROM) || column.equals(JdbcHistory.TO);
    }

    static StructField field(StructType rows, JdbcSink sink, String name) {
        return List.of(rows.fields()).stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new Fault(
                        Code.SETTINGS,
                        "Cannot load into " + sink.describe() + ": " + name + " is not a column of the rows"));
    }

    private static StructType without(StructType rows, String name) {
        StructType rest = new StructType();
        for (StructField field : rows.fields()) {
            rest = field.name().equals(name) ? rest : rest.add(field);
        }
        return rest;
    }

    /** By its exact name, else by the only one that differs in capitals alone. */
    static Optional<TargetColumn> find(List<TargetColumn> there, String name) {
        Optional<TargetColumn> exact =
                there.stream().filter(column -> column.name().equals(name)).findFirst();
        List<TargetColumn> alike = there.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .toList();
        return exact.isPresent() || alike.size() != 1 ? exact : Optional.of(alike.get(0));
    }

    private static void refuseWithoutItem(JdbcSink sink, List<StructField> lacking) {
        boolean item = lacking.stream().anyMatch(field -> field.name().equals(ITEM));
        if (item && sink.contract().column(ITEM) != Contract.Rule.EVOLVE) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe() + " by mode = replace: it has no column " + ITEM
                            + ", by which an item's rows are found again (add it as a nullable bigint, set contract {"
                            + " only { _item = evolve } }, set replace-where to a condition that finds them, or use mode ="
                            + " append or upsert, which need none)");
        }
    }

    private static void refuseToMake(JdbcSink sink) {
        if (sink.contract().table() == Contract.Rule.FREEZE) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe() + ": there is no such table (make it, or set contract {"
                            + " tables = evolve })");
        }
    }

    private static void make(Connection connection, Dialect dialect, JdbcSink sink, StructType wanted)
            throws SQLException {
        List<String> primary = new ArrayList<>();
        sink.key().forEach(name -> primary.add(field(wanted, sink, name).name()));
        if (sink.mode() == Mode.HISTORY) {
            primary.add(JdbcHistory.FROM);
        }
        List<String> parts = new ArrayList<>();
        for (StructField field : wanted.fields()) {
            boolean key = primary.contains(field.name());
            parts.add(dialect.quote(field.name()) + " " + type(dialect, sink, field, key) + (key ? " NOT NULL" : ""));
        }
        if (!primary.isEmpty()) {
            parts.add("PRIMARY KEY (" + Merge.list(dialect, primary) + ")");
        }
        TableName target = sink.name();
        JdbcTables.create(
                connection,
                "CREATE TABLE " + target.quoted(dialect) + " (" + String.join(", ", parts) + ")",
                () -> !dialect.target(connection, target).isEmpty());
    }

    private static void add(Connection connection, Dialect dialect, JdbcSink sink, List<StructField> lacking)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (StructField field : lacking) {
                statement.executeUpdate("ALTER TABLE " + sink.name().quoted(dialect) + " ADD COLUMN "
                        + dialect.quote(field.name()) + " " + type(dialect, sink, field, false));
            }
        }
    }

    private static String type(Dialect dialect, JdbcSink sink, StructField field, boolean key) {
        if (key && field.dataType() instanceof StringType) {
            return dialect.keyText();
        }
        return dialect.type(field.dataType())
                .orElseThrow(() -> new Fault(
                        Code.SETTINGS,
                        "Cannot load " + field.name() + " into " + sink.describe() + ": the database has no type for "
                                + field.dataType().sql() + " (cast it in a sql step)"));
    }

    /**
     * Refuses what the database would round or cut without a word, unless the contract takes care of it: values that do
     * not fit were left out before, or the column is about to be widened.
     *
     * @param rows the schema of what is staged
     * @param staging the quoted staging table, where there is one
     * @throws Fault SETTINGS with every such column
     */
    void refuseLoss(Connection connection, JdbcSink sink, StructType rows, Optional<String> staging)
            throws SQLException {
        Map<String, ColumnPlace> from =
                staging.isEmpty() ? Map.of() : ColumnPlace.of(connection, dialect, staging.get());
        Map<String, ColumnPlace> into = ColumnPlace.of(connection, dialect, target.quoted(dialect));
        List<String> losses = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = staged.get(i);
            DataType type = rows.apply(name).dataType();
            ColumnPlace place = into.get(columns.get(i).name());
            // Either is right: the value as it was, or as it is staged, such as a time that SQLite has as text.
            boolean kept = Lossless.holds(type, place)
                    || (from.containsKey(name)
                            && Lossless.holds(from.get(name).column().type(), place));
            boolean told = sink.accepts(name)
                    || sink.contract().type(name).discards()
                    || new JdbcWidening(connection, dialect, sink)
                            .wider(type, columns.get(i), place)
                            .isPresent();
            if (!(kept && dialect.keeps(type, columns.get(i))) && !told) {
                losses.add(name + " " + type.simpleString() + " into " + place.describe());
                names.add(name);
            }
        }
        if (!losses.isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe() + ": values might be changed to fit: "
                            + String.join(", ", losses) + " (cast in a sql step to the type that is meant, or set"
                            + " accept-loss = [" + String.join(", ", names) + "])");
        }
    }

    /** The target's columns as SQL names, in order. */
    List<String> names() {
        return columns.stream().map(TargetColumn::name).toList();
    }

    /** The target's own name of a column that the settings name. */
    String named(String column) {
        return find(columns, column)
                .map(TargetColumn::name)
                .orElseThrow(() -> new Fault(
                        Code.SETTINGS, "Cannot upsert into " + target + ": the rows have no column " + column));
    }

    /**
     * The condition that a row of the target, or of a table made like it, has the key of a staged one.
     *
     * @param there the name of the one in the statement
     * @param staged of the other
     */
    String keyed(Connection connection, List<String> key, String there, String staged) throws SQLException {
        List<String> conditions = new ArrayList<>();
        for (String name : key) {
            TargetColumn column = find(columns, name).orElseThrow();
            String value = staged + "." + dialect.quote(name);
            conditions.add(
                    there + "." + dialect.quote(name) + " = " + dialect.comparable(connection, target, column, value));
        }
        return String.join(" AND ", conditions);
    }

    /**
     * Of rows the newest of each key; one that has no version is older than all that have one, wherever the database
     * sorts nulls.
     *
     * @param then further terms of the order, each behind a comma
     */
    String newest(String rows, List<String> key, String version, String then) {
        String newest = dialect.quote("_newest");
        String by = "d." + dialect.quote(version);
        String keys = key.stream().map(name -> "d." + dialect.quote(name)).collect(Collectors.joining(", "));
        return "SELECT * FROM (SELECT d.*, ROW_NUMBER() OVER (PARTITION BY " + keys + " ORDER BY CASE WHEN " + by
                + " IS NULL THEN 1 ELSE 0 END, " + by + " DESC" + then + ") AS " + newest + " FROM (" + rows
                + ") d) n WHERE " + newest + " = 1";
    }

    /** The staged rows of some attempts of tasks, as values of the target, behind further values of s, the staged row. */
    String select(String staging, String condition, String... more) {
        List<String> values = new ArrayList<>(List.of(more));
        for (int i = 0; i < columns.size(); i++) {
            values.add(dialect.converted("s." + dialect.quote(staged.get(i)), columns.get(i)) + " AS "
                    + dialect.quote(columns.get(i).name()));
        }
        return "SELECT " + String.join(", ", values) + " FROM " + staging + " s WHERE " + condition;
    }
}

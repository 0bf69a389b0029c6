package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.TargetColumn;
import dev.sluice.load.Contract;
import dev.sluice.load.Fitted;
import dev.sluice.load.Fitting;
import dev.sluice.load.Judged;
import dev.sluice.load.Misfit;
import dev.sluice.slice.Shape;
import dev.sluice.table.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** How rows and their table differ, and what the contract makes of it. Looks, and changes nothing. */
record JdbcContract(Connection connection, Dialect dialect, JdbcSink sink) {
    private static final int MICROS = 6;

    /** A column of the rows that goes into one of the table's. */
    private record Pair(StructField field, TargetColumn column, ColumnPlace place) {
        String describe() {
            return field.name() + " " + field.dataType().simpleString() + " into " + place.describe();
        }
    }

    Fitted fit(SparkSession spark, Dataset<Row> rows, String load) throws SQLException {
        List<TargetColumn> there = dialect.target(connection, sink.name());
        if (there.isEmpty()) {
            return new Fitted(
                    rows, Optional.empty(), List.of(), List.of("no table yet (it is made)"), Optional.empty());
        }
        Map<String, ColumnPlace> places =
                ColumnPlace.of(connection, dialect, sink.name().quoted(dialect));
        Set<String> mandatory = mandatory(there);
        List<Misfit> misfits = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        List<TargetColumn> filled = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            Optional<TargetColumn> column = JdbcLayout.find(there, field.name());
            column.ifPresent(filled::add);
            boolean ours = field.name().equals(JdbcLayout.ITEM)
                    || sink.deleted().filter(field.name()::equalsIgnoreCase).isPresent();
            if (column.isEmpty() && !ours) {
                lacking(field, differences).ifPresent(misfits::add);
            } else if (column.isPresent() && !column.get().generated() && !ours) {
                Pair pair =
                        new Pair(field, column.get(), places.get(column.get().name()));
                changed(pair, mandatory, differences).ifPresent(misfits::add);
            }
        }
        there.stream()
                .filter(column -> !filled.contains(column) && !column.generated() && !own(column.name()))
                .forEach(column -> differences.add("- " + column.name() + " (not in the rows)"));
        return Fitting.of(spark, rows, load, misfits, differences);
    }

    private static boolean own(String column) {
        return column.equals(JdbcLayout.ITEM) || column.equals(JdbcHistory.HASH) || JdbcLayout.spans(column);
    }

    private Optional<Misfit> lacking(StructField field, List<String> differences) {
        Contract.Rule rule = sink.contract().column(field.name());
        String type = field.dataType().simpleString();
        if (rule == Contract.Rule.EVOLVE) {
            differences.add("+ " + field.name() + " " + type + " (added)");
        }
        if (!rule.discards()) {
            return Optional.empty();
        }
        if (Stream.concat(sink.key().stream(), sink.version().stream()).anyMatch(field.name()::equalsIgnoreCase)) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe() + ": it has no column " + field.name()
                            + ", which key or version names (add it to the table)");
        }
        differences.add(field.name() + " " + type + " ("
                + (rule == Contract.Rule.DISCARD_ROW ? "rows that have a value there are rejects" : "left out") + ")");
        return Optional.of(Misfit.lacking(field.name(), Fitting.quoted(field.name()), rule));
    }

    private Optional<Misfit> changed(Pair pair, Set<String> mandatory, List<String> differences) throws SQLException {
        String name = pair.field().name();
        Contract.Rule rule = sink.contract().type(name);
        DataType type = Json.nested(pair.field().dataType())
                ? DataTypes.StringType
                : pair.field().dataType();
        if (rule == Contract.Rule.EVOLVE) {
            new JdbcWidening(connection, dialect, sink)
                    .wider(type, pair.column(), pair.place())
                    .ifPresent(wider -> differences.add(
                            name + " " + pair.place().describe() + " -> " + wider.type() + " (widened)"));
        }
        if (!rule.discards() || sink.accepts(name) || type instanceof NullType) {
            return Optional.empty();
        }
        boolean kept = Lossless.holds(type, pair.place()) && dialect.keeps(type, pair.column());
        if (rule == Contract.Rule.DISCARD_VALUE
                && mandatory.contains(pair.column().name())) {
            refuseNull(pair, kept);
            return Optional.empty();
        }
        if (!kept) {
            differences.add(pair.describe() + " ("
                    + (rule == Contract.Rule.DISCARD_ROW
                            ? "rows whose value does not fit are rejects"
                            : "a value that does not fit becomes NULL")
                    + ")");
        }
        Judged judged = judged(Fitting.quoted(name), pair, type, kept);
        return judged.equals(Judged.kept(judged.staged()))
                ? Optional.empty()
                : Optional.of(Misfit.changed(name, judged, pair.place().describe(), rule));
    }

    private void refuseNull(Pair pair, boolean kept) {
        if (!kept) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load into " + sink.describe() + ": " + pair.describe()
                            + " might be changed to fit, and must have a value (set contract { only { "
                            + pair.field().name() + " = discard-row } }, or cast it in a sql step)");
        }
    }

    /** By value, where Spark can tell what the database would make of it; else by type. */
    private static Judged judged(Column value, Pair pair, DataType type, boolean kept) {
        ColumnPlace place = pair.place();
        DataType to = place.column().type();
        if (to instanceof StringType) {
            boolean limited = kept && place.precision() > 0 && chars(place.jdbcType());
            Column text = Json.nested(pair.field().dataType())
                    ? Json.text(value, pair.field().dataType())
                    : value;
            return limited
                    ? new Judged(Judged.text(text, place.precision()).misfit(), value)
                    : kept ? Judged.kept(value) : Judged.lost(value);
        }
        boolean times = to instanceof TimestampType || to instanceof TimestampNTZType;
        if (times && type.sameType(to) && place.scale() < MICROS) {
            return Judged.seconds(value, place.scale());
        }
        if (kept && (times || to instanceof DateType)) {
            return Judged.kept(value);
        }
        return Json.nested(pair.field().dataType()) ? Judged.lost(value) : Judged.of(value, type, to);
    }

    private static boolean chars(int jdbcType) {
        return jdbcType == Types.VARCHAR
                || jdbcType == Types.CHAR
                || jdbcType == Types.NVARCHAR
                || jdbcType == Types.NCHAR;
    }

    /** The columns that must have a value: of the key, of the version, and by the table itself. */
    private Set<String> mandatory(List<TargetColumn> there) throws SQLException {
        Set<String> names = new HashSet<>();
        Stream.concat(sink.key().stream(), sink.version().stream())
                .forEach(name -> JdbcLayout.find(there, name).ifPresent(column -> names.add(column.name())));
        String none = "SELECT * FROM " + sink.name().quoted(dialect) + " WHERE 1 = 0";
        try (PreparedStatement statement = connection.prepareStatement(none)) {
            ResultSetMetaData told = statement.getMetaData();
            for (int i = 1; i <= told.getColumnCount(); i++) {
                if (told.isNullable(i) == ResultSetMetaData.columnNoNulls) {
                    names.add(told.getColumnLabel(i));
                }
            }
        }
        return names;
    }

    /** The table's columns with the store's own types, without those that are ours; empty when there is no table. */
    Optional<Shape> shape() throws SQLException {
        if (dialect.target(connection, sink.name()).isEmpty()) {
            return Optional.empty();
        }
        List<Shape.Column> columns = new ArrayList<>();
        ColumnPlace.of(connection, dialect, sink.name().quoted(dialect)).forEach((name, place) -> {
            if (!name.equals(JdbcLayout.ITEM)) {
                columns.add(new Shape.Column(name, place.describe()));
            }
        });
        return Optional.of(new Shape(columns));
    }
}

package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.TargetColumn;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Gives a table's columns wider types, where every old and every new value fits and the contract is to evolve. */
record JdbcWidening(Connection connection, Dialect dialect, JdbcSink sink) {
    /** Texts of more characters than this are as good as unlimited. */
    private static final int LONG_TEXT = 65_535;

    /**
     * A wider type for a column.
     *
     * @param column the table's own name
     * @param type as SQL
     * @param clause of ALTER TABLE
     */
    record Wider(String column, String type, String clause) {}

    /** What a column becomes, for rows of a type; empty when it takes them as it is, or when nothing takes both. */
    Optional<Wider> wider(DataType from, TargetColumn column, ColumnPlace place) throws SQLException {
        if (sink.contract().type(column.name()) != Contract.Rule.EVOLVE || sink.accepts(column.name())) {
            return Optional.empty();
        }
        Optional<DataType> both = WiderType.of(from, place);
        return both.isEmpty() ? Optional.empty() : as(column, both.get());
    }

    private Optional<Wider> as(TargetColumn column, DataType wanted) throws SQLException {
        Optional<String> type = dialect.type(wanted);
        return type.isEmpty()
                ? Optional.empty()
                : dialect.widen(connection, sink.name(), column.name(), type.get())
                        .map(clause -> new Wider(column.name(), type.get(), clause));
    }

    /** Widens what rows of these types need; the ends of a history's spans go with its version. */
    void widen(StructType rows) throws SQLException {
        if (!sink.contract().widens()) {
            return;
        }
        Map<String, ColumnPlace> places =
                ColumnPlace.of(connection, dialect, sink.name().quoted(dialect));
        List<TargetColumn> there = dialect.target(connection, sink.name());
        List<Wider> all = new ArrayList<>();
        for (StructField field : rows.fields()) {
            Optional<TargetColumn> column = JdbcLayout.find(there, field.name());
            if (column.isPresent()) {
                wider(field.dataType(), column.get(), places.get(column.get().name()))
                        .ifPresent(all::add);
            }
            boolean spans = sink.mode() == Mode.HISTORY
                    && sink.version().filter(field.name()::equalsIgnoreCase).isPresent();
            for (TargetColumn span : spans ? there : List.<TargetColumn>of()) {
                if (JdbcLayout.spans(span.name())) {
                    wider(field.dataType(), span, places.get(span.name())).ifPresent(all::add);
                }
            }
        }
        alter(all);
    }

    /** Widens columns of texts in which a staged text has no room; those of the key cannot be of any length. */
    void widenTexts(JdbcLayout layout, String staging) throws SQLException {
        Map<String, ColumnPlace> places =
                ColumnPlace.of(connection, dialect, sink.name().quoted(dialect));
        Map<TargetColumn, String> limited = new LinkedHashMap<>();
        for (int i = 0; i < layout.columns().size(); i++) {
            TargetColumn column = layout.columns().get(i);
            ColumnPlace place = places.get(column.name());
            boolean key = sink.key().stream().anyMatch(column.name()::equalsIgnoreCase);
            boolean limit = (place.jdbcType() == Types.VARCHAR || place.jdbcType() == Types.CHAR)
                    && place.precision() > 0
                    && place.precision() < LONG_TEXT;
            if (limit && !key && sink.contract().type(column.name()) == Contract.Rule.EVOLVE) {
                limited.put(column, layout.staged().get(i));
            }
        }
        if (!limited.isEmpty()) {
            alter(tooShort(limited, places, staging));
        }
    }

    private List<Wider> tooShort(Map<TargetColumn, String> limited, Map<String, ColumnPlace> places, String staging)
            throws SQLException {
        String longest = limited.values().stream()
                .map(staged -> "MAX(CHAR_LENGTH(" + dialect.quote(staged) + "))")
                .collect(Collectors.joining(", "));
        List<Wider> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT " + longest + " FROM " + staging)) {
            found.next();
            int i = 0;
            for (TargetColumn column : limited.keySet()) {
                i++;
                if (found.getLong(i) > places.get(column.name()).precision()) {
                    as(column, DataTypes.StringType).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private void alter(List<Wider> all) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Wider one : all) {
                statement.executeUpdate("ALTER TABLE " + sink.name().quoted(dialect) + " " + one.clause());
            }
        }
    }
}

package dev.sluice.load.jdbc;

import dev.sluice.fault.Failpoint;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.RowSink;
import dev.sluice.jdbc.Server;
import dev.sluice.jdbc.TableName;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Slice;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@code KilledLoad URL USER TABLE MODE ITEMS [SUPERSEDED]}: one load in a JVM of its own, for a failpoint to end. It does
 * what a load does, without a Spark to bring the rows, so that it is there and gone in a second. Ends with 0 when it has
 * published and with 1 when it could not.
 */
final class KilledLoad {
    /** A column of loads with history, by which states are told apart. */
    static final String STATE = "state";

    private static final String ATTEMPT = "killed";

    private final Connector connector;
    private final JdbcSink sink;
    private final JdbcHead head;
    private final JdbcReceipts receipts;

    private KilledLoad(JdbcSink sink) {
        this.sink = sink;
        this.connector = sink.server().connector();
        this.head = new JdbcHead(connector, sink.name(), DatabaseCase.LOAD);
        this.receipts = new JdbcReceipts(connector, sink.name(), head);
    }

    public static void main(String[] arguments) throws SQLException {
        Server server = Server.of(arguments[0], Optional.of(arguments[1]), Optional.empty());
        JdbcSink sink = DatabaseCase.sink(server, arguments[2], Mode.valueOf(arguments[3]));
        Set<String> superseded = arguments.length > 5 ? Set.of(arguments[5]) : Set.of();
        Published published = new KilledLoad(sink).run(arguments[4], superseded);
        System.exit(published instanceof Published.Done ? 0 : 1);
    }

    private Published run(String items, Set<String> superseded) throws SQLException {
        StructType schema = sink.mode() == Mode.HISTORY
                ? DatabaseCase.ROWS.add(STATE, DataTypes.StringType).add(JdbcHistory.HASH, DataTypes.LongType)
                : DatabaseCase.ROWS;
        Dialect dialect = connector.dialect();
        TableName name = sink.name().beside(StagingName.of(DatabaseCase.LOAD, sink.name(), ATTEMPT));
        try (Connection connection = connector.open()) {
            head.prepare(connection);
            receipts.prepare(connection);
            Head before = head.read(connection);
            JdbcLayout layout = JdbcLayout.fit(connection, dialect, sink, schema);
            long rows = stage(name.quoted(dialect), schema.add(StagingTable.TASK, DataTypes.LongType, false), items);
            Failpoint.reach("jdbc.staged");
            List<Item> all =
                    DatabaseCase.ids(items).stream().map(DatabaseCase::item).toList();
            return new JdbcPublish(connector, sink, Optional.of(layout), head, receipts)
                    .publish(
                            DatabaseCase.receipt(Receipt.Kind.PUBLISH, before, items),
                            new Publication(
                                    DatabaseCase.LOAD, new Slice("s1", 1, all, List.of("shop")), ATTEMPT, superseded),
                            name.quoted(dialect),
                            "s." + dialect.quote(StagingTable.TASK) + " IN (0)",
                            rows);
        }
    }

    private long stage(String table, StructType schema, String items) throws SQLException {
        Dialect dialect = connector.dialect();
        String columns = Stream.of(schema.fields())
                .map(field -> dialect.quote(field.name()) + " "
                        + dialect.type(field.dataType()).orElseThrow())
                .collect(Collectors.joining(", "));
        try (Connection connection = connector.open();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    dialect.createStaging() + " " + table + " (" + columns + ")" + dialect.stagingOptions(connection));
        }
        List<Object[]> rows = rows(items);
        try (Connection connection = connector.open();
                RowSink into = dialect.write(connection, table, schema)) {
            for (Object[] row : rows) {
                into.write(new GenericInternalRow(row));
            }
            into.finish();
        }
        return rows.size();
    }

    private List<Object[]> rows(String items) {
        List<Object[]> rows = new ArrayList<>();
        for (String item : items.split(";", -1)) {
            String[] parts = item.split("=", 2);
            Object value = Integer.valueOf(parts[1]);
            long key =
                    Item.loadKey(DatabaseCase.LOAD, DatabaseCase.item(parts[0]).key());
            List<Object> row = new ArrayList<>(List.of(UTF8String.fromString(parts[0]), value, key));
            if (sink.mode() == Mode.HISTORY) {
                row.add(UTF8String.fromString(parts[1]));
                row.add((long) value.hashCode());
            }
            row.add(0L);
            rows.add(row.toArray());
        }
        return rows;
    }
}

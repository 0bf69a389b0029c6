package dev.sluice.load.jdbc;

import dev.sluice.LocalSpark;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Server;
import dev.sluice.jdbc.TableName;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Reconcile;
import dev.sluice.slice.Slice;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What tests of a database's loads say often: items with rows such as "a=1,2;b=3", one table of one server. */
public final class DatabaseCase {
    public static final LoadId LOAD = LoadId.of("job-one", "shop");

    static final StructType ROWS = new StructType()
            .add("name", DataTypes.StringType)
            .add("value", DataTypes.IntegerType)
            .add("_item", DataTypes.LongType, false);

    final SparkSession spark = LocalSpark.session();
    final JdbcSink sink;

    DatabaseCase(JdbcSink sink) {
        this.sink = sink;
    }

    static DatabaseCase of(Server server, String table, Mode mode) {
        return new DatabaseCase(sink(server, table, mode));
    }

    static JdbcSink sink(Server server, String table, Mode mode) {
        boolean upsert = mode == Mode.UPSERT || mode == Mode.HISTORY;
        return new JdbcSink(
                server,
                table,
                mode,
                upsert ? List.of("name") : List.of(),
                upsert ? Optional.of("value") : Optional.empty(),
                Contract.USUAL);
    }

    Target open() {
        return sink.open(spark, LOAD);
    }

    static Item item(String id) {
        return new Item(id, Optional.of("v"), 1, id, "{}");
    }

    Dataset<Row> rows(String items) {
        List<Row> rows = new ArrayList<>();
        for (String item : items.split(";", -1)) {
            int equals = item.indexOf('=');
            String id = item.substring(0, equals);
            for (String value : item.substring(equals + 1).split(",", -1)) {
                if (!value.isEmpty()) {
                    rows.add(RowFactory.create(id, Integer.valueOf(value), item(id).key()));
                }
            }
        }
        return spark.createDataFrame(rows, ROWS).repartition(2);
    }

    Staged stage(Target target, String items, String... superseded) {
        return stage(target, rows(items), ids(items), superseded);
    }

    /** To be compared by checksum. */
    Staged stage(Target target, Dataset<Row> rows, List<String> ids, String... superseded) {
        return stage(target, rows, ids, Reconcile.CHECKSUM, superseded);
    }

    Staged stage(Target target, Dataset<Row> rows, List<String> ids, Reconcile reconcile, String... superseded) {
        List<Item> items = ids.stream().map(DatabaseCase::item).toList();
        return target.stage(
                spark,
                rows,
                new Publication(
                        LOAD,
                        new Slice("s1", 1, items, List.of("shop")),
                        UUID.randomUUID().toString(),
                        Set.of(superseded),
                        reconcile));
    }

    static List<String> ids(String items) {
        return Stream.of(items.split(";", -1))
                .map(item -> item.substring(0, item.indexOf('=')))
                .toList();
    }

    static Receipt receipt(LoadId load, Receipt.Kind kind, Head before, String items) {
        List<Receipt.Entry> entries = items.isEmpty()
                ? List.of()
                : ids(items).stream()
                        .map(id -> new Receipt.Entry(id, "v", "{}"))
                        .toList();
        return new Receipt(
                load,
                before.number() + 1,
                UUID.randomUUID().toString(),
                before.receipt(),
                kind,
                "s1",
                "",
                entries,
                0,
                new Receipt.Provenance("run", "0.1", "hash", List.of(), Instant.parse("2026-01-02T03:04:05.678901Z")),
                List.of(),
                List.of());
    }

    static Receipt receipt(Receipt.Kind kind, Head before, String items) {
        return receipt(LOAD, kind, before, items);
    }

    /** Stages and publishes on the head as it is. */
    Published publish(Target target, String items, String... superseded) {
        Head head = target.receipts().head();
        return stage(target, items, superseded).publish(receipt(Receipt.Kind.PUBLISH, head, items));
    }

    /** The published rows, as "a=1" in order; none where there is no table yet. */
    List<String> visible() {
        if (sink.published(spark).isEmpty()) {
            return List.of();
        }
        return texts("SELECT " + quoted("name") + ", " + quoted("value") + " FROM " + relation()).stream()
                .sorted()
                .toList();
    }

    String relation() {
        return sink.name().quoted(connector().dialect());
    }

    String quoted(String name) {
        return connector().dialect().quote(name);
    }

    Connector connector() {
        return sink.server().connector();
    }

    /** Each row of a query, its values joined by "=". */
    List<String> texts(String query) {
        try (Connection connection = connector().open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(rows.getString(i));
                }
                texts.add(String.join("=", values));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void execute(String... statements) {
        try (Connection connection = connector().open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    /** Gives a column another type. */
    void widen(String column, String type) {
        try (Connection connection = connector().open()) {
            execute("ALTER TABLE " + relation() + " "
                    + connector()
                            .dialect()
                            .widen(connection, sink.name(), column, type)
                            .orElseThrow());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names of this load's staging tables. */
    List<String> staging() {
        try (Connection connection = connector().open()) {
            return connector().dialect().tables(connection, sink.name(), StagingName.prefix(LOAD, sink.name()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    TableName beside(String table) {
        return sink.name().beside(table);
    }
}

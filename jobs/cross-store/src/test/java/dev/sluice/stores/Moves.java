package dev.sluice.stores;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.extract.JdbcSource;
import dev.sluice.extract.Tally;
import dev.sluice.jdbc.Server;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.load.jdbc.DatabaseCase;
import dev.sluice.load.jdbc.JdbcSink;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Whole tables out of databases and into them. */
public final class Moves {
    public static final Slice ALL =
            new Slice("s1", 1, List.of(new Item(JdbcSource.ALL, Optional.of("v"), 1, "all", "{}")), List.of("shop"));

    private Moves() {}

    /** A table's rows, under "", and its rejects. */
    public static Map<String, Dataset<Row>> read(Server server, String table) {
        SparkSession spark = LocalSpark.session();
        JdbcSource source = new JdbcSource(
                server, Optional.of(table), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return source.read(spark, ALL, Tally.register(spark));
    }

    /** Appends rows to a table, which is made where it is not there. */
    public static void load(Dataset<Row> rows, Server server, String table, String... acceptLoss) {
        JdbcSink sink = new JdbcSink(
                server, table, Mode.APPEND, List.of(), Optional.empty(), Contract.USUAL, List.of(acceptLoss));
        load(rows, sink);
    }

    public static void load(Dataset<Row> rows, JdbcSink sink) {
        load(rows, sink, Reconcile.COUNT);
    }

    public static void load(Dataset<Row> rows, JdbcSink sink, Reconcile reconcile) {
        Target target = sink.open(LocalSpark.session(), DatabaseCase.LOAD);
        Staged staged = stage(target, rows, reconcile);
        Published published = staged.publish(receipt(target.receipts().head()));
        if (!(published instanceof Published.Done)) {
            throw new AssertionError(published);
        }
    }

    /**
     * Compares, in a table that holds rows 7 to 9 as they were read, each of its columns with the same value and with
     * another: a version that is not newer changes nothing.
     */
    public static void compareEachColumn(Dataset<Row> rows, Server server, String table, String... acceptLoss) {
        JdbcSink sink = new JdbcSink(
                server, table, Mode.UPSERT, List.of("id"), Optional.of("id"), Contract.USUAL, List.of(acceptLoss));
        load(rows, sink, Reconcile.CHECKSUM);
        Dataset<Row> others = rows.where("id = 9").withColumn("id", functions.lit(7));
        String differing = Stream.of(rows.columns())
                .filter(name -> !name.equals("id") && !name.equals("twice"))
                .filter(name -> !List.of(acceptLoss).contains(name))
                .collect(Collectors.joining(", "));
        assertThatThrownBy(() -> load(others, sink, Reconcile.CHECKSUM))
                .hasMessageContaining("of the row with id = 7: it has another " + differing + " (see");
    }

    public static Staged stage(Target target, Dataset<Row> rows) {
        return stage(target, rows, Reconcile.COUNT);
    }

    private static Staged stage(Target target, Dataset<Row> rows, Reconcile reconcile) {
        Publication what =
                new Publication(DatabaseCase.LOAD, ALL, UUID.randomUUID().toString(), Set.of(), reconcile);
        return target.stage(LocalSpark.session(), rows, what);
    }

    /** What follows on a head. */
    public static Receipt receipt(Head before) {
        return receipt(before, Receipt.Kind.PUBLISH, List.of(new Receipt.Entry(JdbcSource.ALL, "v", "{}")));
    }

    /** What a sweep puts before dead attempts. */
    public static Receipt fence(Head before) {
        return receipt(before, Receipt.Kind.FENCE, List.of());
    }

    private static Receipt receipt(Head before, Receipt.Kind kind, List<Receipt.Entry> entries) {
        return new Receipt(
                DatabaseCase.LOAD,
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

    public static void execute(Server server, String... statements) {
        try (Connection connection = server.connector().open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    /** The first column of a query. */
    public static List<String> texts(Server server, String query) {
        try (Connection connection = server.connector().open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}

package dev.sluice.extract;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Purpose;
import dev.sluice.jdbc.Scan;
import dev.sluice.jdbc.ScanTable;
import dev.sluice.jdbc.Server;
import dev.sluice.jdbc.Snapshot;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.jdbc.TableName;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import dev.sluice.table.Handover;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Kind {@code jdbc}: a table or a query of a database. Without a cursor it is one item, {@code all}, that each run reads
 * whole. With one, an item is a stretch of the cursor ({@link JdbcStretch}), fixed by the plan before any of it is read;
 * where it ends, the next plan goes on.
 *
 * <p>Columns keep their names; a column {@code _item} is left out. Their types are the dialect's
 * ({@link Dialect#columns}). A value that its column's type cannot hold makes its row a reject UNREADABLE_VALUE, whose
 * {@code raw} is the row as JSON. The parts of a slice are read at one moment where the database can
 * ({@link Dialect#snapshot}).
 */
@Doc("a table or a query of a database, whole or by a cursor")
public record JdbcSource(
        Server server,

        @Doc("the table, such as public.orders; this or query")
        Optional<String> table,

        @Doc("a SELECT in the database's own SQL, instead of table; read by one connection")
        Optional<String> query,

        @Doc("a condition in the database's own SQL: only these rows are read")
        Optional<String> where,

        @Doc("the column by which new rows are told; in PostgreSQL xmin, which every table has and no row is late by")
        Optional<String> cursor,

        @Doc("how late a row may come by the cursor, such as 1h for times or 1000 for numbers; 0 where none is late."
                + " What overlaps is read again: load it by upsert with a version")
        Optional<String> overlap)
        implements Sliceable {
    /** The id of the one item of a table that is read whole. */
    public static final String ALL = "all";

    public JdbcSource {
        if (table.isPresent() == query.isPresent()) {
            throw new InvalidSetting("table", "set either table or query");
        }
        table.ifPresent(TableName::parse);
        if (query.isPresent() && query.get().strip().endsWith(";")) {
            throw new InvalidSetting("query", "must not end with a semicolon");
        }
        if (overlap.isPresent() && cursor.isEmpty()) {
            throw new InvalidSetting("overlap", "needs a cursor");
        }
    }

    @Override
    public Items items(SparkSession spark, Scope asked) {
        if (asked.slicing().by() == Slicing.By.DAY) {
            throw new Fault(
                    Code.SETTINGS, "Cannot cut a table of a database by day (set slice.by to whole, or set a cursor)");
        }
        Connector connector = server.connector();
        try (Connection connection = connector.open()) {
            long bytes = table.isPresent() ? connector.dialect().bytes(connection, name()) : 0;
            if (cursor.isEmpty() || asked.slicing().by() == Slicing.By.WHOLE) {
                Item all = new Item(ALL, Optional.of(asked.now().toString()), bytes, describe(), "{}");
                return new Items(
                        spark.createDataFrame(List.of(all.toRow()), Item.SCHEMA), remarks(connector, connection));
            }
            return new JdbcStretches(connector, connection, this).items(spark, asked, bytes);
        } catch (SQLException e) {
            throw connector.fault("look at", describe(), e);
        }
    }

    private List<Items.Remark> remarks(Connector connector, Connection connection) throws SQLException {
        Optional<String> hindrance = table.isPresent() && connector.connections() > 1
                ? connector.dialect().hindrance(connection, name())
                : Optional.empty();
        return hindrance.map(why -> new Items.Remark("READ_BY_ONE_CONNECTION", describe(), why)).stream()
                .toList();
    }

    @Override
    public Map<String, Dataset<Row>> read(SparkSession spark, Slice slice, Tally tally) {
        Connector connector = server.connector();
        Dialect dialect = connector.dialect();
        try (Connection connection = connector.open()) {
            if (!slice.items().isEmpty()) {
                tally.hold(dialect.guard(connector, relation(dialect)));
            }
            List<StoreColumn> columns = columns(dialect, connection);
            boolean shared = !slice.items().isEmpty() && shared(spark, dialect);
            List<String> ranges = shared ? ranges(connector, connection) : List.of("");
            Snapshot snapshot = shared
                    ? dialect.snapshot(connector, table.map(TableName::parse), readers(slice, ranges, connector))
                    : Snapshot.NONE;
            tally.hold(snapshot);
            // After the moment was taken: what a stretch leaves out is counted up to it.
            List<Scan.Part> parts = parts(dialect, connection, slice, snapshot.readers() > 1 ? ranges : List.of(""));
            // Nothing counts the rows of a source beside the driving one.
            Purpose purpose = slice.loads().isEmpty()
                    ? new Purpose.Asked()
                    : new Purpose.Counted(TallyWatch.of(tally, slice.items()));
            if (shared) {
                List<String> conditions = new ArrayList<>();
                for (Item item : slice.items()) {
                    conditions.add(condition(dialect, connection, item));
                }
                tally.compareWith(new JdbcCount(connector, relation(dialect), snapshot, conditions));
            }
            Scan scan = new Scan(connector, relation(dialect), columns, parts, snapshot.name(), purpose);
            return Map.of(
                    "", Handover.dataset(spark, new ScanTable(scan, describe(), ScanTable.What.ROWS)),
                    "rejects", Handover.dataset(spark, new ScanTable(scan, describe(), ScanTable.What.REJECTS)));
        } catch (SQLException e) {
            throw connector.fault("look at", describe(), e);
        }
    }

    private static boolean shared(SparkSession spark, Dialect dialect) {
        return switch (dialect.reach()) {
            case NOWHERE -> false;
            case THIS_PROCESS -> spark.sparkContext().isLocal();
            case EVERYWHERE -> true;
        };
    }

    private List<String> ranges(Connector connector, Connection connection) throws SQLException {
        return table.isPresent() && connector.connections() > 1
                ? connector.dialect().ranges(connection, name(), connector.connections())
                : List.of("");
    }

    private static int readers(Slice slice, List<String> ranges, Connector connector) {
        int parts = slice.items().stream()
                .mapToInt(item -> cut(item) ? ranges.size() : 1)
                .sum();
        return Math.min(parts, connector.connections());
    }

    /** An increment is not cut into ranges where an index finds it. */
    private static boolean cut(Item item) {
        return item.id().equals(ALL) || JdbcStretch.read(item.detail()).looksThroughAll();
    }

    private List<Scan.Part> parts(Dialect dialect, Connection connection, Slice slice, List<String> ranges)
            throws SQLException {
        List<Scan.Part> parts = new ArrayList<>();
        for (Item item : slice.items()) {
            String rows = condition(dialect, connection, item);
            for (String range : cut(item) ? ranges : List.of("")) {
                parts.add(new Scan.Part(item.id() + "#" + parts.size(), Scan.all(range, rows), item.key()));
            }
        }
        return parts;
    }

    /** What an item's rows meet; empty for all rows. */
    private String condition(Dialect dialect, Connection connection, Item item) throws SQLException {
        String stretch =
                item.id().equals(ALL) ? "" : JdbcStretch.read(item.detail()).condition(dialect, connection);
        return Scan.all(stretch, where.orElse(""));
    }

    private List<StoreColumn> columns(Dialect dialect, Connection connection) throws SQLException {
        List<StoreColumn> columns =
                dialect.columns(connection, "SELECT * FROM " + relation(dialect) + " WHERE 1 = 0").stream()
                        .filter(column -> !column.name().equalsIgnoreCase("_item"))
                        .toList();
        Set<String> names = new HashSet<>();
        for (StoreColumn column : columns) {
            if (!names.add(column.name())) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot read " + describe() + ": two columns are called " + column.name()
                                + " (name them apart in the query)");
            }
        }
        return columns;
    }

    TableName name() {
        return TableName.parse(table.orElseThrow());
    }

    /** What stands after FROM. The line end keeps a comment at the query's end from taking the parenthesis along. */
    String relation(Dialect dialect) {
        return table.isPresent() ? name().quoted(dialect) : "(" + query.orElseThrow() + "\n) q";
    }

    @Override
    public boolean repeats() {
        return overlap.isPresent() && !overlap.get().strip().equals("0");
    }

    /** Read whole, or by transactions: of any other cursor the plan wants to know the overlap. */
    @Override
    public boolean current() {
        return overlap.isEmpty();
    }

    @Override
    public String describe() {
        return table.orElse("a query") + " of " + server.describe();
    }
}

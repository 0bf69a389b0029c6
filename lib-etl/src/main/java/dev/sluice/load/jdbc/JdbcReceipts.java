package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Merge;
import dev.sluice.jdbc.Purpose;
import dev.sluice.jdbc.Scan;
import dev.sluice.jdbc.ScanTable;
import dev.sluice.jdbc.TableName;
import dev.sluice.slice.Head;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.ReceiptJson;
import dev.sluice.slice.Receipts;
import dev.sluice.table.Handover;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The receipts of a schema's loads, written in the transaction that moves the head, so that all rows up to the head are
 * live. {@code sluice_receipts}: job, load, target, number, id, predecessor, kind, code_version, written_at
 * (microseconds since the epoch), rows, attempt, receipt ({@link ReceiptJson} without the items); {@code sluice_items}:
 * receipt, item, version, detail.
 */
record JdbcReceipts(Connector connector, TableName target, JdbcHead head) {
    private static final String RECEIPTS = "sluice_receipts";
    private static final String ITEMS = "sluice_items";
    private static final int BATCH = 1_000;

    private Dialect dialect() {
        return connector.dialect();
    }

    private String receipts() {
        return target.beside(RECEIPTS).quoted(dialect());
    }

    private String items() {
        return target.beside(ITEMS).quoted(dialect());
    }

    /** Makes the tables where they are not there. */
    void prepare(Connection connection) throws SQLException {
        Columns columns = new Columns(dialect());
        if (!present(connection, RECEIPTS)) {
            JdbcTables.create(
                    connection,
                    "CREATE TABLE " + receipts() + " (" + columns.key("job") + ", " + columns.key("load") + ", "
                            + columns.word("target") + ", " + columns.number("number") + ", " + columns.key("id") + ", "
                            + columns.word("predecessor") + ", " + columns.word("kind") + ", "
                            + columns.word("code_version") + ", " + columns.number("written_at") + ", "
                            + columns.number("rows") + ", " + columns.word("attempt") + ", " + columns.text("receipt")
                            + ", PRIMARY KEY (" + columns.names("id") + "))",
                    () -> present(connection, RECEIPTS));
        }
        if (!present(connection, ITEMS)) {
            JdbcTables.create(
                    connection,
                    "CREATE TABLE " + items() + " (" + columns.key("receipt") + ", " + columns.text("item") + ", "
                            + columns.text("version") + ", " + columns.text("detail") + ")",
                    () -> present(connection, ITEMS));
        }
    }

    private boolean present(Connection connection, String table) throws SQLException {
        return !dialect().target(connection, target.beside(table)).isEmpty();
    }

    /** Writes a receipt and its items in the current transaction. */
    void write(Connection connection, Receipt receipt) throws SQLException {
        String columns = new Columns(dialect())
                .names(
                        "job",
                        "load",
                        "target",
                        "number",
                        "id",
                        "predecessor",
                        "kind",
                        "code_version",
                        "written_at",
                        "rows",
                        "attempt",
                        "receipt");
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + receipts() + " (" + columns + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, receipt.load().job());
            insert.setString(2, receipt.load().load());
            insert.setString(3, target.toString());
            insert.setLong(4, receipt.number());
            insert.setString(5, receipt.id());
            insert.setString(6, receipt.predecessor());
            insert.setString(7, receipt.kind().name());
            insert.setString(8, receipt.provenance().codeVersion());
            insert.setLong(
                    9,
                    ChronoUnit.MICROS.between(
                            Instant.EPOCH, receipt.provenance().writtenAt()));
            insert.setLong(10, receipt.rows());
            insert.setString(11, receipt.attempt());
            insert.setString(12, ReceiptJson.write(receipt.withoutItems()));
            insert.executeUpdate();
        }
        writeItems(connection, receipt);
    }

    private void writeItems(Connection connection, Receipt receipt) throws SQLException {
        String columns = new Columns(dialect()).names("receipt", "item", "version", "detail");
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + items() + " (" + columns + ") VALUES (?, ?, ?, ?)")) {
            int waiting = 0;
            for (Receipt.Entry entry : receipt.items()) {
                insert.setString(1, receipt.id());
                insert.setString(2, entry.id());
                insert.setString(3, entry.version());
                insert.setString(4, entry.detail());
                insert.addBatch();
                if (++waiting % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            if (waiting % BATCH > 0) {
                insert.executeBatch();
            }
        }
    }

    /** The receipts that hang from a head. */
    Receipts from(SparkSession spark, Connection connection, Head from) throws SQLException {
        if (from.equals(Head.ORIGIN)) {
            return new Receipts(from, List.of(), spark.createDataFrame(List.<Row>of(), Receipts.ENTRIES));
        }
        List<Receipts.Link> chain = verified(from, links(connection, from));
        return new Receipts(from, chain, entries(spark, connection, from));
    }

    private List<Receipts.Link> links(Connection connection, Head from) throws SQLException {
        List<Receipts.Link> links = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT "
                        + new Columns(dialect()).names("number", "id", "predecessor", "kind", "attempt", "rows")
                        + " FROM " + receipts() + " WHERE " + mine(from) + " ORDER BY "
                        + dialect().quote("number"));
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                links.add(new Receipts.Link(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        Receipt.Kind.valueOf(rows.getString(4)),
                        rows.getString(5),
                        rows.getLong(6)));
            }
        }
        return links;
    }

    private List<Receipts.Link> verified(Head from, List<Receipts.Link> links) {
        String before = "";
        long number = 0;
        for (Receipts.Link link : links) {
            number++;
            if (link.number() != number || !link.predecessor().equals(before)) {
                throw broken(from, link.id());
            }
            before = link.id();
        }
        if (number != from.number() || !before.equals(from.receipt())) {
            throw broken(from, from.receipt());
        }
        return links;
    }

    private Fault broken(Head from, String id) {
        return new Fault(
                Code.CHAIN_BROKEN,
                "Cannot follow the receipts of " + head.load() + " in " + target.beside(RECEIPTS) + ": receipt " + id
                        + " on the way from " + from + " to the origin is not as it was written (restore the rows of"
                        + " that table, or load under a new name into a new table)");
    }

    /** This load's receipts up to a head. The names are of letters, digits, - and _; the target is quoted as data. */
    private String mine(Head from) {
        String names = head.names().stream()
                .map(name -> name.split("/", 2))
                .map(name -> "(" + dialect().quote("job") + " = " + dialect().literal(name[0]) + " AND "
                        + dialect().quote("load") + " = " + dialect().literal(name[1]) + ")")
                .collect(Collectors.joining(" OR "));
        return "(" + names + ") AND " + dialect().quote("target") + " = "
                + dialect().literal(target.toString()) + " AND " + dialect().quote("number") + " <= " + from.number();
    }

    private Dataset<Row> entries(SparkSession spark, Connection connection, Head from) throws SQLException {
        String names = Merge.list(
                dialect(), List.of("number", "kind", "code_version", "item", "version", "detail", "written_at"));
        String live = "(SELECT * FROM " + receipts() + " WHERE " + mine(from) + ") r";
        String joined = items() + " i JOIN " + live + " ON i." + dialect().quote("receipt") + " = r."
                + dialect().quote("id");
        String query = "(SELECT " + names + " FROM " + joined + ") e";
        Scan scan = new Scan(
                connector,
                query,
                dialect().columns(connection, "SELECT * FROM " + query + " WHERE 1 = 0"),
                List.of(new Scan.Part("entries", "", 0)),
                "",
                new Purpose.Asked());
        return Handover.dataset(spark, new ScanTable(scan, "receipts", ScanTable.What.COLUMNS))
                .select(
                        functions.col("number"),
                        functions.col("kind"),
                        functions.col("code_version"),
                        functions.col("item").as("id"),
                        functions.col("version"),
                        functions.col("detail"),
                        functions.timestamp_micros(functions.col("written_at")).as("written_at"));
    }
}

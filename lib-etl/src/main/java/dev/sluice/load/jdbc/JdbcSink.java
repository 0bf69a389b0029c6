package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Scan;
import dev.sluice.jdbc.ScanTable;
import dev.sluice.jdbc.Server;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.jdbc.TableName;
import dev.sluice.load.Contract;
import dev.sluice.load.Fitted;
import dev.sluice.load.Guarantee;
import dev.sluice.load.Mode;
import dev.sluice.load.Sink;
import dev.sluice.load.Target;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Shape;
import dev.sluice.table.Handover;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Loads into a table of a database. Each attempt fills a staging table of its own beside the target; one transaction then
 * moves the head, which is a row of {@code sluice_heads}, takes out or merges rows, inserts the staged ones and writes
 * the receipt ({@code sluice_receipts}, {@code sluice_items}). The table is made by the first slice when it is not
 * there.
 *
 * @param mode what becomes of rows that are there
 * @param key columns that a row is found by, for upsert
 * @param version a column of which a lower value never overwrites a higher one, for upsert
 * @param contract what happens when rows and table are not of one shape; unless told otherwise a table is made, and
 *     columns and types stay
 * @param acceptLoss columns of the rows whose values the database may round or cut to fit the table's type
 */
@Doc("a table of a database: exactly once, readers see old or new")
public record JdbcSink(
        Server server,

        @Doc("the table, such as public.orders; made when it is not there")
        String table,

        @Doc("replace (an item's rows by its newer version's; needs the column _item), append (rows are only added),"
                + " upsert (the row with the same key is updated) or history (it ends, and another one begins)")
        @Preset("replace")
        Mode mode,

        @Doc("for upsert and history: the columns that tell rows apart") @Preset("[]")
        List<String> key,

        @Doc(
                "for upsert and history: a column that grows with each change of a row; an older row never overwrites a newer one")
        Optional<String> version,

        @Doc("what happens when rows and table are not of one shape: a word for all, or a block")
        @Preset("{ tables = evolve, columns = freeze, types = freeze }")
        Contract contract,

        @Doc("columns that the database may round or cut to the table's own type; of any other column it is an error")
        @Preset("[]")
        List<String> acceptLoss)
        implements Sink {
    private static final Contract COLUMNS_FROZEN = new Contract(
            Optional.of(Contract.Rule.EVOLVE),
            Optional.of(Contract.Rule.FREEZE),
            Optional.of(Contract.Rule.FREEZE),
            Map.of());

    /** A sink that accepts no loss. */
    public JdbcSink(
            Server server, String table, Mode mode, List<String> key, Optional<String> version, Contract contract) {
        this(server, table, mode, key, version, contract, List.of());
    }

    public JdbcSink {
        key = List.copyOf(key);
        acceptLoss = List.copyOf(acceptLoss);
        contract = contract.otherwise(COLUMNS_FROZEN);
        TableName.parse(table);
        mode.require(key, version);
        for (String name : Stream.concat(key.stream(), version.stream()).toList()) {
            if (contract.only().entrySet().stream()
                    .anyMatch(rule ->
                            rule.getKey().equalsIgnoreCase(name) && rule.getValue() == Contract.Rule.DISCARD_VALUE)) {
                throw new InvalidSetting(
                        "contract",
                        "only." + name + ": a column of key or version must have a value (discard-row makes the row a"
                                + " reject)");
            }
        }
    }

    /** True for a column whose loss is accepted. */
    boolean accepts(String column) {
        return acceptLoss.stream().anyMatch(column::equalsIgnoreCase);
    }

    @Override
    public Target open(SparkSession spark, LoadId load) {
        return new JdbcTarget(spark, this, server.connector(), load);
    }

    TableName name() {
        return TableName.parse(table);
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }

    @Override
    public boolean keepsNewest() {
        return mode.keepsNewest(version);
    }

    @Override
    public boolean keepsLast() {
        return mode.keepsLast(version);
    }

    @Override
    public String describe() {
        return table + " of " + server.describe();
    }

    @Override
    public Map<String, List<String>> columns() {
        return Map.of(
                "key",
                key,
                "version",
                version.stream().toList(),
                "accept-loss",
                acceptLoss,
                "contract",
                List.copyOf(contract.only().keySet()));
    }

    @Override
    public boolean discardsRows() {
        return contract.discardsRows();
    }

    @Override
    public Fitted fit(SparkSession spark, Dataset<Row> rows, LoadId load) {
        Connector connector = server.connector();
        try (Connection connection = connector.open()) {
            return new JdbcContract(connection, connector.dialect(), this).fit(spark, rows, load.load());
        } catch (SQLException e) {
            throw connector.fault("look at", describe(), e);
        }
    }

    @Override
    public void check(SparkSession spark, Dataset<Row> rows, LoadId load) {
        Connector connector = server.connector();
        try (Connection connection = connector.open()) {
            Dataset<Row> keyed = List.of(rows.columns()).contains(JdbcLayout.ITEM)
                    ? rows
                    : rows.withColumn(JdbcLayout.ITEM, functions.lit(0L));
            JdbcContract fitting = new JdbcContract(connection, connector.dialect(), this);
            Dataset<Row> fitted = fitting.fit(spark, keyed, load.load()).rows();
            StagedColumns columns = StagedColumns.of(fitted, load, this);
            JdbcLayout.check(connection, connector.dialect(), this, columns.schema());
        } catch (SQLException e) {
            throw connector.fault("look at", describe(), e);
        }
    }

    @Override
    public Optional<Shape> shape(SparkSession spark) {
        Connector connector = server.connector();
        try (Connection connection = connector.open()) {
            return new JdbcContract(connection, connector.dialect(), this).shape();
        } catch (SQLException e) {
            throw connector.fault("look at", describe(), e);
        }
    }

    @Override
    public Dataset<Row> stored(SparkSession spark, StructType columns) {
        Dataset<Row> rows = rows(spark)
                .orElseThrow(() -> new Fault(
                        Code.INPUT_MISSING, "Cannot find table: " + describe() + " (nothing was published to it yet)"));
        List<String> there = List.of(rows.columns());
        List<Column> asked = new ArrayList<>();
        for (StructField field : columns.fields()) {
            String quoted = "`" + field.name().replace("`", "``") + "`";
            Column value = there.contains(field.name()) ? functions.col(quoted) : functions.lit(null);
            asked.add(value.cast(field.dataType()).as(field.name()));
        }
        return rows.select(asked.toArray(new Column[0]));
    }

    @Override
    public Optional<Dataset<Row>> published(SparkSession spark) {
        return rows(spark).map(rows -> rows.drop(JdbcLayout.ITEM));
    }

    /** The table as it is; empty when there is none. */
    private Optional<Dataset<Row>> rows(SparkSession spark) {
        Connector connector = server.connector();
        Dialect dialect = connector.dialect();
        try (Connection connection = connector.open()) {
            if (dialect.target(connection, name()).isEmpty()) {
                return Optional.empty();
            }
            String relation = name().quoted(dialect);
            List<StoreColumn> columns = dialect.columns(connection, "SELECT * FROM " + relation + " WHERE 1 = 0");
            Scan scan =
                    new Scan(connector, relation, columns, List.of(new Scan.Part("all", "", 0)), "", Scan.Watch.NONE);
            return Optional.of(Handover.dataset(spark, new ScanTable(scan, describe(), ScanTable.What.COLUMNS)));
        } catch (SQLException e) {
            throw connector.fault("read", describe(), e);
        }
    }

    /** Spark knows no name for a table of a database. */
    @Override
    public String relation() {
        return "";
    }
}

package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Server;
import dev.sluice.jdbc.TableName;
import dev.sluice.load.Contract;
import dev.sluice.load.DeletedColumn;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
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
 * @param replaceWhere for replace without {@code _item}: a condition in the database's own SQL for the rows of an item
 * @param deleted for upsert and history: a column of the rows that is true when the row was deleted where it comes from
 * @param acceptLoss columns of the rows whose values the database may round or cut to fit the table's type
 */
@Doc("a table of a database: exactly once, readers see old or new")
public record JdbcSink(
        Server server,

        @Doc("the table, such as public.orders; made when it is not there")
        String table,

        @Doc("replace (an item's rows by its newer version's; needs the column _item), append (rows are only added),"
                + " upsert (the row with the same key is updated), history (it ends, and another one begins) or refresh"
                + " (the whole table is replaced by what is read; needs slice.by = whole)")
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

        @Doc(
                "for replace, where the table is not to have the column _item: a condition in the database's own SQL that an"
                        + " item's rows meet, with {item} for the item's id as a literal, such as"
                        + " \"placed >= date {item} and placed < date {item} + 1\"; without {item} for what is read whole")
        Optional<String> replaceWhere,

        @Doc(
                "for upsert and history: a boolean column of the rows that says that the row was deleted at its source; the"
                        + " table's row goes, or its last state ends, and an older state that comes later does not bring it back")
        Optional<String> deleted,

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

    /** A sink that tells items apart by {@code _item} where it has to. */
    public JdbcSink(
            Server server,
            String table,
            Mode mode,
            List<String> key,
            Optional<String> version,
            Contract contract,
            List<String> acceptLoss) {
        this(server, table, mode, key, version, contract, Optional.empty(), Optional.empty(), acceptLoss);
    }

    public JdbcSink {
        key = List.copyOf(key);
        acceptLoss = List.copyOf(acceptLoss);
        contract = contract.otherwise(COLUMNS_FROZEN);
        TableName.parse(table);
        mode.require(key, version);
        if (replaceWhere.isPresent()) {
            ReplaceWhere.require(mode, replaceWhere.get());
        }
        DeletedColumn.require(deleted, mode, key, version);
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

    /** True when the table has the column {@code _item}. */
    boolean keepsItem() {
        return mode == Mode.REPLACE && replaceWhere.isEmpty();
    }

    /** True for a column whose loss is accepted. */
    boolean accepts(String column) {
        return acceptLoss.stream().anyMatch(column::equalsIgnoreCase);
    }

    @Override
    public Target open(SparkSession spark, LoadId load) {
        return new JdbcTarget(spark, this, server.connector(), load);
    }

    /**
     * The same, into a table of another name that is made for it: what keeps rows that are there has no say, and the
     * key comes when the rows are in.
     */
    JdbcSink standing(TableName name) {
        return new JdbcSink(
                server,
                name.text(),
                keepsItem() ? Mode.REPLACE : Mode.APPEND,
                List.of(),
                Optional.empty(),
                contract,
                acceptLoss);
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
    public boolean takesAll() {
        return mode == Mode.REFRESH
                || replaceWhere
                        .filter(where -> !where.contains(ReplaceWhere.ITEM))
                        .isPresent();
    }

    @Override
    public String manner() {
        if (replaceWhere.isPresent()) {
            return "rows are replaced where " + replaceWhere.get().strip();
        } else if (mode == Mode.REFRESH) {
            return mode.manner(key)
                    + (server.connector().dialect().swap().isPresent() ? ", by a swap" : ", row by row");
        }
        return mode.manner(key, deleted);
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
                "deleted",
                deleted.stream().toList(),
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
            Dialect dialect = connector.dialect();
            Dataset<Row> keyed = List.of(rows.columns()).contains(JdbcLayout.ITEM)
                    ? rows
                    : rows.withColumn(JdbcLayout.ITEM, functions.lit(0L));
            Dataset<Row> fitted = new JdbcContract(connection, dialect, this)
                    .fit(spark, keyed, load.load())
                    .rows();
            JdbcLayout.check(
                    connection,
                    dialect,
                    this,
                    StagedColumns.of(fitted, load, this).schema());
            if (replaceWhere.isPresent() && takesAll()) {
                new ReplaceWhere(dialect, this).check(connection, "");
            }
            if (mode == Mode.REFRESH
                    && dialect.swap().isPresent()
                    && !dialect.target(connection, name()).isEmpty()) {
                dialect.swap().get().check(connection, name());
            }
        } catch (SQLException e) {
            throw connector.fault("look at", describe(), e);
        }
    }

    @Override
    public boolean keepsItems() {
        return mode == Mode.REFRESH || (mode == Mode.REPLACE && replaceWhere.isEmpty());
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
        return new PublishedRows(this, spark).by(columns, "");
    }

    @Override
    public Dataset<Row> stored(SparkSession spark, StructType columns, Set<Long> items) {
        String item = server.connector().dialect().quote(JdbcLayout.ITEM);
        String where = mode == Mode.REFRESH
                ? ""
                : items.stream().map(String::valueOf).collect(Collectors.joining(", ", item + " IN (", ")"));
        return new PublishedRows(this, spark).by(columns, where);
    }

    @Override
    public Optional<Dataset<Row>> published(SparkSession spark) {
        return new PublishedRows(this, spark).all("").map(rows -> rows.drop(JdbcLayout.ITEM));
    }

    /** Spark knows no name for a table of a database. */
    @Override
    public String relation() {
        return "";
    }
}

package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.Purpose;
import dev.sluice.jdbc.Scan;
import dev.sluice.jdbc.ScanTable;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.table.Handover;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The rows of a target as they are, read back. */
record PublishedRows(JdbcSink sink, SparkSession spark) {
    /**
     * By these columns, null where there is no such column.
     *
     * @param where a condition; empty for all rows
     */
    Dataset<Row> by(StructType columns, String where) {
        Dataset<Row> rows = all(where)
                .orElseThrow(() -> new Fault(
                        Code.INPUT_MISSING,
                        "Cannot find table: " + sink.describe() + " (nothing was published to it yet)"));
        List<String> there = List.of(rows.columns());
        List<Column> asked = new ArrayList<>();
        for (StructField field : columns.fields()) {
            String quoted = "`" + field.name().replace("`", "``") + "`";
            Column value = there.contains(field.name()) ? functions.col(quoted) : functions.lit(null);
            asked.add(StagedColumns.restored(value, field.dataType()).as(field.name()));
        }
        return rows.select(asked.toArray(new Column[0]));
    }

    /** All columns of the rows that meet a condition; empty when there is no table. */
    Optional<Dataset<Row>> all(String where) {
        Connector connector = sink.server().connector();
        Dialect dialect = connector.dialect();
        try (Connection connection = connector.open()) {
            if (dialect.target(connection, sink.name()).isEmpty()) {
                return Optional.empty();
            }
            String relation = sink.name().quoted(dialect);
            List<StoreColumn> columns = dialect.columns(connection, "SELECT * FROM " + relation + " WHERE 1 = 0");
            Scan scan = new Scan(
                    connector, relation, columns, List.of(new Scan.Part("all", where, 0)), "", new Purpose.Asked());
            return Optional.of(Handover.dataset(spark, new ScanTable(scan, sink.describe(), ScanTable.What.COLUMNS)));
        } catch (SQLException e) {
            throw connector.fault("read", sink.describe(), e);
        }
    }
}

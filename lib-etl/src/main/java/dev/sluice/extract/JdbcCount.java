package dev.sluice.extract;

import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.RowSource;
import dev.sluice.jdbc.Snapshot;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.jdbc.Unreadable;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.spark.sql.types.DataTypes;

/**
 * Counts rows in the database itself, without the ranges that they are read by.
 *
 * @param relation what stands after FROM
 * @param snapshot the moment that they are read at
 * @param conditions one for each item, in parentheses or empty
 */
record JdbcCount(Connector connector, String relation, Snapshot snapshot, List<String> conditions)
        implements LongSupplier {
    @Override
    public long getAsLong() {
        StoreColumn rows = new StoreColumn("rows", "bigint", DataTypes.LongType, "COUNT(*)");
        long sum = 0;
        for (String condition : conditions) {
            String query = "SELECT COUNT(*) FROM " + relation + (condition.isEmpty() ? "" : " WHERE " + condition);
            try {
                RowSource counted = connector.dialect().rows(connector, snapshot.name(), query, List.of(rows));
                sum += (long) JdbcValue.first(counted, rows).orElseThrow();
            } catch (SQLException e) {
                throw connector.fault("count the rows of", relation, e);
            } catch (Unreadable e) {
                throw new IllegalStateException(e);
            }
        }
        return sum;
    }
}

package dev.sluice.load.iceberg;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.load.DeletedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Staged rows that say of themselves whether they were deleted at their source: their files have one column more than the
 * table. Its field id is one that no table reaches, so that readers of a file that comes in as it is pass the column over, as
 * they do those that a table has dropped.
 */
final class IcebergMarked {
    private static final String GONE = "_sluice_gone";
    private static final int FIELD = 2_000_000_000;

    private IcebergMarked() {}

    /** A table as rows are staged for it. */
    static BaseTable staging(IcebergSink sink, BaseTable table) {
        return sink.deleted().isEmpty() ? table : new BaseTable(new Operations(table.operations()), table.name());
    }

    /** Rows under the name of the mark in place of the source's. */
    static Dataset<Row> marked(IcebergSink sink, Dataset<Row> rows) {
        return sink.deleted()
                .map(name -> rows.withColumnRenamed(
                        DeletedColumn.of(rows.schema(), name, sink.describe()).name(), GONE))
                .orElse(rows);
    }

    /** Staged rows under the source's name of the mark. */
    static Dataset<Row> restored(IcebergSink sink, Dataset<Row> staged) {
        return sink.deleted()
                .map(name -> staged.drop(name).withColumnRenamed(GONE, name))
                .orElse(staged);
    }

    /** Rows as a table has them. */
    static Dataset<Row> unmarked(Dataset<Row> rows) {
        return rows.drop(GONE);
    }

    /** True where a row was deleted, else false; never of rows that have no mark. */
    static Column gone(Dataset<Row> rows) {
        return Stream.of(rows.columns()).anyMatch(GONE::equals) ? coalesce(col(GONE), lit(false)) : lit(false);
    }

    private static final class Operations extends IcebergOperations {
        Operations(TableOperations operations) {
            super(operations);
        }

        @Override
        public TableMetadata current() {
            TableMetadata table = super.current();
            List<Types.NestedField> columns = new ArrayList<>(table.schema().columns());
            columns.add(Types.NestedField.optional(FIELD, GONE, Types.BooleanType.get()));
            return table.updateSchema(new Schema(columns));
        }
    }
}

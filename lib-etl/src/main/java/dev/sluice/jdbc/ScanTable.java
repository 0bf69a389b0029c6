package dev.sluice.jdbc;

import dev.sluice.slice.RejectTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A {@link Scan} as a table of Spark: its columns, with or without an {@code _item} BIGINT after them; or the rejects of
 * such a read, which can be had when the rows were read. Only the columns that a query needs are asked of the database,
 * and those that may make a row a reject, so that each query gets the same rows.
 *
 * @param name of the source, in rejects
 * @param what of it
 */
public record ScanTable(Scan scan, String name, What what) implements SupportsRead {
    static final String ITEM = "_item";

    /** Which table. */
    public enum What {
        /** The columns and nothing else. */
        COLUMNS,
        /** The columns, then {@code _item}. */
        ROWS,
        /** The rows that could not be decoded. */
        REJECTS
    }

    @Override
    @Deprecated
    public StructType schema() {
        if (what == What.REJECTS) {
            return RejectTable.SCHEMA;
        }
        StructType schema = new StructType();
        for (StoreColumn column : scan.columns()) {
            schema = schema.add(column.name(), column.type());
        }
        return what == What.COLUMNS ? schema : schema.add(ITEM, DataTypes.LongType, false);
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new Builder(this);
    }

    private static final class Builder implements ScanBuilder, SupportsPushDownRequiredColumns {
        private final ScanTable table;
        private StructType wanted;

        @SuppressWarnings("deprecation")
        Builder(ScanTable table) {
            this.table = table;
            this.wanted = table.schema();
        }

        @Override
        public void pruneColumns(StructType required) {
            if (table.what != What.REJECTS) {
                wanted = required;
            }
        }

        @Override
        public org.apache.spark.sql.connector.read.Scan build() {
            return new Reading(table, wanted);
        }
    }

    private record Reading(ScanTable table, StructType wanted)
            implements org.apache.spark.sql.connector.read.Scan, Batch {
        @Override
        public StructType readSchema() {
            return wanted;
        }

        @Override
        public String description() {
            return "sluice-jdbc " + table.name;
        }

        @Override
        public ColumnarSupportMode columnarSupportMode() {
            // Without this, Spark would ask for the partitions when it makes the physical plan.
            return ColumnarSupportMode.UNSUPPORTED;
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            List<InputPartition> parts = new ArrayList<>();
            if (table.what != What.REJECTS) {
                table.scan.watch().planned(table.scan.parts());
            }
            for (Scan.Part part : table.scan.parts()) {
                if (table.scan.watch().wanted(part, table.what)) {
                    parts.add(new Partition(part));
                }
            }
            return parts.toArray(InputPartition[]::new);
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            return new Readers(table.scan, table.name, table.what, wanted);
        }
    }

    private record Partition(Scan.Part part) implements InputPartition {}

    private record Readers(Scan scan, String name, What what, StructType wanted) implements PartitionReaderFactory {
        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            Scan.Part part = ((Partition) partition).part();
            if (what == What.REJECTS) {
                return new RejectReader(scan, part, name);
            }
            return new ScanReader(scan, part, wanted);
        }
    }
}

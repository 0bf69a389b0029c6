package dev.sluice.jdbc;

import dev.sluice.slice.RejectTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A {@link Scan} as a table of Spark: its columns, with or without an {@code _item} BIGINT after them; or the rejects of
 * such a read, which can be had when the rows were read. Only the columns that a query needs are asked of the database;
 * where rows are counted ({@link Purpose}), also those that may make a row a reject, so that each query gets the same
 * rows; where they are not, only the rows that meet the query's {@link Conditions}.
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
        boolean asked = scan.purpose() instanceof Purpose.Asked && what != What.REJECTS;
        return asked ? new AskedBuilder(this) : new Builder(this);
    }

    /**
     * What a query asks databases for, such as {@code public.customers of jdbc:… WHERE ("country" = 'FI')}; nothing of a
     * table that is read whole. Plans the query and runs nothing.
     */
    public static List<String> asked(Dataset<Row> query) {
        return CollectionConverters.asJava(
                        query.queryExecution().optimizedPlan().collectLeaves())
                .stream()
                .map(leaf -> leaf instanceof DataSourceV2ScanRelation relation ? relation.scan() : leaf)
                .filter(scan -> scan instanceof Reading reading && !reading.where.isEmpty())
                .map(scan -> ((Reading) scan).asked())
                .toList();
    }

    private static class Builder implements ScanBuilder, SupportsPushDownRequiredColumns {
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

        String where() {
            return "";
        }

        @Override
        public org.apache.spark.sql.connector.read.Scan build() {
            return new Reading(table, wanted, where());
        }
    }

    /** Of rows that are not counted. */
    private static final class AskedBuilder extends Builder implements SupportsPushDownV2Filters {
        private final Conditions conditions;
        private final Map<Predicate, String> pushed = new LinkedHashMap<>();

        AskedBuilder(ScanTable table) {
            super(table);
            this.conditions = new Conditions(table.scan.connector().dialect(), table.scan.columns());
        }

        /** Spark looks again at all of them. */
        @Override
        public Predicate[] pushPredicates(Predicate[] predicates) {
            for (Predicate predicate : predicates) {
                conditions.of(predicate).ifPresent(condition -> pushed.put(predicate, condition));
            }
            return predicates;
        }

        @Override
        public Predicate[] pushedPredicates() {
            return pushed.keySet().toArray(Predicate[]::new);
        }

        @Override
        String where() {
            return Scan.all(pushed.values().toArray(String[]::new));
        }
    }

    /**
     * The table for one query.
     *
     * @param where the query's conditions; empty for none
     */
    private record Reading(ScanTable table, StructType wanted, String where)
            implements org.apache.spark.sql.connector.read.Scan, Batch {
        @Override
        public StructType readSchema() {
            return wanted;
        }

        @Override
        public String description() {
            return "sluice-jdbc " + asked();
        }

        String asked() {
            return table.name + (where.isEmpty() ? "" : " WHERE " + where);
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
            Optional<Purpose.Watch> watch = table.scan.purpose().told();
            if (table.what != What.REJECTS) {
                watch.ifPresent(told -> told.planned(table.scan.parts()));
            }
            for (Scan.Part part : table.scan.where(where).parts()) {
                if (watch.map(told -> told.wanted(part, table.what)).orElse(table.what != What.REJECTS)) {
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
            return new ScanReader(scan, part, name, wanted);
        }
    }
}

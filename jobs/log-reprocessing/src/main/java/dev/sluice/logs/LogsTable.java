package dev.sluice.logs;

import dev.sluice.extract.Tally;
import dev.sluice.logs.format.auto.AutoFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The lines of files as a table.
 *
 * @param what the rows or the rejects
 */
record LogsTable(List<LogFile> files, ReadPlan plan, long splitSize, What what) implements SupportsRead {
    /** Which of the two tables. */
    enum What {
        ROWS,
        REJECTS
    }

    LogsTable {
        files = List.copyOf(files);
    }

    @Override
    public String name() {
        return "sluice-logs";
    }

    @Override
    @Deprecated
    public StructType schema() {
        return what == What.ROWS ? plan.schema() : MetaColumns.REJECTS;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new Builder(this);
    }

    /** Rejects are read whole; rows with the columns that are wanted. */
    private static final class Builder
            implements ScanBuilder, SupportsPushDownRequiredColumns, SupportsPushDownV2Filters {
        private final LogsTable table;
        private StructType wanted;
        private Predicate[] pushed = new Predicate[0];
        private String only = "";

        Builder(LogsTable table) {
            this.table = table;
            this.wanted = table.schema();
        }

        @Override
        public void pruneColumns(StructType required) {
            if (table.what == What.ROWS) {
                // Spark prunes inside of structs, too; those of ours that are not put together of columns come whole.
                StructType all = table.plan.schema();
                wanted = new StructType();
                for (StructField field : required.fields()) {
                    wanted = wanted.add(field.name().startsWith("_") ? all.apply(field.name()) : field);
                }
            }
        }

        /** Takes {@code _format = 'x'} where the format is one of a file: other files need not be read on. */
        @Override
        public Predicate[] pushPredicates(Predicate[] predicates) {
            if (table.what == What.ROWS && table.plan.format().lookAhead() > 0) {
                for (Predicate predicate : predicates) {
                    Expression[] sides = predicate.children();
                    if (predicate.name().equals("=")
                            && sides[0] instanceof NamedReference column
                            && List.of(column.fieldNames()).equals(List.of(AutoFormat.COLUMN))
                            && sides[1] instanceof Literal<?> literal) {
                        only = literal.value().toString();
                        pushed = new Predicate[] {predicate};
                    }
                }
            }
            // Spark filters the rows once more, which costs little.
            return predicates;
        }

        @Override
        public Predicate[] pushedPredicates() {
            return pushed.clone();
        }

        @Override
        public Scan build() {
            return new Reading(table, wanted, only);
        }
    }

    private record Reading(LogsTable table, StructType wanted, String only)
            implements Scan, Batch, SupportsReportStatistics {
        @Override
        public StructType readSchema() {
            return wanted;
        }

        @Override
        public String description() {
            return "sluice-logs, " + table.files.size() + " files";
        }

        @Override
        public ColumnarSupportMode columnarSupportMode() {
            return table.what == What.ROWS ? ColumnarSupportMode.SUPPORTED : ColumnarSupportMode.UNSUPPORTED;
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            SparkSession spark = SparkSession.active();
            try {
                Configuration hadoop = spark.sparkContext().hadoopConfiguration();
                List<LogSplit> splits = Splits.cut(table.files, table.plan, table.splitSize, hadoop);
                table.plan
                        .slice()
                        .ifPresent(slice -> slice.tally()
                                .plan(splits.stream().map(LogSplit::key).toList()));
                return Splits.pack(open(spark, splits), spark.sparkContext().defaultParallelism())
                        .toArray(InputPartition[]::new);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What is to be read: where only the count is made up for, not what was counted already. */
        private List<LogSplit> open(SparkSession spark, List<LogSplit> splits) {
            if (table.plan.slice().isEmpty() || spark.conf().get(Tally.REST, "").isEmpty()) {
                return splits;
            }
            Set<String> left = Set.copyOf(table.plan.slice().get().tally().unfinished());
            return splits.stream().filter(split -> left.contains(split.key())).toList();
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            JavaSparkContext context =
                    JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext());
            return new Readers(
                    table.plan,
                    wanted,
                    table.what,
                    only,
                    context.broadcast(new SerializableConfiguration(context.hadoopConfiguration())));
        }

        @Override
        public Statistics estimateStatistics() {
            long bytes = table.files.stream()
                    .mapToLong(file -> Math.max(file.size(), file.weight()))
                    .sum();
            return new Statistics() {
                @Override
                public OptionalLong sizeInBytes() {
                    return OptionalLong.of(Math.max(1, bytes));
                }

                @Override
                public OptionalLong numRows() {
                    return OptionalLong.empty();
                }
            };
        }
    }

    private record Readers(
            ReadPlan plan, StructType wanted, What what, String only, Broadcast<SerializableConfiguration> hadoop)
            implements PartitionReaderFactory {
        @Override
        public boolean supportColumnarReads(InputPartition partition) {
            return what == What.ROWS;
        }

        @Override
        public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
            return new LogReader(
                    (LogPartition) partition, plan, wanted, only, hadoop.value().value());
        }

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new RejectReader(
                    (LogPartition) partition, plan, hadoop.value().value());
        }
    }
}

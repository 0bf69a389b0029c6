package dev.sluice.logs;

import dev.sluice.extract.Tally;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The rejects that the readers of a slice's rows wrote: asks the tally for their files when it is read, so the rows
 * have to be read first.
 */
record RejectsTable(Tally tally) implements SupportsRead {
    @Override
    public String name() {
        return "sluice-logs rejects";
    }

    @Override
    @Deprecated
    public StructType schema() {
        return MetaColumns.REJECTS;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return () -> new Reading(tally);
    }

    private record Reading(Tally tally) implements Scan, Batch {
        @Override
        public StructType readSchema() {
            return MetaColumns.REJECTS;
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
            return tally.sideFiles().stream().map(SideFile::new).toArray(InputPartition[]::new);
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            JavaSparkContext context =
                    JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext());
            return new Readers(context.broadcast(new SerializableConfiguration(context.hadoopConfiguration())));
        }
    }

    private record SideFile(String path) implements InputPartition {}

    private record Readers(Broadcast<SerializableConfiguration> hadoop) implements PartitionReaderFactory {
        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new Reader(((SideFile) partition).path(), hadoop.value().value());
        }
    }

    private static final class Reader implements PartitionReader<InternalRow> {
        private final String path;
        private final Configuration hadoop;
        private BufferedReader lines;
        private InternalRow row;

        Reader(String path, Configuration hadoop) {
            this.path = path;
            this.hadoop = hadoop;
        }

        @Override
        public boolean next() throws IOException {
            if (lines == null) {
                lines = RejectFile.open(path, hadoop);
            }
            String line = lines.readLine();
            row = line == null ? null : RejectFile.row(line);
            return line != null;
        }

        @Override
        public InternalRow get() {
            return row;
        }

        @Override
        public void close() throws IOException {
            if (lines != null) {
                lines.close();
            }
        }
    }
}

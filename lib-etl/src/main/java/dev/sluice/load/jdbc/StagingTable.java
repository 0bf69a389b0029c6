package dev.sluice.load.jdbc;

import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.RowSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A staging table as Spark writes to it. Each attempt of a task commits its rows by itself, under its own number in the
 * column {@code _task}; only those of the attempts that Spark took for the tasks' results ({@link #finished}) count.
 *
 * @param table quoted
 * @param staged columns of the rows, without {@code _task}
 * @param finished filled when all tasks are done
 */
record StagingTable(Connector connector, String table, StructType staged, List<Written> finished)
        implements SupportsWrite {
    static final String TASK = "_task";

    /**
     * What an attempt of a task wrote.
     *
     * @param attempt the number of the attempt, unique in its Spark application
     */
    record Written(long attempt, long rows, long bytes) implements WriterCommitMessage {
        private static final long serialVersionUID = 1L;
    }

    static StagingTable of(Connector connector, String table, StructType schema) {
        return new StagingTable(connector, table, schema, new ArrayList<>());
    }

    /** The staging table's own columns. */
    StructType layout() {
        return staged.add(TASK, DataTypes.LongType, false);
    }

    @Override
    @Deprecated
    public StructType schema() {
        return staged;
    }

    @Override
    public String name() {
        return "sluice-jdbc staging";
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_WRITE, TableCapability.ACCEPT_ANY_SCHEMA);
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        return new WriteBuilder() {
            @Override
            public Write build() {
                return new Write() {
                    @Override
                    public BatchWrite toBatch() {
                        return new Batch(StagingTable.this);
                    }
                };
            }
        };
    }

    private record Batch(StagingTable table) implements BatchWrite {
        @Override
        public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
            return new Writers(table.connector, table.table, table.layout());
        }

        @Override
        public void commit(WriterCommitMessage[] messages) {
            for (WriterCommitMessage message : messages) {
                table.finished.add((Written) message);
            }
        }

        /** The table goes as a whole. */
        @Override
        public void abort(WriterCommitMessage[] messages) {}
    }

    private record Writers(Connector connector, String table, StructType columns) implements DataWriterFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public DataWriter<InternalRow> createWriter(int partition, long attempt) {
            return new Writer(connector, table, columns, attempt);
        }
    }

    private static final class Writer implements DataWriter<InternalRow> {
        private final Connector connector;
        private final String table;
        private final StructType columns;
        private final long attempt;
        private final JoinedRow joined = new JoinedRow();
        private final InternalRow task;
        private Connection connection;
        private RowSink sink;
        private long rows;

        Writer(Connector connector, String table, StructType columns, long attempt) {
            this.connector = connector;
            this.table = table;
            this.columns = columns;
            this.attempt = attempt;
            this.task = new GenericInternalRow(new Object[] {attempt});
        }

        @Override
        public void write(InternalRow row) {
            try {
                if (sink == null) {
                    connection = connector.open();
                    sink = connector.dialect().write(connection, table, columns);
                }
                sink.write(joined.apply(row, task));
                rows++;
            } catch (SQLException e) {
                throw connector.fault("write to", table, e);
            }
        }

        @Override
        public WriterCommitMessage commit() {
            try {
                return new Written(attempt, rows, sink == null ? 0 : sink.finish());
            } catch (SQLException e) {
                throw connector.fault("write to", table, e);
            }
        }

        @Override
        public void abort() {}

        @Override
        public void close() {
            for (AutoCloseable each : new AutoCloseable[] {sink, connection}) {
                try {
                    if (each != null) {
                        each.close();
                    }
                } catch (Exception e) {
                    // What was not committed goes with its connection.
                }
            }
        }
    }
}

package dev.sluice.load.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.Dialect;
import dev.sluice.jdbc.RowSink;
import dev.sluice.jdbc.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A staging table as Spark writes to it. Each attempt of a task commits its rows by itself, under a number that is its
 * own; only those of the attempts that Spark took for the tasks' results ({@link #finished}) count. The number stands in
 * the column {@code _task}, or is that of the attempt's transaction, which leaves no trace among the columns.
 *
 * @param table quoted
 * @param staged columns of the rows, without {@code _task}
 * @param told how rows are told by their transaction; empty for those with {@code _task}
 * @param finished filled when all tasks are done
 */
record StagingTable(
        Connector connector, String table, StructType staged, Optional<Transactions> told, List<Written> finished)
        implements SupportsWrite {
    static final String TASK = "_task";

    /**
     * What an attempt of a task wrote.
     *
     * @param number the attempt's, unique in its Spark application, or its transaction's
     */
    record Written(long number, long rows, long bytes) implements WriterCommitMessage {
        private static final long serialVersionUID = 1L;
    }

    static StagingTable of(Connector connector, String table, StructType schema) {
        return new StagingTable(connector, table, schema, Optional.empty(), new ArrayList<>());
    }

    /** A table that will stand as it is filled. */
    static StagingTable standing(Connector connector, String table, StructType schema, Transactions told) {
        return new StagingTable(connector, table, schema, Optional.of(told), new ArrayList<>());
    }

    /** The staging table's own columns. */
    StructType layout() {
        return told.isPresent() ? staged : staged.add(TASK, DataTypes.LongType, false);
    }

    void make(Connection connection, String target) throws SQLException {
        Dialect dialect = connector.dialect();
        List<String> columns = new ArrayList<>();
        for (StructField field : layout().fields()) {
            String type = dialect.type(field.dataType())
                    .orElseThrow(() -> new Fault(
                            Code.SETTINGS,
                            "Cannot load " + field.name() + " into " + target + ": the database has no type for "
                                    + field.dataType().sql() + " (cast it in a sql step)"));
            columns.add(dialect.quote(field.name()) + " " + type);
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(dialect.createStaging() + " " + table + " (" + String.join(", ", columns) + ")"
                    + dialect.stagingOptions(connection));
        }
    }

    /** The condition for rows of the attempts whose results Spark took; the table is called s. */
    String counted() {
        List<Long> numbers = finished.stream()
                .filter(task -> task.rows() > 0)
                .map(Written::number)
                .toList();
        if (numbers.isEmpty()) {
            return "1 = 0";
        }
        return told.map(transactions -> transactions.by(numbers))
                .orElseGet(() -> "s." + connector.dialect().quote(TASK) + " IN ("
                        + numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")");
    }

    long rowCount() {
        return finished.stream().mapToLong(Written::rows).sum();
    }

    long bytes() {
        return finished.stream().mapToLong(Written::bytes).sum();
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
            return new Writers(table.connector, table.table, table.layout(), table.told.orElse(null));
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

    /**
     * Goes to the tasks.
     *
     * @param told null for rows with {@code _task}: an Optional cannot be sent
     */
    private record Writers(Connector connector, String table, StructType columns, Transactions told)
            implements DataWriterFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public DataWriter<InternalRow> createWriter(int partition, long attempt) {
            return new Writer(this, attempt);
        }
    }

    private static final class Writer implements DataWriter<InternalRow> {
        private final Writers made;
        private final long attempt;
        private final JoinedRow joined = new JoinedRow();
        private final InternalRow task;
        private Connection connection;
        private RowSink sink;
        private long number;
        private long rows;

        Writer(Writers made, long attempt) {
            this.made = made;
            this.attempt = attempt;
            this.task = new GenericInternalRow(new Object[] {attempt});
        }

        @Override
        public void write(InternalRow row) {
            try {
                if (sink == null) {
                    connection = made.connector.open();
                    number = attempt;
                    if (made.told != null) {
                        connection.setAutoCommit(false);
                        number = made.told.own(connection);
                    }
                    sink = made.connector.dialect().write(connection, made.table, made.columns);
                }
                sink.write(made.told != null ? row : joined.apply(row, task));
                rows++;
            } catch (SQLException e) {
                throw made.connector.fault("write to", made.table, e);
            }
        }

        @Override
        public WriterCommitMessage commit() {
            if (sink == null) {
                return new Written(attempt, 0, 0);
            }
            try {
                long bytes = sink.finish();
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
                return new Written(number, rows, bytes);
            } catch (SQLException e) {
                throw made.connector.fault("write to", made.table, e);
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

package dev.sluice.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;

/** Reads the rows of one part. One row object is used for all. */
final class ScanReader implements PartitionReader<InternalRow> {
    private final Scan scan;
    private final Scan.Part part;
    private final List<StoreColumn> columns;
    private final SpecificInternalRow row;
    private final int item;
    private Connection connection;
    private RowSource source;
    private long rows;
    private long unreadable;
    private boolean told;

    /**
     * A reader of some columns.
     *
     * @param wanted these columns in their order, {@code _item} after them where it is asked for
     */
    ScanReader(Scan scan, Scan.Part part, List<StoreColumn> columns, StructType wanted) {
        this.scan = scan;
        this.part = part;
        this.columns = columns;
        this.row = new SpecificInternalRow(wanted);
        this.item = wanted.size() > columns.size() ? columns.size() : -1;
    }

    @Override
    public boolean next() {
        try {
            if (source == null) {
                connection = scan.connector().open();
                source = scan.connector()
                        .dialect()
                        .read(connection, scan.snapshot(), scan.query(part, columns), columns);
                if (item >= 0) {
                    row.setLong(item, part.item());
                }
            }
            while (source.next()) {
                rows++;
                try {
                    source.decode(row);
                    return true;
                } catch (Unreadable e) {
                    unreadable++;
                }
            }
        } catch (SQLException e) {
            throw scan.connector().fault("read", scan.relation(), e);
        }
        tell(true);
        return false;
    }

    private void tell(boolean complete) {
        if (!told) {
            told = true;
            scan.watch().read(part, rows, unreadable, complete);
        }
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() {
        tell(false);
        close(source, connection);
    }

    /** An error while closing says nothing of the rows that were read. */
    static void close(RowSource source, Connection connection) {
        for (AutoCloseable each : new AutoCloseable[] {source, connection}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                // The server ends what belongs to a connection that is gone.
            }
        }
    }
}

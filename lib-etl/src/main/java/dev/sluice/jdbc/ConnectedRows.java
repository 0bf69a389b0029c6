package dev.sluice.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows with the connection that they come through, which is let go after them, once however often this is closed. */
public final class ConnectedRows implements RowSource {
    private final RowSource rows;
    private final Release release;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Lets a connection go. */
    public interface Release {
        void run() throws SQLException;
    }

    /** What gives the rows of a query. */
    public interface Query {
        RowSource run() throws SQLException;
    }

    private ConnectedRows(RowSource rows, Release release) {
        this.rows = rows;
        this.release = release;
    }

    /** Opens a connection for one query. */
    static ConnectedRows open(Connector connector, String snapshot, String query, List<StoreColumn> columns)
            throws SQLException {
        Connection connection = connector.open();
        return of(() -> connector.dialect().read(connection, snapshot, query, columns), connection::close);
    }

    /** The rows of a query; its connection is let go at once where it fails. */
    public static ConnectedRows of(Query query, Release release) throws SQLException {
        boolean complete = false;
        try {
            RowSource rows = query.run();
            complete = true;
            return new ConnectedRows(rows, release);
        } finally {
            if (!complete) {
                release.run();
            }
        }
    }

    @Override
    public boolean next() throws SQLException {
        return rows.next();
    }

    @Override
    public void decode(InternalRow into) throws SQLException, Unreadable {
        rows.decode(into);
    }

    @Override
    public Map<String, String> texts() throws SQLException {
        return rows.texts();
    }

    @Override
    public void close() throws SQLException {
        if (closed.compareAndSet(false, true)) {
            try {
                rows.close();
            } finally {
                release.run();
            }
        }
    }
}

package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.RowSource;
import dev.sluice.jdbc.Unreadable;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows through a connection that is given back after them, once however often this is closed. */
final class BorrowedRows implements RowSource {
    private final RowSource rows;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    BorrowedRows(RowSource rows, Runnable giveBack) {
        this.rows = rows;
        this.giveBack = giveBack;
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
                giveBack.run();
            }
        }
    }
}

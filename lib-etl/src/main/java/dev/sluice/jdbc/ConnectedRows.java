package dev.sluice.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows with the connection that they come through, which ends with them. */
record ConnectedRows(RowSource rows, Connection connection) implements RowSource {
    /** Opens a connection for one query. */
    static ConnectedRows open(Connector connector, String snapshot, String query, List<StoreColumn> columns)
            throws SQLException {
        Connection connection = connector.open();
        boolean complete = false;
        try {
            RowSource rows = connector.dialect().read(connection, snapshot, query, columns);
            complete = true;
            return new ConnectedRows(rows, connection);
        } finally {
            if (!complete) {
                connection.close();
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
        try {
            rows.close();
        } finally {
            connection.close();
        }
    }
}

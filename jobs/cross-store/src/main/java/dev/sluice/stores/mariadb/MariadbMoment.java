package dev.sluice.stores.mariadb;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.jdbc.ConnectedRows;
import dev.sluice.jdbc.Connector;
import dev.sluice.jdbc.RowSource;
import dev.sluice.jdbc.Snapshot;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.jdbc.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Connections that see one moment of MariaDB, lent to the tasks of this process.
 *
 * <p>A snapshot of MariaDB belongs to the connection that took it (mariadb.com/kb/en/start-transaction), and no other can
 * join it by a name. So all are opened before the read, begin their transactions while the table is locked against
 * writers, which takes as long as a few statements do, and are kept until the slice is published. That works where tasks
 * run in the process that took them; on a cluster a table is read by one connection.
 *
 * <p>The lock is that of {@code LOCK TABLES … READ} in a transaction (mariadb.com/kb/en/lock-tables): without one the
 * server would let a transaction commit that wrote before. It needs the right LOCK TABLES. Where that is missing, where
 * a transaction that wrote to the table is still open after {@link #PATIENCE}, or where the connections lead to several
 * servers, there is one connection, of which the lock has no need. Comparing positions of the binary log would need no
 * lock, but a server may leave commits out of it.
 *
 * <p>Thread-safe.
 */
final class MariadbMoment {
    /** Seconds to wait for transactions that wrote to the table; for as long new ones wait behind the lock. */
    private static final int PATIENCE = 3;

    private static final Map<String, MariadbMoment> OPEN = new ConcurrentHashMap<>();

    private final Connector connector;
    private final BlockingQueue<Connection> free = new LinkedBlockingQueue<>();
    private final Set<Connection> usable = ConcurrentHashMap.newKeySet();
    private final Set<Thread> borrowers = ConcurrentHashMap.newKeySet();

    private MariadbMoment(Connector connector) {
        this.connector = connector;
    }

    static Snapshot take(Connector connector, Optional<TableName> table, int readers) {
        MariadbMoment moment = new MariadbMoment(connector);
        boolean complete = false;
        try {
            int most = table.isPresent() ? readers : 1;
            List<Connection> all = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                Connection connection = connector.open();
                all.add(connection);
                moment.usable.add(connection);
            }
            if (all.size() > 1 && !moment.beginTogether(table.orElseThrow(), all)) {
                moment.close();
                return take(connector, table, 1);
            }
            if (all.size() == 1) {
                begin(all.get(0));
            }
            moment.free.addAll(all);
            String name = "moment-" + UUID.randomUUID();
            OPEN.put(name, moment);
            complete = true;
            return new Snapshot(name, all.size(), () -> {
                OPEN.remove(name);
                moment.close();
            });
        } catch (SQLException e) {
            throw connector.fault("take a snapshot of", connector.toString(), e);
        } finally {
            if (!complete) {
                moment.close();
            }
        }
    }

    /** False where the connections cannot be made to agree. */
    private boolean beginTogether(TableName table, List<Connection> all) throws SQLException {
        try (Connection locker = connector.open();
                Statement lock = locker.createStatement()) {
            Set<String> servers = new HashSet<>();
            servers.add(server(locker));
            for (Connection connection : all) {
                servers.add(server(connection));
            }
            if (servers.size() > 1) {
                return false;
            }
            lock.execute("SET autocommit = 0, innodb_table_locks = 1, innodb_lock_wait_timeout = " + PATIENCE
                    + ", lock_wait_timeout = " + PATIENCE);
            try {
                lock.execute("LOCK TABLES " + table.quoted(connector.dialect()) + " READ");
            } catch (SQLException e) {
                if (mayBeExpected(e)) {
                    return false;
                }
                throw e;
            }
            for (Connection connection : all) {
                begin(connection);
            }
            lock.execute("UNLOCK TABLES");
            return true;
        }
    }

    private static boolean mayBeExpected(SQLException problem) {
        Optional<Code> code = MariadbFaults.code(problem.getErrorCode());
        return code.isPresent() && (code.get() == Code.NOT_ALLOWED || code.get() == Code.TRY_LATER);
    }

    /** Behind one address there may be several. */
    private static String server(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet found =
                        select.executeQuery("SELECT concat_ws(' ', @@hostname, @@port, @@server_id, @@datadir)")) {
            found.next();
            return found.getString(1);
        }
    }

    /** Connections of a moment may have to wait for others for as long as a read takes. */
    static void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET wait_timeout = 86400, net_write_timeout = 3600");
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        }
    }

    /** The rows of a query at a moment that this process holds. */
    static RowSource rows(String name, String query, List<StoreColumn> columns) throws SQLException {
        MariadbMoment moment = OPEN.get(name);
        if (moment == null) {
            throw new Fault(
                    Code.TRY_LATER, "Cannot read at " + name + ": it is over (nothing was published; run again)");
        }
        Connection connection = moment.borrow();
        return ConnectedRows.of(
                () -> MariadbDialect.select(connection, query, columns), () -> moment.giveBack(connection));
    }

    private Connection borrow() {
        Connection connection = free.poll();
        if (connection == null && borrowers.contains(Thread.currentThread())) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot read two parts of " + connector + " in one task: all connections of its moment are taken"
                            + " (set server.connections higher, or write the join so that rows are shuffled for it)");
        }
        try {
            while (connection == null) {
                if (usable.isEmpty()) {
                    throw new Fault(
                            Code.STORE_DOWN,
                            "Cannot read on from " + connector + ": the connections that saw its moment are lost"
                                    + " (nothing was published; run again)");
                }
                connection = free.poll(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Code.STOPPED, "Cannot read on from " + connector + ": stopped", e);
        }
        borrowers.add(Thread.currentThread());
        return connection;
    }

    private void giveBack(Connection connection) {
        borrowers.remove(Thread.currentThread());
        if (sees(connection)) {
            free.add(connection);
        } else {
            usable.remove(connection);
            close(connection);
        }
    }

    /** A read that was given up may have left word to end the statement behind, which then ends this one. */
    private static boolean sees(Connection connection) {
        for (int i = 0; i < 2; i++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DO 0");
                return true;
            } catch (SQLException e) {
                // Once more; a connection that is gone says so again.
            }
        }
        return false;
    }

    private void close() {
        usable.forEach(MariadbMoment::close);
        usable.clear();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server ends the transaction of a connection that is gone.
        }
    }
}

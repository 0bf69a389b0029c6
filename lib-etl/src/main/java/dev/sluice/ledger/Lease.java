package dev.sluice.ledger;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer to "may I work on this job?": one process at a time holds the right, until it gives it back, stops
 * renewing it for as long as it was granted, or dies on this machine. Times are by the store's clock.
 *
 * <p>A lease only saves work that would be thrown away; a publish is right without it.
 */
public sealed interface Lease permits HeldLease, Lease.Busy {
    /** How long a lease lasts unless it is renewed, which happens every quarter of it. */
    Duration TTL = Duration.ofMinutes(1);

    /**
     * Asks for the right to work on a job.
     *
     * @throws Fault STORE_DOWN, CANNOT_WRITE or NOT_ALLOWED when the ledger cannot be used
     */
    static Lease tryTake(Ledger ledger, String job, Owner owner, Duration ttl) {
        if (ttl.toMillis() < 4) {
            throw new Fault(Code.USAGE, "Cannot take lease: ttl " + ttl + " (at least 4 ms)");
        }
        long asked = System.nanoTime();
        Optional<Long> token = ledger.database().transact(connection -> take(connection, job, owner, ttl));
        if (token.isPresent()) {
            return new HeldLease(ledger.database(), new HeldLease.Grant(job, owner, token.get(), ttl), asked);
        }
        Optional<Busy> holder = find(ledger, job);
        return holder.isPresent() ? holder.get() : tryTake(ledger, job, owner, ttl);
    }

    /** Who holds the lease of a job now. */
    static Optional<Busy> find(Ledger ledger, String job) {
        return ledger.database().transact(connection -> holder(connection, job));
    }

    /**
     * Takes the lease away from whoever holds it, who will notice and stop.
     *
     * @return who held it
     */
    static Optional<Busy> unlock(Ledger ledger, String job) {
        return ledger.database().transact(connection -> {
            Optional<Busy> held = holder(connection, job);
            Database.update(connection, "UPDATE lease SET expires = 0 WHERE job = ?", job);
            return held;
        });
    }

    /**
     * Another process is at work.
     *
     * @param owner who
     * @param token of its grant
     * @param since when it took the lease
     * @param quiet time since its last sign of life
     * @param progress how far it is, such as "slice 3/5"; may be empty
     */
    record Busy(Owner owner, long token, Instant since, Duration quiet, String progress) implements Lease {}

    private static Optional<Long> take(Connection connection, String job, Owner owner, Duration ttl)
            throws SQLException {
        Optional<Long> token = grant(connection, job, owner, ttl);
        if (token.isPresent()) {
            return token;
        }
        Optional<Busy> holder = holder(connection, job);
        if (holder.isPresent() && holder.get().owner().surelyDead()) {
            Database.update(
                    connection,
                    "UPDATE lease SET expires = 0 WHERE job = ? AND token = ?",
                    job,
                    holder.get().token());
            return grant(connection, job, owner, ttl);
        }
        return Optional.empty();
    }

    private static Optional<Long> grant(Connection connection, String job, Owner owner, Duration ttl)
            throws SQLException {
        String sql = """
                INSERT INTO lease
                  (job, token, run, user_name, host, machine, pid, born, progress, acquired, heartbeat, expires)
                VALUES (?, 1, ?, ?, ?, ?, ?, ?, '', <now>, <now>, <now> + ?)
                ON CONFLICT (job) DO UPDATE SET
                  token = lease.token + 1, run = excluded.run, user_name = excluded.user_name,
                  host = excluded.host, machine = excluded.machine, pid = excluded.pid, born = excluded.born,
                  progress = excluded.progress, acquired = excluded.acquired, heartbeat = excluded.heartbeat,
                  expires = excluded.expires
                WHERE lease.expires <= excluded.acquired
                RETURNING token
                """.replace("<now>", Database.NOW);
        List<Long> tokens = Database.query(
                connection,
                sql,
                row -> row.getLong(1),
                job,
                owner.run(),
                owner.user(),
                owner.host(),
                owner.machine(),
                owner.pid(),
                owner.born().toEpochMilli(),
                ttl.toMillis());
        return tokens.stream().findFirst();
    }

    private static Optional<Busy> holder(Connection connection, String job) throws SQLException {
        String sql = "SELECT lease.*, " + Database.NOW + " - heartbeat AS quiet FROM lease WHERE job = ? AND expires > "
                + Database.NOW;
        return Database.query(connection, sql, Lease::busy, job).stream().findFirst();
    }

    private static Busy busy(ResultSet row) throws SQLException {
        Owner owner = new Owner(
                row.getString("run"),
                row.getString("user_name"),
                row.getString("host"),
                row.getString("machine"),
                row.getLong("pid"),
                Instant.ofEpochMilli(row.getLong("born")));
        return new Busy(
                owner,
                row.getLong("token"),
                Instant.ofEpochMilli(row.getLong("acquired")),
                Duration.ofMillis(Math.max(0, row.getLong("quiet"))),
                row.getString("progress"));
    }
}

package dev.sluice.ledger;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The lease of a job, held by this process and renewed in the background until it is closed or lost. It counts as
 * lost, before anyone else can have it, when the store could not be reached for seven eighths of its time.
 * Thread-safe.
 */
public final class HeldLease implements Lease, AutoCloseable {
    private final Database database;
    private final Grant grant;
    private final ScheduledExecutorService heart;
    private final ScheduledFuture<?> beat;
    private final ScheduledFuture<?> watch;

    private volatile long renewed;
    private volatile String progress = "";
    private volatile boolean lost;
    private volatile boolean closed;
    private Runnable whenLost = () -> {};
    private boolean told;

    /** What the store granted. */
    record Grant(String job, Owner owner, long token, Duration ttl) {}

    HeldLease(Database database, Grant grant, long asked) {
        this.database = database.impatient(grant.ttl().dividedBy(4));
        this.grant = grant;
        this.renewed = asked;
        this.heart = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "lease of " + grant.job());
            thread.setDaemon(true);
            return thread;
        });
        long quarter = grant.ttl().toNanos() / 4;
        // The watch has a thread of its own: a renewal may hang in a store that does not answer.
        this.beat = heart.scheduleWithFixedDelay(this::renew, quarter, quarter, TimeUnit.NANOSECONDS);
        this.watch = heart.scheduleWithFixedDelay(this::watch, quarter / 4, quarter / 4, TimeUnit.NANOSECONDS);
    }

    /** Grows with each grant of this job's lease, as long as the ledger lives. */
    public long token() {
        return grant.token();
    }

    /** Tells the others how far this is; written with the next heartbeat. */
    public void progress(String text) {
        progress = text;
    }

    /** False for ever once the lease is lost or given back. */
    public boolean alive() {
        if (System.nanoTime() - renewed > grant.ttl().toNanos() / 8 * 7) {
            lost = true;
        }
        return !lost && !closed;
    }

    /**
     * To be called before each step that would be wasted without the lease.
     *
     * @throws Fault LEASE_LOST
     */
    public void require() {
        if (!alive()) {
            throw new Fault(
                    Code.LEASE_LOST,
                    "Cannot go on with " + grant.job() + ": the lease of run "
                            + grant.owner().run()
                            + " is lost (it was unlocked, or could not be renewed in time; run again)");
        }
    }

    /** Runs the action once, in the background, when the lease is lost; at once if it is lost already. */
    public synchronized void onLost(Runnable action) {
        whenLost = action;
        told = false;
    }

    /** Gives the lease back; somebody else's is left alone. Where the store is out of reach it expires instead. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        beat.cancel(false);
        watch.cancel(false);
        heart.shutdown();
        try {
            database.transact(connection -> Database.update(
                    connection,
                    "UPDATE lease SET expires = 0 WHERE job = ? AND token = ? AND run = ?",
                    grant.job(),
                    grant.token(),
                    grant.owner().run()));
        } catch (Fault e) {
            // What was published stands, and nobody renews this lease any more: it ends by itself.
        }
    }

    private void renew() {
        if (!alive()) {
            return;
        }
        long asked = System.nanoTime();
        String sql = "UPDATE lease SET heartbeat = <now>, expires = <now> + ?, progress = ? "
                + "WHERE job = ? AND token = ? AND run = ? AND expires > <now>";
        try {
            int rows = database.transact(connection -> Database.update(
                    connection,
                    sql.replace("<now>", Database.NOW),
                    grant.ttl().toMillis(),
                    progress,
                    grant.job(),
                    grant.token(),
                    grant.owner().run()));
            if (rows == 1) {
                renewed = asked;
            } else {
                lost = true;
            }
        } catch (Fault e) {
            // The store may be back at the next beat; if not, the watch ends this in time.
        }
    }

    private void watch() {
        if (alive() || closed) {
            return;
        }
        Runnable action;
        synchronized (this) {
            if (told) {
                return;
            }
            told = true;
            action = whenLost;
        }
        action.run();
    }
}

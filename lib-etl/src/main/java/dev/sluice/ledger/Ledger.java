package dev.sluice.ledger;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.ReceiptJson;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * History: runs, their slices and events, and copies of receipts, in one SQLite file that several processes of one
 * machine may share (not on a network file system). It is made when it is first used; deleting it loses history and
 * never correctness, because what is done stands with the data.
 *
 * <p>Each method is one transaction. Every method throws {@link Fault}: NOT_ALLOWED or CANNOT_WRITE when the file
 * cannot be had, INPUT_OUTPUT or STORE_DOWN when it fails later, SETTINGS when a newer Sluice wrote it. Thread-safe.
 */
public final class Ledger {
    private final Database database;
    private final Path file;

    private Ledger(Path file) {
        this.file = file;
        this.database = Database.at(file);
    }

    /** The ledger in a file; nothing is touched yet. */
    public static Ledger at(Path file) {
        return new Ledger(file);
    }

    public Path file() {
        return file;
    }

    Database database() {
        return database;
    }

    /** Starts a run of this process under a new id. */
    public Run begin(String job, String codeVersion, String configurationHash) {
        return database.transact(connection -> {
            for (int tries = 0; ; tries++) {
                String id = RunId.random(tries);
                Run run = new Run(
                        id,
                        job,
                        Owner.here(id).who(),
                        codeVersion,
                        configurationHash,
                        Instant.ofEpochMilli(System.currentTimeMillis()),
                        Optional.empty(),
                        Run.Outcome.RUNNING,
                        0,
                        "",
                        "",
                        0,
                        0);
                if (RunRows.insert(connection, run)) {
                    return run;
                }
            }
        });
    }

    /** Writes how a run ended, also when the ledger was deleted since it began. */
    public void finish(Run run) {
        database.transact(connection -> RunRows.put(connection, run));
    }

    /**
     * Marks the runs of a job that never said how they ended as abandoned; for the holder of the job's lease.
     *
     * @return their ids
     */
    public List<String> abandonOthers(Run running) {
        return database.transact(connection -> Database.query(
                connection,
                "UPDATE run SET outcome = ?, message = ? WHERE job = ? AND outcome = ? AND id <> ? RETURNING id",
                row -> row.getString(1),
                Run.Outcome.ABANDONED.name(),
                "its process ended without a word",
                running.job(),
                Run.Outcome.RUNNING.name(),
                running.id()));
    }

    /** The latest runs of all jobs, newest first. */
    public List<Run> runs(int limit) {
        return database.transact(connection -> RunRows.latest(connection, limit));
    }

    /** The names of the jobs that have run, in their order. */
    public List<String> jobs() {
        return database.transact(connection ->
                Database.query(connection, "SELECT DISTINCT job FROM run ORDER BY job", row -> row.getString(1)));
    }

    /** The last run of a job that ended with all its input done. */
    public Optional<Run> lastSuccess(String job) {
        return database.transact(connection -> RunRows.lastSuccess(connection, job));
    }

    /** The latest runs of a job, newest first. */
    public List<Run> runs(String job, int limit) {
        return database.transact(connection -> RunRows.latest(connection, job, limit));
    }

    /**
     * The run whose id is, or alone begins with, what a person typed.
     *
     * @throws Fault USAGE when there is none or more than one
     */
    public Run run(String idOrPrefix) {
        return RunId.choose(idOrPrefix, database.transact(RunRows::ids), this::exactly);
    }

    /** Adds a plan to a run; a slice that is planned again is replaced. */
    public void plan(String run, List<PlannedSlice> slices) {
        String sql = """
                INSERT INTO slice (run, id, number, bytes, items, loads, state, message)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (run, id) DO UPDATE SET
                  number = excluded.number, bytes = excluded.bytes, items = excluded.items,
                  loads = excluded.loads, state = excluded.state, message = excluded.message
                """;
        List<Object[]> rows = new ArrayList<>();
        for (PlannedSlice slice : slices) {
            rows.add(new Object[] {
                run,
                slice.id(),
                slice.number(),
                slice.bytes(),
                slice.items(),
                String.join("\n", slice.loads()),
                slice.state().name(),
                slice.message()
            });
        }
        batch(sql, rows);
    }

    /** Notes what became of a slice. */
    public void mark(String run, String slice, PlannedSlice.State state, String message) {
        database.transact(connection -> Database.update(
                connection,
                "UPDATE slice SET state = ?, message = ? WHERE run = ? AND id = ?",
                state.name(),
                message,
                run,
                slice));
    }

    /** The slices of a run in the order of the plan. */
    public List<PlannedSlice> slices(String run) {
        return database.transact(connection -> Database.query(
                connection, "SELECT * FROM slice WHERE run = ? ORDER BY number, id", Ledger::slice, run));
    }

    /** Notes something about a run. */
    public void note(String run, Event.Level level, String text) {
        database.transact(connection -> Database.update(
                connection,
                "INSERT INTO event (run, happened_at, level, message) VALUES (?, ?, ?, ?)",
                run,
                System.currentTimeMillis(),
                level.name(),
                text));
    }

    /** What was noted about a run, oldest first. */
    public List<Event> events(String run) {
        return database.transact(connection -> Database.query(
                connection, "SELECT * FROM event WHERE run = ? ORDER BY happened_at", Ledger::event, run));
    }

    /** Copies receipts; one that is here already is left as it is. */
    public void copy(List<Receipt> receipts) {
        List<Object[]> rows = new ArrayList<>();
        for (Receipt receipt : receipts) {
            rows.add(new Object[] {
                receipt.load().job(), receipt.load().load(), receipt.number(), receipt.id(), ReceiptJson.write(receipt)
            });
        }
        batch(
                "INSERT INTO receipt (job, load_name, number, id, json) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                rows);
    }

    /** Copied receipts of a load from a number on, in the order of their numbers; says nothing about what is live. */
    public List<Receipt> receipts(LoadId load, long from, int limit) {
        return database.transact(connection -> Database.query(
                connection,
                "SELECT json FROM receipt WHERE job = ? AND load_name = ? AND number >= ? ORDER BY number, id LIMIT ?",
                row -> ReceiptJson.read(row.getString(1)),
                load.job(),
                load.load(),
                from,
                limit));
    }

    /** The copied receipt of a load with the highest number. */
    public Optional<Receipt> lastReceipt(LoadId load) {
        return database.transact(connection -> Database.query(
                        connection,
                        "SELECT json FROM receipt WHERE job = ? AND load_name = ? ORDER BY number DESC LIMIT 1",
                        row -> ReceiptJson.read(row.getString(1)),
                        load.job(),
                        load.load())
                .stream()
                .findFirst());
    }

    private Run exactly(String id) {
        return database.transact(connection -> RunRows.find(connection, id))
                .orElseThrow(() -> new Fault(Code.USAGE, "Cannot find run: " + id + " (it was removed just now)"));
    }

    private void batch(String sql, List<Object[]> rows) {
        database.transact(connection -> insertAll(connection, sql, rows));
    }

    private static int insertAll(Connection connection, String sql, List<Object[]> rows) throws SQLException {
        Database.batch(connection, sql, rows);
        return rows.size();
    }

    private static PlannedSlice slice(ResultSet row) throws SQLException {
        String loads = row.getString("loads");
        return new PlannedSlice(
                row.getString("id"),
                row.getInt("number"),
                row.getLong("bytes"),
                row.getLong("items"),
                loads.lines().toList(),
                PlannedSlice.State.valueOf(row.getString("state")),
                row.getString("message"));
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                Instant.ofEpochMilli(row.getLong("happened_at")),
                Event.Level.valueOf(row.getString("level")),
                row.getString("message"));
    }
}

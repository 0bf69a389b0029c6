package dev.sluice.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs as rows of the table {@code run}. */
final class RunRows {
    private static final String INSERT = """
            INSERT INTO run
              (id, job, who, code_version, configuration_hash, started_at, finished_at, outcome, exit_status,
               message, report_path, row_count, reject_count)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String NEWEST_FIRST = " ORDER BY started_at DESC, id LIMIT ?";

    private RunRows() {}

    /** False when the id is taken. */
    static boolean insert(Connection connection, Run run) throws SQLException {
        return Database.update(connection, INSERT + " ON CONFLICT DO NOTHING", values(run)) == 1;
    }

    static int put(Connection connection, Run run) throws SQLException {
        String sql = INSERT + """
                ON CONFLICT (id) DO UPDATE SET
                  finished_at = excluded.finished_at, outcome = excluded.outcome,
                  exit_status = excluded.exit_status, message = excluded.message,
                  report_path = excluded.report_path, row_count = excluded.row_count,
                  reject_count = excluded.reject_count
                """;
        return Database.update(connection, sql, values(run));
    }

    static List<Run> latest(Connection connection, int limit) throws SQLException {
        return Database.query(connection, "SELECT * FROM run" + NEWEST_FIRST, RunRows::run, limit);
    }

    static List<Run> latest(Connection connection, String job, int limit) throws SQLException {
        return Database.query(connection, "SELECT * FROM run WHERE job = ?" + NEWEST_FIRST, RunRows::run, job, limit);
    }

    static Optional<Run> lastSuccess(Connection connection, String job) throws SQLException {
        String sql = "SELECT * FROM run WHERE job = ? AND outcome IN (?, ?) ORDER BY finished_at DESC LIMIT 1";
        return Database.query(connection, sql, RunRows::run, job, Run.Outcome.OK.name(), Run.Outcome.NOTHING.name())
                .stream()
                .findFirst();
    }

    static Optional<Run> find(Connection connection, String id) throws SQLException {
        return Database.query(connection, "SELECT * FROM run WHERE id = ?", RunRows::run, id).stream()
                .findFirst();
    }

    /** All ids, newest first. */
    static List<String> ids(Connection connection) throws SQLException {
        return Database.query(connection, "SELECT id FROM run ORDER BY started_at DESC, id", row -> row.getString(1));
    }

    private static Object[] values(Run run) {
        return new Object[] {
            run.id(),
            run.job(),
            run.who(),
            run.codeVersion(),
            run.configurationHash(),
            run.startedAt().toEpochMilli(),
            run.finishedAt().map(Instant::toEpochMilli).orElse(null),
            run.outcome().name(),
            run.exitStatus(),
            run.message(),
            run.reportPath(),
            run.rows(),
            run.rejects()
        };
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getString("id"),
                row.getString("job"),
                row.getString("who"),
                row.getString("code_version"),
                row.getString("configuration_hash"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                Database.nullableLong(row, "finished_at").map(Instant::ofEpochMilli),
                Run.Outcome.valueOf(row.getString("outcome")),
                row.getInt("exit_status"),
                row.getString("message"),
                row.getString("report_path"),
                row.getLong("row_count"),
                row.getLong("reject_count"));
    }
}

package dev.sluice.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The ledger's tables, in the versions in which they came; times are milliseconds since 1970, UTC. */
final class Schema {
    private static final List<String> FIRST = List.of(
            """
            CREATE TABLE run (
              id TEXT PRIMARY KEY, job TEXT NOT NULL, who TEXT NOT NULL, code_version TEXT NOT NULL,
              configuration_hash TEXT NOT NULL, started_at BIGINT NOT NULL, finished_at BIGINT,
              outcome TEXT NOT NULL, exit_status INTEGER NOT NULL, message TEXT NOT NULL,
              report_path TEXT NOT NULL, row_count BIGINT NOT NULL, reject_count BIGINT NOT NULL)
            """,
            "CREATE INDEX run_by_job ON run (job, started_at)",
            """
            CREATE TABLE slice (
              run TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL, bytes BIGINT NOT NULL,
              items BIGINT NOT NULL, loads TEXT NOT NULL, state TEXT NOT NULL, message TEXT NOT NULL,
              PRIMARY KEY (run, id))
            """,
            """
            CREATE TABLE event (
              run TEXT NOT NULL, happened_at BIGINT NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL)
            """,
            "CREATE INDEX event_by_run ON event (run, happened_at)",
            """
            CREATE TABLE receipt (
              job TEXT NOT NULL, load_name TEXT NOT NULL, number BIGINT NOT NULL, id TEXT NOT NULL,
              json TEXT NOT NULL, PRIMARY KEY (job, load_name, number, id))
            """,
            """
            CREATE TABLE lease (
              job TEXT PRIMARY KEY, token BIGINT NOT NULL, run TEXT NOT NULL, user_name TEXT NOT NULL,
              host TEXT NOT NULL, machine TEXT NOT NULL, pid BIGINT NOT NULL, born BIGINT NOT NULL,
              progress TEXT NOT NULL, acquired BIGINT NOT NULL, heartbeat BIGINT NOT NULL,
              expires BIGINT NOT NULL)
            """);

    private static final List<String> SHAPES = List.of("""
            CREATE TABLE shape (
              job TEXT NOT NULL, name TEXT NOT NULL, number BIGINT NOT NULL, run TEXT NOT NULL,
              seen_at BIGINT NOT NULL, hash TEXT NOT NULL, json TEXT NOT NULL,
              PRIMARY KEY (job, name, number))
            """);

    /** Step n takes version n to n + 1. */
    private static final List<List<String>> STEPS = List.of(FIRST, SHAPES);

    static final int VERSION = STEPS.size();

    private Schema() {}

    static void upgrade(Connection connection, int from) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (List<String> step : STEPS.subList(from, VERSION)) {
                for (String sql : step) {
                    statement.executeUpdate(sql);
                }
            }
        }
    }
}

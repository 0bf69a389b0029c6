package dev.sluice.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Shape;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tables of a job have looked like: a line for each time that one was seen otherwise than before. Faults are
 * those of {@link Ledger}. Thread-safe.
 *
 * @param job the job's name
 */
public record ShapeHistory(Ledger ledger, String job) {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String LATEST = "SELECT * FROM shape WHERE job = ? AND name = ? ORDER BY number DESC LIMIT 1";

    /**
     * Notes what a run saw, where it differs from what was seen last.
     *
     * @return what was seen last of each table that was seen before
     */
    public Map<String, SeenShape> note(String run, Map<String, Shape> seen) {
        return ledger.database().transact(connection -> {
            Map<String, SeenShape> before = new LinkedHashMap<>();
            for (Map.Entry<String, Shape> table : seen.entrySet()) {
                Optional<SeenShape> last = latest(connection, table.getKey());
                last.ifPresent(known -> before.put(table.getKey(), known));
                if (last.isEmpty() || !last.get().shape().equals(table.getValue())) {
                    insert(connection, run, table.getKey(), table.getValue());
                }
            }
            return before;
        });
    }

    /** What was seen last of a table. */
    public Optional<SeenShape> last(String table) {
        return ledger.database().transact(connection -> latest(connection, table));
    }

    /** All that was seen, table by table, oldest first. */
    public List<SeenShape> all() {
        return ledger.database()
                .transact(connection -> Database.query(
                        connection,
                        "SELECT * FROM shape WHERE job = ? ORDER BY name, number",
                        ShapeHistory::seen,
                        job));
    }

    private Optional<SeenShape> latest(Connection connection, String table) throws SQLException {
        return Database.query(connection, LATEST, ShapeHistory::seen, job, table).stream()
                .findFirst();
    }

    private void insert(Connection connection, String run, String table, Shape shape) throws SQLException {
        long number = Database.query(
                        connection,
                        "SELECT COALESCE(MAX(number), 0) + 1 FROM shape WHERE job = ? AND name = ?",
                        row -> row.getLong(1),
                        job,
                        table)
                .get(0);
        Database.update(
                connection,
                "INSERT INTO shape (job, name, number, run, seen_at, hash, json) VALUES (?, ?, ?, ?, ?, ?, ?)",
                job,
                table,
                number,
                run,
                System.currentTimeMillis(),
                shape.hash(),
                json(shape));
    }

    private static String json(Shape shape) {
        try {
            return JSON.writeValueAsString(shape.columns());
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot write columns: " + shape, e);
        }
    }

    private static SeenShape seen(ResultSet row) throws SQLException {
        String json = row.getString("json");
        try {
            return new SeenShape(
                    row.getString("name"),
                    row.getString("run"),
                    Instant.ofEpochMilli(row.getLong("seen_at")),
                    new Shape(JSON.readValue(json, new TypeReference<List<Shape.Column>>() {})));
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot read columns in the ledger: " + json, e);
        }
    }
}

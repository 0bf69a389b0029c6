package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** DuckDB in this process on two threads: lines by read_csv, one regexp_extract into a struct, Parquet with zstd. */
final class DuckDbPeer implements Peer {
    @Override
    public void run(List<Path> files, Path out) throws IOException {
        String sql = """
                COPY (
                  SELECT f.host, f.user, try_strptime(f.ts, '%%d/%%b/%%Y:%%H:%%M:%%S %%z') AS ts, f.request,
                    TRY_CAST(f.status AS INTEGER) AS status, TRY_CAST(f.bytes AS BIGINT) AS bytes, f.referer, f.user_agent
                  FROM (
                    SELECT regexp_extract(line, %s, [%s]) AS f
                    FROM read_csv([%s], columns = {'line': 'VARCHAR'}, auto_detect = false, header = false,
                      delim = '\u0001', quote = '', escape = '', max_line_size = 1048576, strict_mode = false)))
                TO %s (FORMAT parquet, COMPRESSION zstd)
                """.formatted(
                        quoted(PATTERN),
                        GROUPS.stream().map(DuckDbPeer::quoted).collect(Collectors.joining(", ")),
                        files.stream().map(file -> quoted(file.toString())).collect(Collectors.joining(", ")),
                        quoted(out.toString()));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

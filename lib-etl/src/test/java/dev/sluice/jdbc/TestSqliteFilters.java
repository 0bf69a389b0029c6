package dev.sluice.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestSqliteFilters extends FiltersContract {
    @TempDir
    static Path folder;

    @Override
    protected Server server() {
        return Server.of("jdbc:sqlite:" + folder.resolve("filters.db"), Optional.empty(), Optional.empty());
    }

    @Override
    protected List<Typed> columns() {
        return List.of(
                new Typed("s", "TEXT", TEXTS),
                new Typed("any", "WHATEVER", TEXTS),
                new Typed("d", "REAL", DOUBLES),
                new Typed("x", "BLOB", List.of()));
    }

    @Test
    void aValueOfAnotherTypeThanItsColumnsIsAFaultWhereItIsAskedFor() throws SQLException {
        Scan scan = filled(new Purpose.Asked());
        try (Connection connection = scan.connector().open();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE " + scan.relation() + " SET i4 = 'many', x = 'text' WHERE id = 2");
        }
        assertThatThrownBy(() -> rows(scan).select("i4").collectAsList())
                .rootCause()
                .hasMessageContaining("i4: \"many\" is no INTEGER");
        assertThatThrownBy(() -> rows(scan).select("x").collectAsList())
                .hasStackTraceContaining("Cannot read all of t: x: \"text\" is no BLOB (leave such rows out by where,");
        assertThat(rows(scan).where("id <> 2").collectAsList()).hasSizeGreaterThan(5);
        assertThat(rows(scan).select("id", "s").where("id = 2").collectAsList()).hasSize(1);
    }
}

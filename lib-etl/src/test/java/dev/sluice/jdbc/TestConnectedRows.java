package dev.sluice.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestConnectedRows {
    private final AtomicInteger released = new AtomicInteger();

    private ConnectedRows rows(Connection connection, String query) throws SQLException {
        return ConnectedRows.of(
                () -> new ResultRows(connection.prepareStatement(query), List.of()), released::incrementAndGet);
    }

    @Test
    void aConnectionIsLetGoOnce() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            ConnectedRows rows = rows(connection, "SELECT 1");
            assertThat(rows.next()).isTrue();
            assertThat(released).hasValue(0);
            rows.close();
            rows.close();
        }
        assertThat(released).hasValue(1);
    }

    @Test
    void aConnectionIsLetGoWhereTheQueryFails() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            assertThatThrownBy(() -> rows(connection, "SELECT 1 / 0")).isInstanceOf(SQLException.class);
        }
        assertThat(released).hasValue(1);
    }
}

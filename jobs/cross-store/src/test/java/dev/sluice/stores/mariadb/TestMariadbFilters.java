package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.FiltersContract;
import dev.sluice.jdbc.Server;
import dev.sluice.stores.Mariadb;
import java.util.List;
import java.util.stream.Stream;

final class TestMariadbFilters extends FiltersContract {
    @Override
    protected Server server() {
        return Mariadb.server();
    }

    @Override
    protected List<Typed> columns() {
        List<String> texts =
                Stream.concat(TEXTS.stream(), BEYOND_ASCII.stream()).toList();
        return List.of(
                new Typed("s", "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci", texts),
                new Typed("bin", "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", texts),
                new Typed("c", "CHAR(20) CHARACTER SET latin1", TEXTS),
                new Typed("sj", "TEXT CHARACTER SET sjis", TEXTS),
                new Typed("u2", "VARCHAR(20) CHARACTER SET ucs2", texts),
                new Typed("mood", "ENUM('b', 'a', '5')", List.of("a", "b", "5")),
                new Typed("j", "JSON", List.of("{\"a\": 1.0}", "null")),
                new Typed("b", "TINYINT(1)", List.of("0", "1", "5")),
                new Typed("y", "YEAR", List.of("1970", "2155", "0")),
                new Typed("u8", "BIGINT UNSIGNED", List.of("0", "18446744073709551615")),
                new Typed("wide", "DECIMAL(50, 10)", List.of("1.5", "-1")),
                new Typed("f", "FLOAT", List.of("0.1", "1E30")),
                new Typed("d", "DOUBLE", DOUBLES),
                new Typed("day", "DATE", DAYS),
                new Typed("local", "DATETIME(6)", TIMES),
                new Typed("rough", "DATETIME", List.of("2024-02-29 12:00:00")),
                new Typed(
                        "instant",
                        "TIMESTAMP(6)",
                        List.of("1970-01-01 00:00:01", "2024-03-31 01:30:00", "2038-01-19 03:14:07.999999")),
                new Typed("t", "TIME(6)", List.of("-838:59:59", "00:00:00")),
                new Typed("uuid", "UUID", List.of("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11")));
    }
}

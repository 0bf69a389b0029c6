package dev.sluice.jdbc;

import java.util.List;
import java.util.Optional;

final class TestH2Filters extends FiltersContract {
    @Override
    protected Server server() {
        return Server.of("jdbc:h2:mem:filters;DB_CLOSE_DELAY=-1", Optional.empty(), Optional.empty());
    }

    /** Of a nanosecond Spark reads the microsecond. */
    @Override
    protected List<Typed> columns() {
        return List.of(
                new Typed("s", "VARCHAR", TEXTS),
                new Typed("ci", "VARCHAR_IGNORECASE", TEXTS),
                new Typed("b", "BOOLEAN", List.of("true", "false")),
                new Typed("d", "DOUBLE PRECISION", DOUBLES),
                new Typed("day", "DATE", DAYS),
                new Typed("local", "TIMESTAMP(9)", List.of("2024-01-01 00:00:00.123456789")));
    }
}

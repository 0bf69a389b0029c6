package dev.sluice.stores.postgresql;

import dev.sluice.jdbc.FiltersContract;
import dev.sluice.jdbc.Server;
import dev.sluice.stores.Postgresql;
import java.util.List;
import java.util.stream.Stream;

final class TestPostgresqlFilters extends FiltersContract {
    private static final List<String> FLOATS = List.of("-3.4028235E38", "-0.0", "1.4E-45", "0.1", "NaN", "Infinity");

    @Override
    protected Server server() {
        return Postgresql.server();
    }

    /** A collation that takes capitals for what is equal without them; a type whose value of two NULLs IS NULL. */
    @Override
    protected List<String> before() {
        return List.of(
                "CREATE COLLATION IF NOT EXISTS filters_ci (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
                "DROP TYPE IF EXISTS filters_pair CASCADE",
                "CREATE TYPE filters_pair AS (a int, b int)",
                "DROP TYPE IF EXISTS filters_mood CASCADE",
                "CREATE TYPE filters_mood AS ENUM ('b', 'a')");
    }

    @Override
    protected List<Typed> columns() {
        List<String> texts =
                Stream.concat(TEXTS.stream(), BEYOND_ASCII.stream()).toList();
        return List.of(
                new Typed("s", "text", texts),
                new Typed("ci", "text COLLATE filters_ci", texts),
                new Typed("c", "char(20)", texts),
                new Typed("name", "name", texts),
                new Typed("b", "boolean", List.of("true", "false")),
                new Typed("r", "real", FLOATS),
                new Typed(
                        "d",
                        "double precision",
                        Stream.concat(DOUBLES.stream(), Stream.of("NaN", "-Infinity"))
                                .toList()),
                new Typed("any", "numeric", List.of("1.0", "1.00", "NaN", "-1E30")),
                new Typed("day", "date", DAYS),
                new Typed("local", "timestamp", TIMES),
                new Typed("instant", "timestamptz", TIMES),
                new Typed("u", "uuid", List.of("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11")),
                new Typed("mood", "filters_mood", List.of("a", "b")),
                new Typed("t", "time", List.of("00:00:00", "23:59:59.999999", "24:00:00")),
                new Typed("pair", "filters_pair", List.of("(,)", "(1,)", "(1,2)")),
                new Typed("list", "int[]", List.of("{}", "{NULL,1}")),
                new Typed("j", "jsonb", List.of("{\"a\": 1.0}", "null")));
    }
}

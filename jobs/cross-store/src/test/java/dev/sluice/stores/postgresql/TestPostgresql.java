package dev.sluice.stores.postgresql;

import dev.sluice.jdbc.Server;
import dev.sluice.load.jdbc.DatabaseContract;
import dev.sluice.stores.Postgresql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class TestPostgresql extends DatabaseContract {
    @Override
    protected Server server() {
        return Postgresql.server();
    }

    @Override
    protected List<String> losing(String table, String found) {
        return trigger(
                table,
                Map.of(
                        "BEFORE INSERT",
                        "IF NEW.color = 'dull' THEN NEW.color := 'bright'; END IF; RETURN NEW",
                        "AFTER INSERT",
                        "DELETE FROM " + table + " WHERE color = 'lost'; RETURN NEW"));
    }

    @Override
    protected List<String> holding(String table) {
        return trigger(
                table,
                Map.of(
                        "BEFORE UPDATE",
                        "IF OLD.color = 'stays' THEN RETURN NULL; END IF; RETURN NEW",
                        "BEFORE DELETE",
                        "IF OLD.color = 'stays' THEN RETURN NULL; END IF; RETURN OLD"));
    }

    private static List<String> trigger(String table, Map<String, String> bodies) {
        List<String> statements = new ArrayList<>();
        bodies.forEach((when, body) -> {
            String name = name();
            statements.add(
                    "CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + body + "; END $$");
            statements.add("CREATE TRIGGER " + name + " " + when + " ON " + table + " FOR EACH ROW EXECUTE FUNCTION "
                    + name + "()");
        });
        return statements;
    }
}

package dev.sluice.stores.postgresql;

import dev.sluice.jdbc.Server;
import dev.sluice.stores.Moves;
import dev.sluice.stores.Postgresql;
import dev.sluice.stores.TestCertificate;
import dev.sluice.stores.TlsContract;
import java.util.List;

final class TestPostgresqlTls extends TlsContract {
    @Override
    protected Server server() {
        return Postgresql.server();
    }

    @Override
    protected void protect(TestCertificate certificate) {
        Moves.execute(
                server(),
                "ALTER SYSTEM SET ssl_cert_file = '" + certificate.certificate() + "'",
                "ALTER SYSTEM SET ssl_key_file = '" + certificate.key() + "'",
                "ALTER SYSTEM SET ssl = on",
                "SELECT pg_reload_conf()");
        await("on");
    }

    @Override
    protected void expose() {
        Moves.execute(server(), "ALTER SYSTEM RESET ssl", "SELECT pg_reload_conf()");
        await("off");
    }

    /** The postmaster reads its settings by and by. */
    private void await(String ssl) {
        while (!Moves.texts(server(), "SHOW ssl").equals(List.of(ssl))) {
            Thread.onSpinWait();
        }
    }

    @Override
    protected String encrypted() {
        return "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    }
}

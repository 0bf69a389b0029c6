package dev.sluice.stores.mariadb;

import dev.sluice.jdbc.Server;
import dev.sluice.stores.Mariadb;
import dev.sluice.stores.TestCertificate;
import dev.sluice.stores.TlsContract;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** It takes two starts of the server. */
@Tag("chaos")
final class TestMariadbTls extends TlsContract {
    @Override
    protected Server server() {
        return Mariadb.server();
    }

    @Override
    protected void protect(TestCertificate certificate) throws IOException {
        Mariadb.crash();
        Mariadb.startAgain("--ssl", "--ssl-cert=" + certificate.certificate(), "--ssl-key=" + certificate.key());
    }

    @Override
    protected void expose() throws IOException {
        Mariadb.crash();
        Mariadb.startAgain();
    }

    @Override
    protected String encrypted() {
        return "SELECT if(variable_value = '', 'false', 'true') FROM information_schema.session_status"
                + " WHERE variable_name = 'SSL_CIPHER'";
    }
}

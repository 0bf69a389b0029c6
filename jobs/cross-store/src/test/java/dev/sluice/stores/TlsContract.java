package dev.sluice.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.jdbc.Server;
import dev.sluice.jdbc.Tls;
import dev.sluice.settings.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings for TLS do with a server that has it, and with one that has not. */
public abstract class TlsContract {
    protected abstract Server server();

    /** Gives the server a certificate of its own; it then answers. */
    protected abstract void protect(TestCertificate certificate) throws IOException;

    /** Takes it away again. */
    protected abstract void expose() throws IOException;

    /** A query that tells whether its own connection is encrypted: "true" or "false". */
    protected abstract String encrypted();

    private Server with(Optional<Tls> tls, Optional<Path> authority) {
        Server plain = server();
        return new Server(
                plain.url(),
                plain.user(),
                plain.password(),
                tls,
                authority.map(file -> new Location(file.toString())),
                plain.connections(),
                plain.connectTimeout(),
                plain.readTimeout(),
                Map.of());
    }

    private Server with(Tls tls) {
        return with(Optional.of(tls), Optional.empty());
    }

    private void refused(Server server, String why) {
        assertThatThrownBy(() -> server.connector().open().close())
                .hasMessageContaining("Cannot connect to jdbc:")
                .hasMessageContaining(why)
                .hasMessageEndingWith("(see server.tls and server.tls-ca)")
                .extracting("code")
                .isEqualTo(Code.NOT_ALLOWED);
    }

    @Test
    void aConnectionIsProtectedAsAskedForOrNotMadeAtAll(@TempDir Path folder) throws IOException {
        TestCertificate own = TestCertificate.in(folder, "own");
        TestCertificate other = TestCertificate.in(folder, "other");
        Server verified = with(Optional.empty(), Optional.of(own.certificate()));
        refused(with(Tls.REQUIRE), "");
        refused(with(Tls.VERIFY), "");
        refused(verified, "");
        assertThat(Moves.texts(with(Tls.OFF), encrypted())).containsExactly("false");
        protect(own);
        try {
            assertThat(Moves.texts(verified, encrypted())).containsExactly("true");
            assertThat(Moves.texts(with(Tls.REQUIRE), encrypted())).containsExactly("true");
            assertThat(Moves.texts(with(Tls.OFF), encrypted())).containsExactly("false");
            refused(with(Optional.empty(), Optional.of(other.certificate())), "");
            refused(with(Tls.VERIFY), "");
            Server elsewhere = new Server(
                    server().url().replace("127.0.0.1", "localhost"),
                    server().user(),
                    server().password(),
                    Optional.of(Tls.VERIFY),
                    verified.tlsCa(),
                    1,
                    server().connectTimeout(),
                    server().readTimeout(),
                    Map.of());
            refused(elsewhere, "localhost");
        } finally {
            expose();
        }
    }
}

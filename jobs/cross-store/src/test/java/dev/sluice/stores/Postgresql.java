package dev.sluice.stores;

import dev.sluice.jdbc.Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The one PostgreSQL of a test JVM, on loopback, ended with it. */
public final class Postgresql {
    private static final EmbeddedPostgres RUNNING = start();

    private Postgresql() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("fsync", "off")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int port() {
        return RUNNING.getPort();
    }

    public static Server server() {
        return Server.of(
                "jdbc:postgresql://127.0.0.1:" + port() + "/postgres", Optional.of("postgres"), Optional.empty());
    }
}

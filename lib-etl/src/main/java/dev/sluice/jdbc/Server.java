package dev.sluice.jdbc;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import dev.sluice.settings.Preset;
import dev.sluice.settings.Secret;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The block {@code server} of a source or a sink: a database and how it is reached. */
public record Server(
        @Doc("JDBC URL, such as jdbc:postgresql://db.example.org/shop; without a password")
        String url,

        @Doc("who logs in") Optional<String> user,

        @Doc("env:NAME or file:PATH") Optional<Secret> password,

        @Doc("off, require (encrypted) or verify (encrypted, and the certificate is right); left out it is verify,"
                + " and off for a database on this machine, unless tls-ca is set")
        Optional<Tls> tls,

        @Doc(
                "for tls = verify: a file of certificates (PEM), at the same place on every machine, one of which the server's"
                        + " must be signed by; left out, those that Java trusts")
        Optional<Location> tlsCa,

        @Doc("connections that read or write at once") @Preset("4")
        int connections,

        @Doc("how long to wait for a connection") @Preset("30s")
        Duration connectTimeout,

        @Doc("a server that says nothing for so long is given up") @Preset("15m")
        Duration readTimeout,

        @Doc("further properties of the driver, by its own names") @Preset("{}")
        Map<String, String> properties) {
    private static final Pattern PASSWORD = Pattern.compile("(?i)(passw(or)?d|pwd|secret)[^=&;?]*=|//[^/@]*:[^/@]*@");
    private static final Pattern HOST = Pattern.compile("^jdbc:[^/]*//(\\[[^]]*]|[^/:?;]*)");

    public Server {
        properties = Map.copyOf(properties);
        if (!url.toLowerCase(Locale.ROOT).startsWith("jdbc:")) {
            throw new InvalidSetting("url", "must begin with jdbc:, such as jdbc:postgresql://db.example.org/shop");
        }
        if (PASSWORD.matcher(url).find()) {
            throw new InvalidSetting("url", "must not hold a password (set server.password = env:NAME or file:PATH)");
        }
        for (String key : properties.keySet()) {
            if (PASSWORD.matcher(key + "=").find()) {
                throw new InvalidSetting("properties", "must not hold \"" + key + "\" (set server.password)");
            }
        }
        if (tlsCa.isPresent() && tls.filter(how -> how != Tls.VERIFY).isPresent()) {
            throw new InvalidSetting("tls-ca", "is only for tls = verify");
        }
        if (connections < 1) {
            throw new InvalidSetting("connections", "must be 1 or more");
        }
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new InvalidSetting("connect-timeout", "must be more than nothing");
        }
        if (readTimeout.isNegative() || readTimeout.isZero()) {
            throw new InvalidSetting("read-timeout", "must be more than nothing");
        }
    }

    /** A server with the usual settings. */
    public static Server of(String url, Optional<String> user, Optional<Secret> password) {
        return new Server(
                url,
                user,
                password,
                Optional.empty(),
                Optional.empty(),
                4,
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Map.of());
    }

    /** How connections are protected, where it is not said too. */
    Tls protection() {
        return tls.orElse(local() && tlsCa.isEmpty() ? Tls.OFF : Tls.VERIFY);
    }

    /** The URL without what follows its question mark. */
    public String describe() {
        return url.split("[?;]", 2)[0];
    }

    /** True for a database on this machine, or one that is a file. */
    boolean local() {
        Matcher host = HOST.matcher(url);
        return !host.find()
                || host.group(1).isEmpty()
                || host.group(1).equalsIgnoreCase("localhost")
                || host.group(1).startsWith("127.")
                || host.group(1).equals("[::1]");
    }

    /**
     * What opens connections to it.
     *
     * @throws dev.sluice.fault.Fault SETTINGS when no driver is there or {@code tls} cannot be had
     */
    public Connector connector() {
        return Connector.of(this);
    }
}

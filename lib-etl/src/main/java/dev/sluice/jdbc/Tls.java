package dev.sluice.jdbc;

/** How a connection is protected on its way. */
public enum Tls {
    /** Not at all. */
    OFF,
    /** Encrypted; whoever answers is believed. */
    REQUIRE,
    /** Encrypted, and the certificate must be valid for the host's name. */
    VERIFY
}

package dev.sluice.load.jdbc;

import dev.sluice.jdbc.TableName;
import dev.sluice.slice.LoadId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of tables of our own beside a target: short enough for every database, one prefix for each load into a table. */
final class StagingName {
    private StagingName() {}

    /** What the staging tables of a load begin with. */
    static String prefix(LoadId load, TableName target) {
        return "sluice_" + hash(load + " " + target) + "_";
    }

    static String of(LoadId load, TableName target, String attempt) {
        return prefix(load, target) + hash(attempt);
    }

    /** A table of our own that belongs to a target, whatever load fills it. */
    static String beside(String what, TableName target) {
        return "sluice_" + what + "_" + hash(target.toString());
    }

    private static String hash(String text) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An Iceberg catalog in one SQLite file beside its warehouse, for a laptop and for tests: Spark settings for the JDBC
 * catalog that Iceberg brings. Several processes of one host may use it at once. Tables are never taken from a cache.
 *
 * @param name the catalog's name in Spark SQL
 * @param file the SQLite file; its folder must exist
 * @param warehouse where tables are kept
 */
public record EmbeddedCatalog(String name, Path file, Path warehouse) {
    /** The Spark setting that Iceberg's statements and procedures need when the session starts. */
    public static final String EXTENSIONS = "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions";

    /** The entries of this catalog, for a session's configuration, before or after it starts. */
    public Map<String, String> settings() {
        registerDriver();
        String key = "spark.sql.catalog." + name;
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(key, "org.apache.iceberg.spark.SparkCatalog");
        settings.put(key + ".catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
        settings.put(
                key + ".uri",
                "jdbc:sqlite:" + file.toAbsolutePath()
                        + "?busy_timeout=30000&journal_mode=WAL&transaction_mode=IMMEDIATE");
        settings.put(key + ".jdbc.schema-version", "V1");
        // Not as a URI: Iceberg takes percent signs literally.
        settings.put(key + ".warehouse", "file://" + warehouse.toAbsolutePath());
        settings.put(key + ".cache-enabled", "false");
        settings.put(key + ".clients", "2");
        return settings;
    }

    /** All that a new session needs: the entries and the extensions. */
    public Map<String, String> sessionSettings() {
        Map<String, String> settings = new LinkedHashMap<>(settings());
        settings.put("spark.sql.extensions", EXTENSIONS);
        return settings;
    }

    /** DriverManager looks among the drivers of the application's class loader only once they are loaded. */
    private static void registerDriver() {
        try {
            Class.forName("org.sqlite.JDBC");
        } catch (ClassNotFoundException e) {
            throw new Fault(Code.INTERNAL, "Cannot find SQLite's JDBC driver (is sqlite-jdbc on the class path?)", e);
        }
    }
}

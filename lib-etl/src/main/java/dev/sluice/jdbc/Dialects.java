package dev.sluice.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ServiceLoader;

/** Finds the dialect of a URL: one that a jar on the class path brings, else plain SQL with the URL's own driver. */
final class Dialects {
    private Dialects() {}

    static Dialect of(String url) {
        ClassLoader loader = Dialects.class.getClassLoader();
        for (Dialect dialect : ServiceLoader.load(Dialect.class, loader)) {
            if (dialect.serves(url)) {
                return dialect;
            }
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        for (Driver driver : ServiceLoader.load(Driver.class, context == null ? loader : context)) {
            if (accepts(driver, url)) {
                return new PlainDialect(driver.getClass().getName());
            }
        }
        throw new Fault(
                Code.SETTINGS,
                "Cannot find a driver for " + url.split("[?;]", 2)[0]
                        + " (add the jar of the database's JDBC driver, with --jars)");
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }
}

package dev.sluice.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Tells a database's error as a fault, by its SQLSTATE. Classes of states: ISO/IEC 9075-2, table "SQLSTATE class and
 * subclass codes"; those with letters as PostgreSQL's manual, appendix A, lists them.
 */
final class StoreFaults {
    private StoreFaults() {}

    static Fault of(Dialect dialect, String verb, String thing, SQLException problem) {
        Code code = code(dialect, problem);
        String hint = switch (code) {
            case STORE_DOWN -> " (see whether the database runs and can be reached from here)";
            case NOT_ALLOWED ->
                unprotected(dialect, problem)
                        ? " (see server.tls and server.tls-ca)"
                        : " (correct server.user and server.password, or grant the right)";
            case TRY_LATER -> " (nothing was published; run again)";
            case CANNOT_WRITE -> " (make room in the database, then run again)";
            default -> "";
        };
        return new Fault(code, "Cannot " + verb + " " + thing + ": " + words(problem) + hint, problem);
    }

    /** The message in one line; of a batch the error of its row, which drivers put behind. */
    private static String words(SQLException problem) {
        SQLException told = problem instanceof BatchUpdateException && problem.getNextException() != null
                ? problem.getNextException()
                : problem;
        return String.valueOf(told.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    /** True when the connection could not be protected as was asked for; another try would not change that. */
    private static boolean unprotected(Dialect dialect, SQLException problem) {
        for (Throwable at = problem; at != null; at = at.getCause()) {
            if (at instanceof CertificateException
                    || at instanceof CertPathValidatorException
                    || at instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return dialect.unprotected(problem);
    }

    static Code code(Dialect dialect, SQLException problem) {
        if (unprotected(dialect, problem)) {
            return Code.NOT_ALLOWED;
        }
        for (SQLException at = problem; at != null; at = at.getNextException()) {
            SQLException one = at;
            Code known = dialect.code(one).orElseGet(() -> byState(one));
            if (known != Code.INPUT_OUTPUT) {
                return known;
            }
        }
        for (Throwable at = problem; at != null; at = at.getCause()) {
            if (at instanceof IOException
                    || at instanceof SQLRecoverableException
                    || at instanceof SQLTransientException) {
                return Code.STORE_DOWN;
            }
        }
        return Code.INPUT_OUTPUT;
    }

    private static Code byState(SQLException problem) {
        String state = String.valueOf(problem.getSQLState());
        return switch (state) {
            case "42501" -> Code.NOT_ALLOWED;
            case "40001", "40P01", "42P07", "55P03" -> Code.TRY_LATER;
            case "53100", "53200", "54000" -> Code.CANNOT_WRITE;
            case "57014", "57P01", "57P02", "57P03", "53300" -> Code.STORE_DOWN;
            case "21000" -> Code.CHECK_FAILED;
            default -> byClass(state.substring(0, Math.min(2, state.length())));
        };
    }

    private static Code byClass(String prefix) {
        return switch (prefix) {
            case "08" -> Code.STORE_DOWN;
            case "28" -> Code.NOT_ALLOWED;
            case "22" -> Code.ROW_FAILED;
            case "23", "44" -> Code.CHECK_FAILED;
            case "3D", "3F", "42" -> Code.SETTINGS;
            default -> Code.INPUT_OUTPUT;
        };
    }
}

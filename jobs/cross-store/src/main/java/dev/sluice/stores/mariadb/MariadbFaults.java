package dev.sluice.stores.mariadb;

import dev.sluice.fault.Code;
import java.util.Optional;

/**
 * What MariaDB's numbers of errors mean (mariadb.com/kb/en/mariadb-error-code-reference). Its SQLSTATEs are mostly the
 * general HY000.
 */
final class MariadbFaults {
    private MariadbFaults() {}

    static Optional<Code> code(int number) {
        return Optional.ofNullable(
                switch (number) {
                    // Locks: waited too long, deadlock, a row that changed since it was read.
                    case 1205, 1213, 1020 -> Code.TRY_LATER;
                    // The table was altered after the moment that is read.
                    case 1412 -> Code.INPUT_CHANGED;
                    // Who may do what: databases, login, tables, columns, global rights, routines, a read-only server.
                    case 1044, 1045, 1142, 1143, 1227, 1290, 1370, 1698 -> Code.NOT_ALLOWED;
                    // Full: the disk, the table, memory, the log of a transaction.
                    case 1021, 1114, 1037, 1038, 1197 -> Code.CANNOT_WRITE;
                    // Too many connections, a shutdown, a connection that is lost or killed, a statement that was
                    // ended.
                    case 1040, 1053, 1080, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1226, 1317, 1927, 1969 ->
                        Code.STORE_DOWN;
                    case 2002, 2003, 2006, 2013 -> Code.STORE_DOWN;
                    // Keys, references, NOT NULL, CHECK.
                    case 1022, 1048, 1062, 1216, 1217, 1451, 1452, 1557, 4025 -> Code.CHECK_FAILED;
                    // Values: out of range, cut, not of the type, of another character set, too long, divided by
                    // nought.
                    case 1264, 1265, 1292, 1365, 1366, 1367, 1406, 1411, 1690, 3988, 4078 -> Code.ROW_FAILED;
                    // What is not there: database, column, table, a value for a column.
                    case 1049, 1054, 1064, 1103, 1146, 1364 -> Code.SETTINGS;
                    default -> null;
                });
    }
}

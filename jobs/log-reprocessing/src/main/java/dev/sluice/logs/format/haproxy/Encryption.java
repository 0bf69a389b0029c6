package dev.sluice.logs.format.haproxy;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import org.apache.spark.sql.types.StructType;

/** The two words that httpslog has behind the request. Not thread-safe. */
final class Encryption {
    private static final int ERRORS = 5;
    private static final int NAMES = 3;

    private final Cell connectionError;
    private final Cell sslError;
    private final Cell certificateError;
    private final Cell authorityError;
    private final Cell resumed;
    private final Cell sni;
    private final Cell protocol;
    private final Cell cipher;
    private final Numbers parts = new Numbers();

    Encryption(StructType wanted) {
        this.connectionError = Cell.of(wanted, "connection_error");
        this.sslError = Cell.of(wanted, "ssl_error");
        this.certificateError = Cell.of(wanted, "client_cert_error");
        this.authorityError = Cell.of(wanted, "client_ca_error");
        this.resumed = Cell.of(wanted, "ssl_resumed");
        this.sni = Cell.of(wanted, "sni");
        this.protocol = Cell.of(wanted, "ssl_protocol");
        this.cipher = Cell.of(wanted, "ssl_cipher");
    }

    /** Behind the words, or {@code first} where they are none. */
    int fill(byte[] line, int first, int end, Columns out) {
        int from = Bytes.skipBlanks(line, first, end);
        int to = HaproxyParser.wordEnd(line, from, end);
        if (from == end || parts.split(line, from, to) != ERRORS) {
            return first;
        }
        integer(line, 0, connectionError, out);
        sslError.text(line, parts.from(1), parts.to(1), out);
        integer(line, 2, certificateError, out);
        integer(line, 3, authorityError, out);
        resumed(line, out);
        from = Bytes.skipBlanks(line, to, end);
        int stop = HaproxyParser.wordEnd(line, from, end);
        if (from == end || parts.split(line, from, stop) != NAMES) {
            out.problem(from == end ? "MISSING_FIELDS" : "TRAILING_TEXT", from == end ? sni.name() : "", from);
            return end;
        }
        sni.text(line, parts.from(0), parts.to(0), out);
        protocol.text(line, parts.from(1), parts.to(1), out);
        cipher.text(line, parts.from(2), parts.to(2), out);
        return stop;
    }

    private void integer(byte[] line, int part, Cell cell, Columns out) {
        cell.integer(line, parts.from(part), parts.to(part), out);
    }

    private void resumed(byte[] line, Columns out) {
        int from = parts.from(ERRORS - 1);
        boolean one = parts.to(ERRORS - 1) - from == 1;
        if (one && (line[from] == '0' || line[from] == '1')) {
            out.number(resumed.slot(), line[from] - '0');
        } else if (!one || line[from] != '-') {
            out.problem("BAD_NUMBER", resumed.name(), from);
        }
    }
}

package dev.sluice.logs.format.haproxy;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.RequestLine;
import org.apache.spark.sql.types.StructType;

/** What follows the frontend's name in tcplog, httplog and httpslog. Not thread-safe. */
final class Session {
    private static final int TCP = 3;
    private static final int HTTP = 5;

    private final Cell backend;
    private final Cell server;
    private final Cell[] timers;
    private final Cell early;
    private final Cell status;
    private final Cell bytes;
    private final Cell requestCookie;
    private final Cell responseCookie;
    private final Cell state;
    private final Cell[] connections;
    private final Cell redispatched;
    private final Cell[] queues;
    private final Cell requestHeaders;
    private final Cell responseHeaders;
    private final RequestLine request;
    private final Cell original;
    private final Encryption encryption;
    private final Numbers numbers = new Numbers();
    private int at;
    private int from;
    private int to;

    Session(StructType wanted) {
        this.backend = Cell.of(wanted, "backend");
        this.server = Cell.of(wanted, "server");
        this.timers = cells(wanted, "request_us", "queue_us", "connect_us", "response_us", "duration_us");
        this.early = Cell.of(wanted, "early");
        this.status = Cell.of(wanted, "status");
        this.bytes = Cell.of(wanted, "bytes");
        this.requestCookie = Cell.of(wanted, "request_cookie");
        this.responseCookie = Cell.of(wanted, "response_cookie");
        this.state = Cell.of(wanted, "termination_state");
        this.connections = cells(wanted, "actconn", "feconn", "beconn", "srv_conn", "retries");
        this.redispatched = Cell.of(wanted, "redispatched");
        this.queues = cells(wanted, "server_queue", "backend_queue");
        this.requestHeaders = Cell.of(wanted, "request_headers");
        this.responseHeaders = Cell.of(wanted, "response_headers");
        this.request = RequestLine.of(wanted);
        this.original = Cell.of(wanted, "request");
        this.encryption = new Encryption(wanted);
    }

    private static Cell[] cells(StructType wanted, String... names) {
        Cell[] cells = new Cell[names.length];
        for (int i = 0; i < names.length; i++) {
            cells[i] = Cell.of(wanted, names[i]);
        }
        return cells;
    }

    /** Whether {@code backend/server} and three or five timers begin here. */
    boolean isOne(byte[] line, int first, int end) {
        at = first;
        if (!word(line, end) || numbers.split(line, from, to) != 2 || !word(line, end)) {
            return false;
        }
        int count = numbers.split(line, from, to);
        return count == TCP || count == HTTP;
    }

    void fill(byte[] line, int first, int end, Columns out) {
        at = first;
        word(line, end);
        numbers.split(line, from, to);
        backend.text(line, numbers.from(0), numbers.to(0), out);
        server.text(line, numbers.from(1), numbers.to(1), out);
        word(line, end);
        boolean http = numbers.split(line, from, to) == HTTP;
        timers(line, http, out);
        Cell missing = http ? http(line, end, out) : counters(line, end, false, out);
        if (missing != null) {
            out.problem("MISSING_FIELDS", missing.name(), end);
        } else if (Bytes.skipBlanks(line, at, end) < end) {
            out.problem("TRAILING_TEXT", "", Bytes.skipBlanks(line, at, end));
        }
    }

    private void timers(byte[] line, boolean http, Columns out) {
        int last = http ? 4 : 2;
        if (http) {
            numbers.micros(line, 0, timers[0], out);
            numbers.micros(line, 3, timers[3], out);
        }
        numbers.micros(line, http ? 1 : 0, timers[1], out);
        numbers.micros(line, http ? 2 : 1, timers[2], out);
        numbers.micros(line, last, timers[4], out);
        out.number(early.slot(), numbers.hasPlus(line, last) ? 1 : 0);
    }

    /** The field that the line ends before, or null. */
    private Cell http(byte[] line, int end, Columns out) {
        if (!word(line, end)) {
            return status;
        }
        if (!Numbers.isNone(line, from, to)) {
            status.integer(line, from, to, out);
        }
        return counters(line, end, true, out);
    }

    private Cell counters(byte[] line, int end, boolean http, Columns out) {
        if (!word(line, end)) {
            return bytes;
        }
        bytes.bigint(line, line[from] == '+' ? from + 1 : from, to, out);
        if (http && !cookie(line, end, requestCookie, out)) {
            return requestCookie;
        }
        if (http && !cookie(line, end, responseCookie, out)) {
            return responseCookie;
        }
        if (!word(line, end)) {
            return state;
        }
        state.text(line, from, to, out);
        if (!word(line, end)) {
            return connections[0];
        }
        connections(line, out);
        if (!word(line, end)) {
            return queues[0];
        }
        all(line, queues, out);
        return http ? request(line, end, out) : null;
    }

    private boolean cookie(byte[] line, int end, Cell cell, Columns out) {
        boolean there = word(line, end);
        if (there) {
            cell.text(line, from, to, out);
        }
        return there;
    }

    private void connections(byte[] line, Columns out) {
        all(line, connections, out);
        boolean whole = numbers.split(line, from, to) == connections.length;
        if (whole) {
            out.number(redispatched.slot(), numbers.hasPlus(line, connections.length - 1) ? 1 : 0);
        }
    }

    private void all(byte[] line, Cell[] cells, Columns out) {
        if (numbers.split(line, from, to) != cells.length) {
            out.problem("BAD_NUMBER", cells[0].name(), from);
            return;
        }
        for (int i = 0; i < cells.length; i++) {
            numbers.integer(line, i, cells[i], out);
        }
    }

    private Cell request(byte[] line, int end, Columns out) {
        if (!headers(line, end, requestHeaders, out) || !headers(line, end, responseHeaders, out)) {
            return requestHeaders;
        }
        at = Bytes.skipBlanks(line, at, end);
        if (at == end || line[at] != '"') {
            return original;
        }
        int close = end - 1;
        while (close > at && line[close] != '"') {
            close--;
        }
        int last = close == at ? end : close;
        if (last > at + 1) {
            request.fill(line, at + 1, last, out);
        }
        if (close == at) {
            at = end;
            return original;
        }
        at = encryption.fill(line, close + 1, end, out);
        return null;
    }

    /** False where a brace is not closed; HAProxy escapes those of values. */
    private boolean headers(byte[] line, int end, Cell cell, Columns out) {
        int open = Bytes.skipBlanks(line, at, end);
        if (open == end || line[open] != '{') {
            return true;
        }
        int close = Bytes.find(line, open, end, (byte) '}');
        if (close < 0) {
            return false;
        }
        cell.text(line, open + 1, close, out);
        at = close + 1;
        return true;
    }

    private boolean word(byte[] line, int end) {
        from = Bytes.skipBlanks(line, at, end);
        to = HaproxyParser.wordEnd(line, from, end);
        at = to;
        return from < to;
    }
}

package dev.sluice.logs.format.error;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.RequestLine;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/**
 * What nginx writes behind a message of a connection: names and values in an order that is always the same. They are
 * looked for from the end, since the message before may hold anything. Not thread-safe.
 */
final class NginxContext {
    private static final byte[][] NAMES = Stream.of(
                    ", udp client: ",
                    ", client: ",
                    ", server: ",
                    ", login: \"",
                    ", request: \"",
                    ", subrequest: \"",
                    ", upstream: ",
                    ", bytes from/to client:",
                    ", bytes from/to upstream:",
                    ", host: \"",
                    ", referrer: \"")
            .map(name -> name.getBytes(US_ASCII))
            .toArray(byte[][]::new);
    private static final int CLIENT = 1;
    private static final int SERVER = 2;
    private static final int REQUEST = 4;
    private static final int FROM_CLIENT = 7;
    private static final int FROM_UPSTREAM = 8;

    private final RequestLine request;
    /** By name; null where the value is more than one column. */
    private final Cell[] cells;

    private final Cell bytesIn;
    private final Cell bytesOut;
    private final Cell upstreamReceived;
    private final Cell upstreamSent;
    private final Cell original;
    private final int[] starts = new int[NAMES.length];

    NginxContext(StructType wanted) {
        this.request = RequestLine.of(wanted);
        this.original = Cell.of(wanted, "request");
        this.bytesIn = Cell.of(wanted, "bytes_in");
        this.bytesOut = Cell.of(wanted, "bytes_out");
        this.upstreamReceived = Cell.of(wanted, "upstream_bytes_received");
        this.upstreamSent = Cell.of(wanted, "upstream_bytes_sent");
        Cell client = Cell.of(wanted, "client_ip");
        this.cells = new Cell[] {
            client,
            client,
            Cell.of(wanted, "server_name"),
            Cell.of(wanted, "user"),
            original,
            Cell.of(wanted, "subrequest"),
            Cell.of(wanted, "upstream"),
            bytesIn,
            upstreamReceived,
            Cell.of(wanted, "vhost"),
            Cell.of(wanted, "referer")
        };
    }

    /** Finds the names; the message ends at the place that is returned. */
    int find(byte[] line, int from, int to) {
        Arrays.fill(starts, -1);
        int next = NAMES.length;
        for (int i = to - 1; i >= from; i--) {
            if (line[i] != ',') {
                continue;
            }
            int name = next - 1;
            while (name >= 0 && !Bytes.startsWith(line, i, to, NAMES[name])) {
                name--;
            }
            if (name > CLIENT) {
                starts[name] = i;
                next = name;
            } else if (name >= 0 && isAddress(line, i + NAMES[name].length, to)) {
                starts[name] = i;
                return i;
            }
        }
        Arrays.fill(starts, -1);
        return to;
    }

    /** Whether a client's address stands here: a word, then the end or one of the names. */
    private boolean isAddress(byte[] line, int from, int to) {
        int comma = Bytes.find(line, from, to, (byte) ',');
        int end = comma < 0 ? to : comma;
        boolean named = comma < 0;
        for (int i = SERVER; i < starts.length; i++) {
            named |= starts[i] == comma;
        }
        return named && Bytes.find(line, from, end, (byte) ' ') < 0;
    }

    /** Fills the columns of what was found. */
    void fill(byte[] line, int to, Columns out) {
        int name = 0;
        while (name < NAMES.length) {
            int next = name + 1;
            while (next < NAMES.length && starts[next] < 0) {
                next++;
            }
            if (starts[name] >= 0) {
                value(name, line, starts[name] + NAMES[name].length, next < NAMES.length ? starts[next] : to, out);
            }
            name = next;
        }
    }

    private void value(int name, byte[] line, int from, int to, Columns out) {
        if (name == FROM_CLIENT) {
            pair(bytesIn, bytesOut, line, from, to, out);
        } else if (name == FROM_UPSTREAM) {
            pair(upstreamReceived, upstreamSent, line, from, to, out);
        } else if (line[from - 1] == '"') {
            quoted(name, line, from, to, out);
        } else if (from < to && line[from] == '"') {
            quoted(name, line, from + 1, to, out);
        } else {
            int end = Bytes.find(line, from, to, (byte) ',');
            cells[name].text(line, from, end < 0 ? to : end, out);
            if (end >= 0) {
                out.problem("TRAILING_TEXT", "", end);
            }
        }
    }

    private void quoted(int name, byte[] line, int from, int to, Columns out) {
        int quote = from;
        while (quote < to && !(line[quote] == '"' && (quote + 1 == to || isName(line, quote + 1, to)))) {
            quote++;
        }
        if (name == REQUEST) {
            request.fill(line, from, quote, out);
        } else {
            cells[name].text(line, from, quote, out);
        }
        if (quote == to) {
            out.problem("MISSING_FIELDS", cells[name].name(), to);
        } else if (quote + 1 < to) {
            out.problem("TRAILING_TEXT", "", quote + 1);
        }
    }

    /** Whether {@code , some_name: "} stands here. */
    private static boolean isName(byte[] line, int from, int to) {
        if (to - from < 3 || line[from] != ',' || line[from + 1] != ' ') {
            return false;
        }
        int end = from + 2;
        while (end < to && (line[end] == '_' || (line[end] >= 'a' && line[end] <= 'z'))) {
            end++;
        }
        return end > from + 2 && to - end > 2 && line[end] == ':' && line[end + 1] == ' ' && line[end + 2] == '"';
    }

    private static void pair(Cell first, Cell second, byte[] line, int from, int to, Columns out) {
        int slash = Bytes.find(line, from, to, (byte) '/');
        int comma = Bytes.find(line, from, to, (byte) ',');
        int end = comma < 0 ? to : comma;
        if (slash < 0 || slash > end) {
            first.bigint(line, from, end, out);
            out.problem("MISSING_FIELDS", second.name(), end);
        } else {
            first.bigint(line, from, slash, out);
            second.bigint(line, slash + 1, end, out);
        }
        if (end < to) {
            out.problem("TRAILING_TEXT", "", end);
        }
    }
}

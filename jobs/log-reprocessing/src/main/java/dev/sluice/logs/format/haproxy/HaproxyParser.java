package dev.sluice.logs.format.haproxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.format.syslog.SyslogHeader;
import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.YearlessLines;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Reads {@link HaproxyFormat}: what stands before the line, then the line by its shape. Not thread-safe. */
final class HaproxyParser implements LineParser {
    private static final byte[] LINE = "line".getBytes(US_ASCII);
    private static final byte[] CONNECT = "Connect from ".getBytes(US_ASCII);
    private static final byte[] TO = "to ".getBytes(US_ASCII);
    private static final byte[] HAPROXY = "haproxy".getBytes(US_ASCII);
    private static final byte[] ENTERPRISE = "hapee-lb".getBytes(US_ASCII);

    private final SyslogHeader header;
    private final AcceptDate date;
    private final Peer client;
    private final Peer destination;
    private final Session session;
    private final Cell ts;
    private final Cell source;
    private final Cell frontend;
    private final Cell tls;
    private final Cell listener;
    private final Cell message;
    private int at;

    HaproxyParser(StructType wanted, ZoneId zone) {
        this.header = new SyslogHeader(wanted, zone, "ts");
        this.date = new AcceptDate(zone);
        this.client = new Peer(Cell.of(wanted, "client_ip"), Cell.of(wanted, "client_port"));
        this.destination = new Peer(Cell.of(wanted, "destination_ip"), Cell.of(wanted, "destination_port"));
        this.session = new Session(wanted);
        this.ts = Cell.of(wanted, "ts");
        this.source = Cell.of(wanted, "_time_source");
        this.frontend = Cell.of(wanted, "frontend");
        this.tls = Cell.of(wanted, "tls");
        this.listener = Cell.of(wanted, "listener");
        this.message = Cell.of(wanted, "message");
    }

    @Override
    public void begin(LastWritten file) {
        header.begin(file);
    }

    @Override
    public Optional<YearlessLines> yearless() {
        return header.yearless();
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        int text = header.read(line, from, to, out);
        boolean named = text != SyslogHeader.NONE && (header.isProgram(HAPROXY) || header.isProgram(ENTERPRISE));
        at = text == SyslogHeader.NONE ? skipShortHeader(line, from, to) : text;
        int first = at;
        if (connection(line, to, out) || connect(line, first, to, out)) {
            return;
        }
        if (named && !isDated(line, first, to)) {
            out.text(first < to ? message.slot() : -1, line, first, to);
        } else {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: it is none of HAProxy's own");
        }
    }

    /** What the log formats short, timed and iso of HAProxy put before a line: {@code <14>} and a time, or one of both. */
    private static int skipShortHeader(byte[] line, int from, int to) {
        int close = from < to && line[from] == '<' ? Bytes.find(line, from, Math.min(to, from + 5), (byte) '>') : -1;
        int first = close < 0 ? from : close + 1;
        if (to - first > 11 && line[first + 4] == '-' && line[first + 7] == '-' && line[first + 10] == 'T') {
            return Bytes.skipBlanks(line, wordEnd(line, first, to), to);
        }
        return first;
    }

    private boolean connection(byte[] line, int to, Columns out) {
        int peerFrom = at;
        int peerTo = wordEnd(line, peerFrom, to);
        if (!isDated(line, peerFrom, to)) {
            return false;
        }
        int close = Bytes.find(line, peerTo, to, (byte) ']');
        int nameFrom = Bytes.skipBlanks(line, close + 1, to);
        int nameTo = wordEnd(line, nameFrom, to);
        int next = Bytes.skipBlanks(line, nameTo, to);
        boolean error =
                nameTo > nameFrom && line[nameTo - 1] == ':' && Bytes.find(line, nameFrom, nameTo, (byte) '/') > 0;
        if (!error && !session.isOne(line, next, to)) {
            return false;
        }
        client.fill(line, peerFrom, peerTo, out);
        time(line, peerTo + 2, close, out);
        if (error) {
            error(line, nameFrom, nameTo, out);
            out.text(next < to ? message.slot() : -1, line, next, to);
        } else {
            frontend(line, nameFrom, nameTo, out);
            session.fill(line, next, to, out);
        }
        return true;
    }

    /** Whether {@code client:port [date]} begins here. */
    private static boolean isDated(byte[] line, int from, int to) {
        int blank = wordEnd(line, from, to);
        int close = blank + 2 < to && line[blank + 1] == '[' ? Bytes.find(line, blank, to, (byte) ']') : -1;
        return close > 0 && Peer.is(line, from, blank) && AcceptDate.is(line, blank + 2, close);
    }

    private void time(byte[] line, int from, int to, Columns out) {
        if (!ts.wanted() && !source.wanted()) {
            return;
        }
        long micros = date.micros(line, from, to);
        if (micros == AcceptDate.BAD) {
            out.problem("BAD_TIME", ts.name(), from);
            return;
        }
        out.number(ts.slot(), micros);
        out.text(source.slot(), LINE, 0, LINE.length);
    }

    private void frontend(byte[] line, int from, int to, Columns out) {
        boolean decrypts = to > from && line[to - 1] == '~';
        frontend.text(line, from, decrypts ? to - 1 : to, out);
        out.number(tls.slot(), decrypts ? 1 : 0);
    }

    private void error(byte[] line, int from, int to, Columns out) {
        int slash = Bytes.find(line, from, to, (byte) '/');
        frontend.text(line, from, slash, out);
        listener.text(line, slash + 1, to - 1, out);
    }

    /** Of {@code Connect from 10.0.1.2:33312 to 10.0.3.31:8012 (www/HTTP)}. */
    private boolean connect(byte[] line, int from, int to, Columns out) {
        int first = from + CONNECT.length;
        int firstTo = Bytes.startsWith(line, from, to, CONNECT) ? wordEnd(line, first, to) : to;
        int second = Bytes.skipBlanks(line, firstTo, to) + TO.length;
        if (!Bytes.startsWith(line, second - TO.length, to, TO) || !Peer.is(line, first, firstTo)) {
            return false;
        }
        int secondTo = wordEnd(line, second, to);
        int open = Bytes.skipBlanks(line, secondTo, to);
        int slash = open < to && line[open] == '(' ? Bytes.find(line, open, to, (byte) '/') : -1;
        if (slash < 0 || !Peer.is(line, second, secondTo)) {
            return false;
        }
        client.fill(line, first, firstTo, out);
        destination.fill(line, second, secondTo, out);
        frontend.text(line, open + 1, slash, out);
        return true;
    }

    static int wordEnd(byte[] line, int from, int to) {
        int blank = Bytes.find(line, from, to, (byte) ' ');
        return blank < 0 ? to : blank;
    }
}

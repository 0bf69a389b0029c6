package dev.sluice.logs.format.error;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Strftime;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;
import org.apache.spark.sql.types.StructType;

/** Reads {@link ApacheErrorFormat} from left to right. Not thread-safe. */
final class ApacheErrorParser implements LineParser {
    private static final byte[] BETWEEN = "] [".getBytes(US_ASCII);
    private static final byte[] PID = "[pid ".getBytes(US_ASCII);
    private static final byte[] TID = ":tid ".getBytes(US_ASCII);
    private static final byte[] CLIENT = "[client ".getBytes(US_ASCII);
    private static final byte[] REMOTE = "[remote ".getBytes(US_ASCII);
    private static final byte[] RESOLVER = "EAI ".getBytes(US_ASCII);
    private static final byte[] WINDOWS = "OS ".getBytes(US_ASCII);
    private static final byte[] REFERER = ", referer: ".getBytes(US_ASCII);
    private static final int CODE = 7;
    private static final int LONGEST_ERROR_CODE = 16;

    private final TimeParser seconds;
    private final TimeParser micros;
    private final Cell ts;
    private final Cell module;
    private final Cell level;
    private final Cell pid;
    private final Cell tid;
    private final Cell sourceFile;
    private final Cell sourceLine;
    private final Cell errorCode;
    private final Cell error;
    private final Cell clientIp;
    private final Cell clientPort;
    private final Cell remoteIp;
    private final Cell remotePort;
    private final Cell code;
    private final Cell message;
    private final Cell referer;
    private int at;

    ApacheErrorParser(StructType wanted, ZoneId zone) {
        this.seconds = Strftime.of("%a %b %d %H:%M:%S %Y", zone);
        this.micros = Strftime.of("%a %b %d %H:%M:%S.%f %Y", zone);
        this.ts = Cell.of(wanted, "ts");
        this.module = Cell.of(wanted, "module");
        this.level = Cell.of(wanted, "level");
        this.pid = Cell.of(wanted, "pid");
        this.tid = Cell.of(wanted, "tid");
        this.sourceFile = Cell.of(wanted, "source_file");
        this.sourceLine = Cell.of(wanted, "source_line");
        this.errorCode = Cell.of(wanted, "os_error_code");
        this.error = Cell.of(wanted, "os_error");
        this.clientIp = Cell.of(wanted, "client_ip");
        this.clientPort = Cell.of(wanted, "client_port");
        this.remoteIp = Cell.of(wanted, "remote_ip");
        this.remotePort = Cell.of(wanted, "remote_port");
        this.code = Cell.of(wanted, "code");
        this.message = Cell.of(wanted, "message");
        this.referer = Cell.of(wanted, "referer");
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        int timeTo = beginsWithDay(line, from, to) ? Bytes.find(line, from, to, (byte) ']') : -1;
        int levelFrom = timeTo + BETWEEN.length;
        int levelTo = timeTo >= 0 && Bytes.startsWith(line, timeTo, to, BETWEEN)
                ? Bytes.find(line, levelFrom, to, (byte) ']')
                : -1;
        if (levelTo < 0) {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: it does not begin with [time] [level]");
            return;
        }
        boolean fraction = Bytes.find(line, from, timeTo, (byte) '.') >= 0;
        ts.time(fraction ? micros : seconds, line, from + 1, timeTo, out);
        int colon = Bytes.find(line, levelFrom, levelTo, (byte) ':');
        module.text(line, levelFrom, colon, out);
        level.text(line, colon < 0 ? levelFrom : colon + 1, levelTo, out);
        at = Bytes.skipBlanks(line, levelTo + 1, to);
        if (colon >= 0) {
            process(line, to, out);
        }
        byte severity = line[colon < 0 ? levelFrom : colon + 1];
        boolean traced = severity == 'd' || severity == 't';
        prefixes(line, to, colon >= 0, traced, out);
        text(line, to, out);
    }

    private static boolean beginsWithDay(byte[] line, int from, int to) {
        return to - from > 5
                && line[from] == '['
                && isLetter(line[from + 1])
                && isLetter(line[from + 2])
                && isLetter(line[from + 3])
                && line[from + 4] == ' ';
    }

    private static boolean isLetter(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }

    private void process(byte[] line, int to, Columns out) {
        if (!Bytes.startsWith(line, at, to, PID)) {
            return;
        }
        int close = Bytes.find(line, at, to, (byte) ']');
        if (close < 0) {
            cut(pid, to, out);
            return;
        }
        int first = at + PID.length;
        int colon = Bytes.find(line, first, close, (byte) ':');
        pid.bigint(line, first, colon < 0 ? close : colon, out);
        if (colon >= 0 && Bytes.startsWith(line, colon, close, TID)) {
            tid.bigint(line, colon + TID.length, close, out);
        } else if (colon >= 0) {
            out.problem("BAD_NUMBER", tid.name(), colon);
        }
        at = Bytes.skipBlanks(line, close + 1, to);
    }

    /** What stands before the message, in any order but each once: 2.2 and 2.4 differ in it. */
    private void prefixes(byte[] line, int to, boolean ports, boolean traced, Columns out) {
        boolean mayHavePeer = true;
        boolean mayHaveError = true;
        boolean mayHaveSource = traced;
        while (at < to) {
            if (mayHavePeer && line[at] == '[' && peer(line, to, ports, out)) {
                mayHavePeer = false;
            } else if (mayHaveError && line[at] == '(' && systemError(line, to, out)) {
                mayHaveError = false;
            } else if (mayHaveSource && source(line, to, out)) {
                mayHaveSource = false;
            } else {
                return;
            }
        }
    }

    private boolean peer(byte[] line, int to, boolean ports, Columns out) {
        boolean client = Bytes.startsWith(line, at, to, CLIENT);
        if (!client && !Bytes.startsWith(line, at, to, REMOTE)) {
            return false;
        }
        Cell ip = client ? clientIp : remoteIp;
        int close = Bytes.find(line, at, to, (byte) ']');
        if (close < 0) {
            cut(ip, to, out);
            return true;
        }
        int first = at + CLIENT.length;
        int last = close - 1;
        while (last >= first && line[last] != ':') {
            last--;
        }
        boolean only = last >= first && Bytes.find(line, first, last, (byte) ':') < 0;
        // 2.2 writes no port, so that an address with several colons is one of IPv6 and whole.
        boolean port = last >= first && (ports || only);
        ip.text(line, first, port ? last : close, out);
        if (port) {
            (client ? clientPort : remotePort).integer(line, last + 1, close, out);
        }
        at = Bytes.skipBlanks(line, close + 1, to);
        return true;
    }

    private boolean systemError(byte[] line, int to, Columns out) {
        int close = Bytes.find(line, at, Math.min(to, at + LONGEST_ERROR_CODE), (byte) ')');
        if (close < 0 || !isErrorCode(line, at + 1, close)) {
            return false;
        }
        int colon = Bytes.find(line, close, to, (byte) ':');
        while (colon >= 0 && colon + 1 < to && line[colon + 1] != ' ') {
            colon = Bytes.find(line, colon + 1, to, (byte) ':');
        }
        if (colon < 0) {
            return false;
        }
        errorCode.text(line, at + 1, close, out);
        error.text(line, close + 1, colon, out);
        at = Bytes.skipBlanks(line, colon + 1, to);
        return true;
    }

    private static boolean isErrorCode(byte[] line, int from, int to) {
        return Digits.whole(line, from, to) != Digits.NONE
                || Bytes.startsWith(line, from, to, RESOLVER)
                || Bytes.startsWith(line, from, to, WINDOWS);
    }

    private boolean source(byte[] line, int to, Columns out) {
        int blank = Bytes.find(line, at, to, (byte) ' ');
        int open = blank < at + 5 ? -1 : Bytes.find(line, at, blank, (byte) '(');
        if (open <= at || line[blank - 1] != ':' || line[blank - 2] != ')') {
            return false;
        }
        sourceFile.text(line, at, open, out);
        sourceLine.integer(line, open + 1, blank - 2, out);
        at = Bytes.skipBlanks(line, blank, to);
        return true;
    }

    private void text(byte[] line, int to, Columns out) {
        if (at + CODE < to && line[at] == 'A' && line[at + 1] == 'H' && line[at + CODE] == ':') {
            if (Digits.small(line, at + 2, at + CODE) >= 0) {
                code.text(line, at, at + CODE, out);
                at = Bytes.skipBlanks(line, at + CODE + 1, to);
            }
        }
        if (at == to) {
            out.problem("MISSING_FIELDS", message.name(), to);
            return;
        }
        out.escaped(Bytes.find(line, at, to, (byte) '\\') >= 0);
        int end = Bytes.findLast(line, at, to, REFERER);
        message.escaped(line, at, end < 0 ? to : end, out);
        if (end >= 0) {
            referer.escaped(line, end + REFERER.length, to, out);
        }
    }

    private void cut(Cell field, int to, Columns out) {
        out.problem("MISSING_FIELDS", field.name(), to);
        at = to;
    }
}

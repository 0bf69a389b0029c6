package dev.sluice.logs.format.squid;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.TimeParser;
import org.apache.spark.sql.types.StructType;

/** Reads {@link SquidFormat}: first the places of the fields, then those that are wanted. Not thread-safe. */
final class SquidParser implements LineParser {
    private static final int FIELDS = 10;
    private static final int RESULT = 3;
    private static final int HIERARCHY = 8;
    private static final TimeParser EPOCH = (line, from, to) -> Digits.scaled(line, from, to, 1_000_000);

    private final Cell ts;
    private final Cell duration;
    private final Cell clientIp;
    private final Cell resultCode;
    private final Cell status;
    private final Cell bytesOut;
    private final Cell method;
    private final Cell url;
    private final Cell user;
    private final Cell hierarchyCode;
    private final Cell peer;
    private final Cell contentType;
    private final Cell requestHeaders;
    private final Cell responseHeaders;
    private final int[] starts = new int[FIELDS];
    private final int[] ends = new int[FIELDS];

    SquidParser(StructType wanted) {
        this.ts = Cell.of(wanted, "ts");
        this.duration = Cell.of(wanted, "duration_us");
        this.clientIp = Cell.of(wanted, "client_ip");
        this.resultCode = Cell.of(wanted, "result_code");
        this.status = Cell.of(wanted, "status");
        this.bytesOut = Cell.of(wanted, "bytes_out");
        this.method = Cell.of(wanted, "method");
        this.url = Cell.of(wanted, "url");
        this.user = Cell.of(wanted, "user");
        this.hierarchyCode = Cell.of(wanted, "hierarchy_code");
        this.peer = Cell.of(wanted, "peer");
        this.contentType = Cell.of(wanted, "content_type");
        this.requestHeaders = Cell.of(wanted, "request_headers");
        this.responseHeaders = Cell.of(wanted, "response_headers");
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        int fields = split(line, from, to);
        if (!isRow(line, fields)) {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: it has no time and ten fields");
            return;
        }
        ts.time(EPOCH, line, starts[0], ends[0], out);
        duration.scaled(line, starts[1], ends[1], 1_000, out);
        clientIp.text(line, starts[2], ends[2], out);
        int slash = slash(line, RESULT);
        resultCode.text(line, starts[RESULT], slash, out);
        if (slash < ends[RESULT]) {
            status.integer(line, slash + 1, ends[RESULT], out);
        } else {
            out.problem("BAD_NUMBER", status.name(), slash);
        }
        bytesOut.bigint(line, starts[4], ends[4], out);
        method.text(line, starts[5], ends[5], out);
        url.text(line, starts[6], ends[6], out);
        user.text(line, starts[7], ends[7], out);
        int choice = slash(line, HIERARCHY);
        hierarchyCode.text(line, starts[HIERARCHY], choice, out);
        peer.text(line, choice + 1, ends[HIERARCHY], out);
        contentType.text(line, starts[9], ends[9], out);
        if (fields < FIELDS) {
            out.problem("MISSING_FIELDS", name(fields), to);
        } else {
            headers(line, to, out);
        }
    }

    /** Finds the fields and counts them; those that are missing are empty and at the end. */
    private int split(byte[] line, int from, int to) {
        int count = 0;
        int at = from;
        for (int i = 0; i < FIELDS; i++) {
            at = Bytes.skipBlanks(line, at, to);
            starts[i] = at;
            int blank = Bytes.find(line, at, to, (byte) ' ');
            at = blank < 0 ? to : blank;
            ends[i] = at;
            count += at > starts[i] ? 1 : 0;
        }
        return count;
    }

    private boolean isRow(byte[] line, int fields) {
        boolean timed = EPOCH.micros(line, starts[0], ends[0]) != TimeParser.BAD;
        boolean result = slash(line, RESULT) < ends[RESULT];
        if (fields < FIELDS) {
            return timed && result;
        }
        return timed || (result && slash(line, HIERARCHY) < ends[HIERARCHY]);
    }

    /** The place of the field's first slash, or its end. */
    private int slash(byte[] line, int field) {
        int slash = Bytes.find(line, starts[field], ends[field], (byte) '/');
        return slash < 0 ? ends[field] : slash;
    }

    private String name(int field) {
        return switch (field) {
            case 4 -> bytesOut.name();
            case 5 -> method.name();
            case 6 -> url.name();
            case 7 -> user.name();
            case HIERARCHY -> hierarchyCode.name();
            default -> contentType.name();
        };
    }

    private void headers(byte[] line, int to, Columns out) {
        int at = header(requestHeaders, line, Bytes.skipBlanks(line, ends[FIELDS - 1], to), to, out);
        if (at > ends[FIELDS - 1] && at < to) {
            at = header(responseHeaders, line, Bytes.skipBlanks(line, at, to), to, out);
        }
        if (Bytes.skipBlanks(line, at, to) < to) {
            out.problem("TRAILING_TEXT", "", at);
        }
    }

    /** Where the bracket that opens at {@code from} is closed, behind it, or {@code from} where none opens. */
    private static int header(Cell cell, byte[] line, int from, int to, Columns out) {
        if (from == to || line[from] != '[') {
            return from;
        }
        int close = Bytes.find(line, from, to, (byte) ']');
        if (close < 0) {
            out.problem("MISSING_FIELDS", cell.name(), to);
            return to;
        }
        cell.text(line, from + 1, close, out);
        return close + 1;
    }
}

package dev.sluice.logs.format.error;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Strftime;
import dev.sluice.logs.line.TimeParser;
import java.time.ZoneId;
import org.apache.spark.sql.types.StructType;

/** Reads {@link NginxErrorFormat}: the beginning from left to right, the end by {@link NginxContext}. Not thread-safe. */
final class NginxErrorParser implements LineParser {
    private static final int TIME = 19;

    private final TimeParser clock;
    private final Cell ts;
    private final Cell level;
    private final Cell pid;
    private final Cell tid;
    private final Cell connection;
    private final Cell message;
    private final NginxContext context;

    NginxErrorParser(StructType wanted, ZoneId zone) {
        this.clock = Strftime.of("%Y/%m/%d %H:%M:%S", zone);
        this.ts = Cell.of(wanted, "ts");
        this.level = Cell.of(wanted, "level");
        this.pid = Cell.of(wanted, "pid");
        this.tid = Cell.of(wanted, "tid");
        this.connection = Cell.of(wanted, "connection");
        this.message = Cell.of(wanted, "message");
        this.context = new NginxContext(wanted);
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        int levelFrom = from + TIME + 2;
        int levelTo = beginsWithTime(line, from, to) ? Bytes.find(line, levelFrom, to, (byte) ']') : -1;
        if (levelTo < 0) {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: it does not begin with time [level]");
            return;
        }
        out.escaped(false);
        ts.time(clock, line, from, from + TIME, out);
        level.text(line, levelFrom, levelTo, out);
        int at = process(line, Bytes.skipBlanks(line, levelTo + 1, to), to, out);
        at = connection(line, at, to, out);
        if (at == to) {
            out.problem("MISSING_FIELDS", message.name(), to);
            return;
        }
        int end = context.find(line, at, to);
        message.text(line, at, end, out);
        context.fill(line, to, out);
    }

    private static boolean beginsWithTime(byte[] line, int from, int to) {
        return to - from > TIME + 2
                && line[from + 4] == '/'
                && line[from + 7] == '/'
                && line[from + 10] == ' '
                && line[from + 13] == ':'
                && line[from + 16] == ':'
                && line[from + TIME] == ' '
                && line[from + TIME + 1] == '[';
    }

    /** The place behind {@code pid#tid:}, or {@code from} where there is none. */
    private int process(byte[] line, int from, int to, Columns out) {
        if (from == to) {
            out.problem("MISSING_FIELDS", pid.name(), to);
            return to;
        }
        int blank = Bytes.find(line, from, to, (byte) ' ');
        int colon = (blank < 0 ? to : blank) - 1;
        int hash = Bytes.find(line, from, colon, (byte) '#');
        if (hash < 0 || line[colon] != ':') {
            out.problem("BAD_NUMBER", pid.name(), from);
            return from;
        }
        pid.bigint(line, from, hash, out);
        tid.bigint(line, hash + 1, colon, out);
        return Bytes.skipBlanks(line, colon + 1, to);
    }

    /** The place behind {@code *connection}, or {@code from} where there is none. */
    private int connection(byte[] line, int from, int to, Columns out) {
        if (from == to || line[from] != '*') {
            return from;
        }
        int end = from + 1;
        while (end < to && line[end] >= '0' && line[end] <= '9') {
            end++;
        }
        if (end == from + 1 || (end < to && line[end] != ' ')) {
            return from;
        }
        connection.bigint(line, from + 1, end, out);
        return Bytes.skipBlanks(line, end, to);
    }
}

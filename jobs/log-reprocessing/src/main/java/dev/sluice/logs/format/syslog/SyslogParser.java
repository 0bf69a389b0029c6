package dev.sluice.logs.format.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.YearlessLines;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Reads {@link SyslogFormat}: the header, then what the message begins with. Not thread-safe. */
final class SyslogParser implements LineParser {
    private static final byte[] KERNEL = "kernel".getBytes(US_ASCII);
    private static final byte[] LAST = "last message repeated ".getBytes(US_ASCII);
    private static final byte[] DASHED = "--- last message repeated ".getBytes(US_ASCII);
    private static final byte[] RSYSLOG = "message repeated ".getBytes(US_ASCII);
    private static final byte[] TIME = " time".getBytes(US_ASCII);

    private final SyslogHeader header;
    private final Cell uptime;
    private final Cell repeated;
    private final Cell message;

    SyslogParser(StructType wanted, ZoneId zone) {
        this.header = new SyslogHeader(wanted, zone, "ts");
        this.uptime = Cell.of(wanted, "uptime_us");
        this.repeated = Cell.of(wanted, "repeated");
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
        int at = header.read(line, from, to, out);
        if (at == SyslogHeader.NONE) {
            out.reject("NOT_IN_FORMAT", "the line is not in the format: it does not begin as one of syslog");
            return;
        }
        if (header.isProgram(KERNEL)) {
            at = uptime(line, at, to, out);
        }
        if (repeated.wanted()) {
            repeated(line, at, to, out);
        }
        if (at < to) {
            out.text(message.slot(), line, at, to);
        }
    }

    /** Of {@code [ 12345.678901] text}; where the text begins. */
    private int uptime(byte[] line, int from, int to, Columns out) {
        if (from == to || line[from] != '[') {
            return from;
        }
        int first = Bytes.skipBlanks(line, from + 1, to);
        int close = Bytes.find(line, first, to, (byte) ']');
        if (close < 0 || Bytes.find(line, first, close, (byte) '.') < 0) {
            return from;
        }
        long micros = Digits.scaled(line, first, close, 1_000_000);
        if (micros == Digits.NONE) {
            return from;
        }
        out.number(uptime.slot(), micros);
        return Bytes.skipBlanks(line, close + 1, to);
    }

    private void repeated(byte[] line, int from, int to, Columns out) {
        byte[] before = RSYSLOG;
        if (Bytes.startsWith(line, from, to, LAST)) {
            before = LAST;
        } else if (Bytes.startsWith(line, from, to, DASHED)) {
            before = DASHED;
        } else if (!Bytes.startsWith(line, from, to, RSYSLOG)) {
            return;
        }
        int first = from + before.length;
        int blank = Bytes.find(line, first, to, (byte) ' ');
        if (blank > first && Bytes.startsWith(line, blank, to, TIME)) {
            long times = Digits.whole(line, first, blank);
            if (times != Digits.NONE) {
                out.number(repeated.slot(), times);
            }
        }
    }
}

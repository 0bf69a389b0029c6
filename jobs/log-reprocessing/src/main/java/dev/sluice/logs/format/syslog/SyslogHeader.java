package dev.sluice.logs.format.syslog;

import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.YearlessLines;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * What stands before the message in a line of syslog, in any of the shapes of {@link SyslogFormat}. Fills the columns
 * facility, severity, host, program, pid, procid, msg_id, structured_data and _time_source, those that are wanted, and
 * one for the time. Also for logs of programs that went through syslog. Not thread-safe.
 */
public final class SyslogHeader {
    /** No header. */
    public static final int NONE = -1;

    private final Priority priority;
    private final Stamp stamp;
    private final Program program;
    private final ProtocolFields protocol;
    private final BsdFields bsd;

    /**
     * A reader of headers.
     *
     * @param zone of times that do not say theirs
     * @param time the name of the column for the time
     */
    public SyslogHeader(StructType wanted, ZoneId zone, String time) {
        this.priority = new Priority(Cell.of(wanted, "facility"), Cell.of(wanted, "severity"));
        this.stamp = new Stamp(Cell.of(wanted, time), Cell.of(wanted, "_time_source"), zone);
        this.program = new Program(
                Cell.of(wanted, "program"),
                Cell.of(wanted, "pid"),
                Cell.of(wanted, "procid"),
                Cell.of(wanted, "msg_id"));
        Cell host = Cell.of(wanted, "host");
        this.protocol = new ProtocolFields(stamp, host, program, Cell.of(wanted, "structured_data"));
        this.bsd = new BsdFields(priority, stamp, host, program);
    }

    /** Begins a file, whose age dates the times that have no year. */
    public void begin(LastWritten file) {
        stamp.begin(file);
    }

    /** The days of times without a year; empty where nobody wants the times. */
    public Optional<YearlessLines> yearless() {
        return stamp.wanted() ? Optional.of(new Days()) : Optional.empty();
    }

    private final class Days implements YearlessLines {
        @Override
        public int day(byte[] line, int from, int to) {
            int at = Priority.end(line, from, to);
            return stamp.day(line, at == NONE ? from : at, to);
        }

        @Override
        public void rollOvers(int left, int last) {
            stamp.rollOvers(left, last);
        }
    }

    /** Where the message begins, which may be the line's end, or NONE, and then no column was filled. */
    public int read(byte[] line, int from, int to, Columns out) {
        program.begin(line);
        int at = Priority.end(line, from, to);
        int first = at == NONE ? from : at;
        int message = at != NONE && ProtocolFields.begin(line, first, to)
                ? protocol.read(line, first, to, out)
                : bsd.read(line, first, to, out);
        if (message != NONE && at != NONE) {
            priority.number(line, from, at, out);
        }
        return message;
    }

    /** Whether the program of the header that was read last has this name. */
    public boolean isProgram(byte[] name) {
        return program.is(name);
    }
}

package dev.sluice.logs.format.klog;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import org.apache.spark.sql.types.StructType;

/**
 * Logs of glog (C++), of golang/glog, of Kubernetes' klog and of Python's absl, {@code format = klog}:
 *
 * <pre>
 * Log file created at: 2022/03/28 23:36:49
 * Running on machine: localhost
 * Log line format: [IWEF]mmdd hh:mm:ss.uuuuuu threadid file:line] msg
 * I0328 23:36:49.391439   13343 out.go:297] Setting OutFile to fd 1 ...
 * I20220508 21:11:11.637158 22086 main.cpp:18] hello glog
 * </pre>
 *
 * The first lines are headers. Where a line has no year, it is the one that puts the line not more than a day before the
 * time at which the header says that the file was created; where there is no header, the file dates its lines, see {@link
 * dev.sluice.logs.line.YearlessTime}. Times are in the zone of the reader, or in UTC where the header says so. A line
 * that begins neither a message nor a header goes on with the message before.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>ts</td><td>TIMESTAMP, to the microsecond</td></tr>
 * <tr><td>_time_source</td><td>STRING, where the year of ts is from: line, header, file-name, gzip-header, mtime</td></tr>
 * <tr><td>level</td><td>STRING: INFO, WARNING, ERROR, FATAL</td></tr>
 * <tr><td>tid</td><td>BIGINT of the thread, in Go of the process</td></tr>
 * <tr><td>source_file, source_line</td><td>STRING, INT</td></tr>
 * <tr><td>message</td><td>STRING, may have line breaks</td></tr>
 * </table>
 *
 * <p>Codes in {@code _error}: BAD_TIME, BAD_NUMBER, MISSING_FIELDS (there is no {@code file:line]}; what is there is the
 * message). Rejected as NOT_IN_FORMAT: a line that does not begin with a letter, a date, a time and a number.
 *
 * <p>Sources: google.github.io/glog/stable/logging, LogFileObject::Write in glog's logging.cc, glog_file.go of
 * golang/glog, klog.go of kubernetes/klog. Immutable.
 */
public final class KlogFormat implements LineFormat {
    private static final long serialVersionUID = 1L;
    private static final StructType COLUMNS = StructType.fromDDL("ts timestamp, _time_source string, level string,"
            + " tid bigint, source_file string, source_line int, message string");

    private final String zone;

    public KlogFormat(ZoneId zone) {
        this.zone = zone.getId();
    }

    @Override
    public StructType columns() {
        return COLUMNS;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new KlogParser(wanted, ZoneId.of(zone));
    }

    /** For the header at a file's beginning. */
    @Override
    public boolean inOrder() {
        return true;
    }

    @Override
    public boolean multiLine() {
        return true;
    }
}

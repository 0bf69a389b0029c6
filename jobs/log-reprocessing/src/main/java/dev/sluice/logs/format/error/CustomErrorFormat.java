package dev.sluice.logs.format.error;

import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The error log of Apache httpd 2.4 by its ErrorLogFormat, {@code format = "apache-error FORMAT"}. httpd leaves out a
 * part, from a blank to the next, in which a directive has nothing to print: a column of it is null then. A blank after
 * a backslash begins no part; {@code "% "} begins one without a blank.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>%t, %{u}t, %{c}t, %{cu}t, each also with z</td><td>ts TIMESTAMP</td></tr>
 * <tr><td>%l, %m, %P, %T, %{g}T</td><td>level, module STRING; pid, tid, system_tid BIGINT</td></tr>
 * <tr><td>%a, %{c}a, %A</td><td>client_ip, peer_ip, server_ip STRING; client_port, peer_port, server_port INT</td></tr>
 * <tr><td>%E, %F</td><td>os_error_code, os_error STRING; source_file STRING, source_line INT</td></tr>
 * <tr><td>%L, %{c}L, %k, %v %V</td><td>log_id, connection_log_id STRING; keepalive INT; vhost STRING</td></tr>
 * <tr><td>%M</td><td>message STRING, and code STRING: AHnnnnn</td></tr>
 * <tr><td>%{Referer}i, %{User-Agent}i, %{X}i, %{X}e, %{X}n</td><td>referer, user_agent, header_x, env_x, note_x
 *     STRING</td></tr>
 * </table>
 *
 * <p>Codes in {@code _error}: BAD_NUMBER, BAD_TIME, MISSING_FIELDS (the line has no message), INVALID_UTF8 (kept).
 * Rejected as NOT_IN_FORMAT: a line that lacks a part which httpd always prints, as what programs write to standard
 * error. A part behind the message is found by its text, the last in the line.
 *
 * <p>Sources: httpd.apache.org/docs/2.4/mod/core.html#errorlogformat and do_errorlog_format in httpd's server/log.c.
 * Immutable.
 */
public final class CustomErrorFormat implements LineFormat {
    private static final long serialVersionUID = 1L;

    private final List<ErrorPart> parts;
    private final StructType columns;
    private final String zone;

    private CustomErrorFormat(List<ErrorPart> parts, ZoneId zone) {
        this.parts = List.copyOf(parts);
        this.columns = columns(parts);
        this.zone = zone.getId();
    }

    /**
     * Compiles a format.
     *
     * @param format the value of ErrorLogFormat
     * @param zone of times that do not say theirs
     * @throws dev.sluice.fault.Fault SETTINGS when it cannot be read back
     */
    public static CustomErrorFormat of(String format, ZoneId zone) {
        return new CustomErrorFormat(ErrorLanguage.parts(format), zone);
    }

    @Override
    public StructType columns() {
        return columns;
    }

    private static StructType columns(List<ErrorPart> parts) {
        StructType columns = new StructType();
        Set<String> names = new HashSet<>();
        for (ErrorPart part : parts) {
            for (Item item : part.items()) {
                for (StructField field : StructType.fromDDL(item.columns()).fields()) {
                    columns = names.add(field.name()) ? columns.add(field) : columns;
                }
            }
        }
        return columns;
    }

    @Override
    public LineParser parser(StructType wanted) {
        return new CustomErrorParser(parts, wanted, ZoneId.of(zone));
    }
}

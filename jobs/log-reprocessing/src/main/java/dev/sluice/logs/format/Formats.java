package dev.sluice.logs.format;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.format.access.AccessFormat;
import dev.sluice.logs.format.aws.AlbFormat;
import dev.sluice.logs.format.aws.ElbFormat;
import dev.sluice.logs.format.aws.NlbFormat;
import dev.sluice.logs.format.aws.S3Format;
import dev.sluice.logs.format.aws.VpcFlowFormat;
import dev.sluice.logs.format.error.ApacheErrorFormat;
import dev.sluice.logs.format.error.NginxErrorFormat;
import dev.sluice.logs.format.haproxy.HaproxyFormat;
import dev.sluice.logs.format.json.JsonFormat;
import dev.sluice.logs.format.squid.SquidFormat;
import dev.sluice.logs.format.syslog.SyslogFormat;
import dev.sluice.logs.format.w3c.W3cFormat;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.settings.Nearest;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;

/** From the word or the string that a user writes after {@code format =} to the format. */
public final class Formats {
    /** The names of formats that have one and need no fields behind it. */
    public static final String NAMES = "common, combined, vhost_combined, combinedio, json, apache-error, nginx-error,"
            + " squid, s3, alb, nlb, elb, vpc-flow, cloudfront, w3c, haproxy, syslog";

    private static final Pattern WORD = Pattern.compile("[\\w-]*");
    private static final String FLOW = "vpc-flow";
    private static final String REALTIME = "cloudfront-realtime";

    private Formats() {}

    /**
     * Compiles a format.
     *
     * @param format a name as in {@link #NAMES} (nginx is combined, too; vpc-flow may and
     *     cloudfront-realtime must be followed by its fields), or a LogFormat or log_format string
     * @param columns DDL of the columns of a json log; none of another one
     * @param zone of times that do not say theirs
     * @throws Fault SETTINGS when there is no such format
     */
    public static LineFormat of(String format, Optional<String> columns, ZoneId zone) {
        if (format.equals("json")) {
            return JsonFormat.of(ddl(columns), zone);
        }
        if (columns.isPresent()) {
            throw new Fault(
                    Code.SETTINGS, "Cannot use columns with format " + format + " (only format = json has them)");
        }
        if (format.equals(FLOW) || format.startsWith(FLOW + " ")) {
            return VpcFlowFormat.of(format.substring(FLOW.length()), zone);
        }
        if (format.equals(REALTIME) || format.startsWith(REALTIME + " ")) {
            return W3cFormat.realtime(format.substring(REALTIME.length()));
        }
        return switch (format) {
            case "apache-error" -> new ApacheErrorFormat(zone);
            case "nginx-error" -> new NginxErrorFormat(zone);
            case "squid" -> new SquidFormat();
            case "syslog" -> new SyslogFormat(zone);
            case "haproxy" -> new HaproxyFormat(zone);
            case "w3c" -> W3cFormat.w3c();
            case "cloudfront" -> W3cFormat.cloudfront();
            case "s3" -> S3Format.of(zone);
            case "alb" -> AlbFormat.of(zone);
            case "nlb" -> NlbFormat.of(zone);
            case "elb" -> ElbFormat.of(zone);
            case "nginx" -> AccessFormat.of("combined", zone);
            default -> access(format, zone);
        };
    }

    private static LineFormat access(String format, ZoneId zone) {
        List<String> names = List.of(NAMES.split(", ", -1));
        if (WORD.matcher(format).matches() && !names.contains(format)) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use format: " + format + " (it is none of " + NAMES
                            + ", and no Apache LogFormat or nginx log_format string" + Nearest.hint(format, names)
                            + ")");
        }
        return AccessFormat.of(format, zone);
    }

    private static StructType ddl(Optional<String> columns) {
        String text = columns.orElseThrow(() -> new Fault(
                Code.SETTINGS,
                "Cannot read json without its columns (for example columns = \"ts timestamp, level string\")"));
        // Scala throws the checked ParseException here without declaring it.
        try {
            return StructType.fromDDL(text);
        } catch (Exception e) {
            throw new Fault(
                    Code.SETTINGS, "Cannot read columns: " + text + " (write name type, name type, as in SQL)", e);
        }
    }
}

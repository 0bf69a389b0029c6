package dev.sluice.logs.format;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.format.access.AccessFormat;
import dev.sluice.logs.format.auto.AutoFormat;
import dev.sluice.logs.format.auto.Candidate;
import dev.sluice.logs.format.auto.MixedFormat;
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
import dev.sluice.logs.line.LineFormat;
import dev.sluice.settings.Nearest;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;

/**
 * From the word or the string that a user writes after {@code format =} to the format.
 *
 * @param columns DDL of the columns of a format whose lines name their fields, such as json
 * @param zone of times that do not say theirs
 */
public record Formats(Optional<String> columns, ZoneId zone) {
    /** The names of formats that have one, the more exact ones first: of two that fit, the first is taken. */
    public static final String NAMES =
            "alb, elb, nlb, s3, vpc-flow, vhost_combined, combinedio, combined, common, squid,"
                    + " apache-error, nginx-error, haproxy, syslog, json";

    private static final String AUTO = "auto";
    private static final String MIXED = "mixed";
    private static final String FLOW = "vpc-flow";
    private static final List<String> NEED_COLUMNS = List.of("json");
    private static final Pattern WORD = Pattern.compile("[\\w-]*");

    /**
     * Compiles a format, or several.
     *
     * @param format as for {@link #of(String)}, or auto (each file has one of {@code formats}), or mixed (each line has
     *     one)
     * @param formats none is all that can be used for auto
     * @throws Fault SETTINGS when there is no such format
     */
    public LineFormat of(String format, List<String> formats) {
        List<Candidate> candidates = candidates(format, formats);
        if (!candidates.isEmpty()) {
            return format.equals(AUTO) ? new AutoFormat(candidates) : new MixedFormat(candidates);
        }
        if (!formats.isEmpty()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use formats with format = " + format
                            + " (only format = auto and format = mixed have them)");
        }
        return of(format);
    }

    /** The formats that auto and mixed choose from; none for another format. */
    public List<Candidate> candidates(String format, List<String> formats) {
        if (format.equals(AUTO)) {
            List<String> all = names().stream()
                    .filter(name -> columns.isPresent() || !NEED_COLUMNS.contains(name))
                    .toList();
            return compiled(formats.isEmpty() ? all : formats);
        }
        if (format.equals(MIXED)) {
            if (formats.isEmpty()) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot use format = mixed without its formats (for example formats = [combined, apache-error])");
            }
            return compiled(formats);
        }
        return List.of();
    }

    private List<Candidate> compiled(List<String> formats) {
        Formats without = new Formats(Optional.empty(), zone);
        return formats.stream()
                .map(name -> new Candidate(name, (NEED_COLUMNS.contains(name) ? this : without).of(name)))
                .toList();
    }

    /**
     * Compiles a format.
     *
     * @param format a name as in {@link #NAMES} (nginx is combined, too; vpc-flow may be followed by its fields), or a
     *     LogFormat or log_format string
     * @throws Fault SETTINGS when there is no such format
     */
    public LineFormat of(String format) {
        if (format.equals("json")) {
            return JsonFormat.of(ddl(), zone);
        }
        if (columns.isPresent()) {
            throw new Fault(
                    Code.SETTINGS, "Cannot use columns with format " + format + " (only format = json has them)");
        }
        if (format.equals(FLOW) || format.startsWith(FLOW + " ")) {
            return VpcFlowFormat.of(format.substring(FLOW.length()), zone);
        }
        return switch (format) {
            case "apache-error" -> new ApacheErrorFormat(zone);
            case "nginx-error" -> new NginxErrorFormat(zone);
            case "squid" -> new SquidFormat();
            case "syslog" -> new SyslogFormat(zone);
            case "haproxy" -> new HaproxyFormat(zone);
            case "s3" -> S3Format.of(zone);
            case "alb" -> AlbFormat.of(zone);
            case "nlb" -> NlbFormat.of(zone);
            case "elb" -> ElbFormat.of(zone);
            case "nginx" -> AccessFormat.of("combined", zone);
            default -> access(format);
        };
    }

    /** One format, as {@link #of(String)}. */
    public static LineFormat of(String format, Optional<String> columns, ZoneId zone) {
        return new Formats(columns, zone).of(format);
    }

    private LineFormat access(String format) {
        if (WORD.matcher(format).matches() && !names().contains(format)) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use format: " + format + " (it is none of auto, mixed, " + NAMES
                            + ", and no Apache LogFormat or nginx log_format string" + Nearest.hint(format, names())
                            + ")");
        }
        return AccessFormat.of(format, zone);
    }

    private StructType ddl() {
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

    private static List<String> names() {
        return List.of(NAMES.split(", ", -1));
    }
}

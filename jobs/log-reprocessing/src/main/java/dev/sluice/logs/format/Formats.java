package dev.sluice.logs.format;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.format.access.AccessFormat;
import dev.sluice.logs.format.aws.AlbFormat;
import dev.sluice.logs.format.aws.ElbFormat;
import dev.sluice.logs.format.aws.NlbFormat;
import dev.sluice.logs.format.aws.S3Format;
import dev.sluice.logs.format.aws.VpcFlowFormat;
import dev.sluice.logs.format.cef.CefFormat;
import dev.sluice.logs.format.error.ApacheErrorFormat;
import dev.sluice.logs.format.error.NginxErrorFormat;
import dev.sluice.logs.format.json.JsonFormat;
import dev.sluice.logs.format.layout.KnownLayouts;
import dev.sluice.logs.format.layout.LayoutFormat;
import dev.sluice.logs.format.pairs.PairsFormat;
import dev.sluice.logs.format.squid.SquidFormat;
import dev.sluice.logs.format.table.TableFormat;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.settings.Nearest;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;

/** From the word or the string that a user writes after {@code format =} to the format. */
public final class Formats {
    /** The names of formats that have one. */
    public static final String NAMES = "common, combined, vhost_combined, combinedio, json, apache-error, nginx-error,"
            + " squid, s3, alb, nlb, elb, vpc-flow, log4j, logback, spring-boot, jul, python,"
            + " logfmt, kv, csv, tsv, cef, leef";

    private static final Pattern WORD = Pattern.compile("[\\w-]*");
    /** Those whose columns the user names. */
    private static final List<String> DECLARED = List.of("json", "logfmt", "kv", "csv", "tsv");

    private static final String FLOW = "vpc-flow";
    private static final String JAVA = "java ";
    private static final String PYTHON = "python ";

    private Formats() {}

    /**
     * Compiles a format.
     *
     * @param format a name as in {@link #NAMES} (nginx is combined, too; vpc-flow may be followed by its fields, python by
     *     a format string), {@code java} and a PatternLayout, or a LogFormat or log_format string
     * @param columns DDL of the columns of json, logfmt, kv, csv and tsv, and of further ones of cef and leef; none of another
     *     one
     * @param zone of times that do not say theirs
     * @throws Fault SETTINGS when there is no such format
     */
    public static LineFormat of(String format, Optional<String> columns, ZoneId zone) {
        if (DECLARED.contains(format)) {
            return declared(format, ddl(format, columns), zone);
        }
        if (format.equals("cef") || format.equals("leef")) {
            StructType more = columns.isPresent() ? ddl(format, columns) : new StructType();
            return format.equals("cef") ? CefFormat.cef(more, zone) : CefFormat.leef(more, zone);
        }
        if (columns.isPresent()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use columns with format " + format + " (only " + String.join(", ", DECLARED)
                            + ", cef, leef have them)");
        }
        if (format.equals(FLOW) || format.startsWith(FLOW + " ")) {
            return VpcFlowFormat.of(format.substring(FLOW.length()), zone);
        }
        if (format.startsWith(JAVA)) {
            return LayoutFormat.java(format.substring(JAVA.length()), zone);
        }
        if (format.startsWith(PYTHON)) {
            return LayoutFormat.python(format.substring(PYTHON.length()), zone);
        }
        return switch (format) {
            case "apache-error" -> new ApacheErrorFormat(zone);
            case "nginx-error" -> new NginxErrorFormat(zone);
            case "squid" -> new SquidFormat();
            case "s3" -> S3Format.of(zone);
            case "alb" -> AlbFormat.of(zone);
            case "nlb" -> NlbFormat.of(zone);
            case "elb" -> ElbFormat.of(zone);
            case "log4j" -> KnownLayouts.log4j(zone);
            case "logback" -> KnownLayouts.logback(zone);
            case "spring-boot" -> KnownLayouts.springBoot(zone);
            case "jul" -> KnownLayouts.jul(zone);
            case "python" -> KnownLayouts.python(zone);
            case "nginx" -> AccessFormat.of("combined", zone);
            default -> access(format, zone);
        };
    }

    private static LineFormat declared(String format, StructType columns, ZoneId zone) {
        return switch (format) {
            case "logfmt" -> PairsFormat.logfmt(columns, zone);
            case "kv" -> PairsFormat.kv(columns, zone);
            case "csv" -> TableFormat.csv(columns, zone);
            case "tsv" -> TableFormat.tsv(columns, zone);
            default -> JsonFormat.of(columns, zone);
        };
    }

    private static LineFormat access(String format, ZoneId zone) {
        List<String> names = List.of(NAMES.split(", ", -1));
        if (WORD.matcher(format).matches() && !names.contains(format)) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use format: " + format + " (it is none of " + NAMES
                            + ", no java PATTERN and no Apache LogFormat or nginx log_format string"
                            + Nearest.hint(format, names)
                            + ")");
        }
        return AccessFormat.of(format, zone);
    }

    private static StructType ddl(String format, Optional<String> columns) {
        String text = columns.orElseThrow(() -> new Fault(
                Code.SETTINGS,
                "Cannot read " + format
                        + " without its columns (for example columns = \"ts timestamp, level string\")"));
        // Scala throws the checked ParseException here without declaring it.
        try {
            return StructType.fromDDL(text);
        } catch (Exception e) {
            throw new Fault(
                    Code.SETTINGS, "Cannot read columns: " + text + " (write name type, name type, as in SQL)", e);
        }
    }
}

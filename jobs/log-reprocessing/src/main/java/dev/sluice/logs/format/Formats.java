package dev.sluice.logs.format;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.format.access.AccessFormat;
import dev.sluice.logs.format.auto.AutoFormat;
import dev.sluice.logs.format.auto.Candidate;
import dev.sluice.logs.format.auto.MixedFormat;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.naming.Naming;
import dev.sluice.settings.Nearest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;

/**
 * From the word or the string that a user writes after {@code format =} to the format.
 *
 * @param columns DDL of the columns of a format whose lines name their fields, such as json, or of some groups of regex
 *     and grok
 * @param zone of times that do not say theirs
 * @param naming how columns are called
 * @param locale of names of months and days in times; English unless given
 */
public record Formats(Optional<String> columns, ZoneId zone, Naming naming, Optional<Locale> locale) {
    /** The names of formats that have one, the more exact ones first: of two that fit, the first is taken. */
    public static final String NAMES =
            "alb, elb, nlb, s3, vpc-flow, traefik, vhost_combined, combinedio, combined, common, squid,"
                    + " apache-error, nginx-error, cloudfront, w3c, haproxy, cef, leef,"
                    + " traefik-json, caddy, logstash, log4j2-json, logback-json, gelf, docker-json, journald-json, bunyan,"
                    + " pino, zap, cri, journald, klog, spring-boot, log4j, logback, jul, python, syslog, json, logfmt, kv, csv, tsv";

    private static final String AUTO = "auto";
    private static final String MIXED = "mixed";
    private static final Pattern WORD = Pattern.compile("[\\w-]*");

    /** Formats with our own names. */
    public Formats(Optional<String> columns, ZoneId zone) {
        this(columns, zone, Naming.SLUICE, Optional.empty());
    }

    /** One format, as {@link #of(String)}. */
    public static LineFormat of(String format, Optional<String> columns, ZoneId zone) {
        return new Formats(columns, zone).of(format);
    }

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
            throw cannot("formats with format = " + format, "only format = auto and format = mixed have them");
        }
        LineFormat plain = plain(format);
        if (locale.isPresent() && plain.in(locale.get()) == plain) {
            throw cannot("locale with format " + format, "its times have no names of months or days, or English ones");
        }
        return of(format);
    }

    /** The formats that auto and mixed choose from; none for another format. */
    public List<Candidate> candidates(String format, List<String> formats) {
        if (format.equals(MIXED) && formats.isEmpty()) {
            throw cannot("format = mixed without its formats", "for example formats = [combined, apache-error]");
        }
        if (format.equals(MIXED) && formats.contains("journald")) {
            throw cannot(
                    "format = mixed with journald", "its entries have several lines; format = auto can tell its files");
        }
        if (!format.equals(AUTO) && !format.equals(MIXED)) {
            return List.of();
        }
        List<String> names = new ArrayList<>(formats);
        if (names.isEmpty()) {
            names.addAll(Catalog.NAMED.keySet());
            names.addAll(columns.isPresent() ? Catalog.DECLARED.keySet() : List.of());
        }
        Formats without = new Formats(Optional.empty(), zone, naming, locale);
        return names.stream()
                .map(name -> new Candidate(name, (Catalog.DECLARED.containsKey(name) ? this : without).of(name)))
                .toList();
    }

    /**
     * Compiles a format.
     *
     * @param format a name as in {@link #NAMES} (nginx is combined, too), one of the words java, python, apache-error, tomcat,
     *     tomcat9, vpc-flow, cloudfront-realtime, regex and grok with what follows it, or a LogFormat or log_format string
     * @throws Fault SETTINGS when there is no such format
     */
    public LineFormat of(String format) {
        LineFormat plain = plain(format);
        return naming.of(word(format), locale.map(plain::in).orElse(plain));
    }

    private static String word(String format) {
        if (Catalog.NAMED.containsKey(format) || Catalog.DECLARED.containsKey(format)) {
            return format;
        }
        String word = format.substring(0, Math.max(0, format.indexOf(' ')));
        return Catalog.FOLLOWED.containsKey(word) ? word : "access";
    }

    private LineFormat plain(String format) {
        int blank = format.indexOf(' ');
        String word = blank < 0 ? format : format.substring(0, blank);
        if (Catalog.DECLARED.containsKey(format)) {
            return Catalog.DECLARED.get(format).of(ddl(format), zone);
        }
        if (columns.isPresent() && Catalog.WIDENED.containsKey(format)) {
            return Catalog.WIDENED.get(format).of(ddl(format), zone);
        }
        boolean followed = blank > 0 && Catalog.FOLLOWED.containsKey(word);
        if (columns.isPresent() && !(followed && Catalog.TYPED.contains(word))) {
            throw cannot(
                    "columns with format " + format,
                    "only " + String.join(", ", Catalog.DECLARED.keySet()) + ", cef, leef, regex and grok have them");
        }
        if (followed) {
            String text = format.substring(blank + 1);
            return Catalog.FOLLOWED.get(word).of(text, columns.map(Formats::parsed), zone);
        }
        if (Catalog.NAMED.containsKey(format)) {
            return Catalog.NAMED.get(format).apply(zone);
        }
        return access(format.equals("nginx") ? "combined" : format);
    }

    private LineFormat access(String format) {
        List<String> names = List.of(NAMES.split(", ", -1));
        if (WORD.matcher(format).matches() && !names.contains(format)) {
            throw cannot(
                    "format: " + format,
                    "it is none of auto, mixed, " + NAMES
                            + ", no java PATTERN, tomcat PATTERN, regex EXPRESSION or grok EXPRESSION, and no Apache LogFormat or nginx"
                            + " log_format string" + Nearest.hint(format, names));
        }
        return AccessFormat.of(format, zone);
    }

    private StructType ddl(String format) {
        return parsed(columns.orElseThrow(() -> new Fault(
                Code.SETTINGS,
                "Cannot read " + format
                        + " without its columns (for example columns = \"ts timestamp, level string\")")));
    }

    private static StructType parsed(String text) {
        // Scala throws the checked ParseException here without declaring it.
        try {
            return StructType.fromDDL(text);
        } catch (Exception e) {
            throw new Fault(
                    Code.SETTINGS, "Cannot read columns: " + text + " (write name type, name type, as in SQL)", e);
        }
    }

    private static Fault cannot(String what, String why) {
        return new Fault(Code.SETTINGS, "Cannot use " + what + " (" + why + ")");
    }
}

package dev.sluice.logs.format;

import dev.sluice.logs.format.access.AccessFormat;
import dev.sluice.logs.format.access.TraefikFormat;
import dev.sluice.logs.format.aws.AlbFormat;
import dev.sluice.logs.format.aws.ElbFormat;
import dev.sluice.logs.format.aws.NlbFormat;
import dev.sluice.logs.format.aws.S3Format;
import dev.sluice.logs.format.aws.VpcFlowFormat;
import dev.sluice.logs.format.cef.CefFormat;
import dev.sluice.logs.format.cri.CriFormat;
import dev.sluice.logs.format.error.ApacheErrorFormat;
import dev.sluice.logs.format.error.CustomErrorFormat;
import dev.sluice.logs.format.error.NginxErrorFormat;
import dev.sluice.logs.format.haproxy.HaproxyFormat;
import dev.sluice.logs.format.journald.JournaldFormat;
import dev.sluice.logs.format.json.JsonFormat;
import dev.sluice.logs.format.json.JsonLayout;
import dev.sluice.logs.format.klog.KlogFormat;
import dev.sluice.logs.format.layout.KnownLayouts;
import dev.sluice.logs.format.layout.LayoutFormat;
import dev.sluice.logs.format.pairs.PairsFormat;
import dev.sluice.logs.format.regex.RegexFormat;
import dev.sluice.logs.format.squid.SquidFormat;
import dev.sluice.logs.format.syslog.SyslogFormat;
import dev.sluice.logs.format.table.TableFormat;
import dev.sluice.logs.format.w3c.W3cFormat;
import dev.sluice.logs.line.LineFormat;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.types.StructType;

/** Every format that has a name, in the order in which they are looked for: the more exact ones first. */
final class Catalog {
    /** Formats whose columns are known. */
    static final Map<String, Function<ZoneId, LineFormat>> NAMED = named();

    /** Formats whose lines name their fields: the user says which become columns. */
    static final Map<String, Declared> DECLARED = declared();

    /** Formats with columns of their own, to which the user may add further fields of a line. */
    static final Map<String, Declared> WIDENED = Map.of("cef", CefFormat::cef, "leef", CefFormat::leef);

    /** Words that a text of the user's follows. */
    static final Map<String, Followed> FOLLOWED = Map.of(
            "vpc-flow", (text, columns, zone) -> VpcFlowFormat.of(text, zone),
            "cloudfront-realtime", (text, columns, zone) -> W3cFormat.realtime(text),
            "java", (text, columns, zone) -> LayoutFormat.java(text, zone),
            "python", (text, columns, zone) -> LayoutFormat.python(text, zone),
            "tomcat", (text, columns, zone) -> AccessFormat.tomcat(text, zone),
            "tomcat9", (text, columns, zone) -> AccessFormat.tomcat9(text, zone),
            "apache-error", (text, columns, zone) -> CustomErrorFormat.of(text, zone),
            "regex", RegexFormat::of,
            "grok", RegexFormat::grok);

    /** Those of {@link #FOLLOWED} whose columns may be declared. */
    static final List<String> TYPED = List.of("regex", "grok");

    private Catalog() {}

    /** Makes a format of its columns. */
    interface Declared {
        LineFormat of(StructType columns, ZoneId zone);
    }

    /** Makes a format of a text; columns are empty but for {@link #TYPED}. */
    interface Followed {
        LineFormat of(String text, Optional<StructType> columns, ZoneId zone);
    }

    private static Map<String, Function<ZoneId, LineFormat>> named() {
        Map<String, Function<ZoneId, LineFormat>> named = new LinkedHashMap<>();
        named.put("alb", AlbFormat::of);
        named.put("elb", ElbFormat::of);
        named.put("nlb", NlbFormat::of);
        named.put("s3", S3Format::of);
        named.put("vpc-flow", zone -> VpcFlowFormat.of("", zone));
        named.put("traefik", TraefikFormat::of);
        for (String name : List.of("vhost_combined", "combinedio", "combined", "common")) {
            named.put(name, zone -> AccessFormat.of(name, zone));
        }
        named.put("squid", zone -> new SquidFormat());
        named.put("apache-error", ApacheErrorFormat::new);
        named.put("nginx-error", NginxErrorFormat::new);
        named.put("cloudfront", zone -> W3cFormat.cloudfront());
        named.put("w3c", zone -> W3cFormat.w3c());
        named.put("haproxy", HaproxyFormat::new);
        named.put("cef", zone -> CefFormat.cef(new StructType(), zone));
        named.put("leef", zone -> CefFormat.leef(new StructType(), zone));
        for (String name : JsonLayout.names()) {
            named.put(name, zone -> JsonLayout.of(name, zone));
        }
        named.put("cri", CriFormat::new);
        named.put("journald", zone -> new JournaldFormat());
        named.put("klog", KlogFormat::new);
        named.put("spring-boot", KnownLayouts::springBoot);
        named.put("log4j", KnownLayouts::log4j);
        named.put("logback", KnownLayouts::logback);
        named.put("jul", KnownLayouts::jul);
        named.put("python", KnownLayouts::python);
        named.put("syslog", SyslogFormat::new);
        return Collections.unmodifiableMap(named);
    }

    private static Map<String, Declared> declared() {
        Map<String, Declared> declared = new LinkedHashMap<>();
        declared.put("json", JsonFormat::of);
        declared.put("logfmt", PairsFormat::logfmt);
        declared.put("kv", PairsFormat::kv);
        declared.put("csv", TableFormat::csv);
        declared.put("tsv", TableFormat::tsv);
        return Collections.unmodifiableMap(declared);
    }
}

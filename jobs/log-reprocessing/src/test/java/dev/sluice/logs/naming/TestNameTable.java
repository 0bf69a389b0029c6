package dev.sluice.logs.naming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The decisions about all columns of all formats, against the fields that the schemas publish. */
class TestNameTable {
    /** Formats by a text, with as many columns as they can have. */
    private static final Map<String, String> WRITTEN = Map.of(
            "access",
            "%v:%p %A %h %l %u %t \"%r\" %>s %b %I %O %S %D %P %k %X %f %L %R \"%{Referer}i\" \"%{User-agent}i\""
                    + " \"%{Accept}i\" \"%{Vary}o\" \"%{sid}C\" \"%{a}e\" \"%{b}n\"",
            "vpc-flow",
            "vpc-flow version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end"
                    + " action log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id"
                    + " sublocation-type sublocation-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path"
                    + " reject-reason",
            "cloudfront-realtime",
            "cloudfront-realtime timestamp c-ip time-to-first-byte sc-status sc-bytes cs-method cs-protocol cs-host"
                    + " cs-uri-stem cs-bytes x-edge-location x-edge-request-id x-host-header time-taken"
                    + " cs-protocol-version c-ip-version cs-user-agent cs-referer cs-cookie cs-uri-query"
                    + " x-edge-response-result-type x-forwarded-for ssl-protocol ssl-cipher x-edge-result-type"
                    + " fle-encrypted-fields fle-status sc-content-type sc-content-len sc-range-start sc-range-end c-port"
                    + " x-edge-detailed-result-type c-country cs-accept-encoding cs-accept cache-behavior-path-pattern"
                    + " cs-headers cs-header-names cs-headers-count origin-fbl origin-lbl asn",
            "java",
            "java %d{ISO8601} %-5p [%t] %r %c %C %M %F %L %x %X{user} %sn %pid %tp [%marker] - %m%n",
            "python",
            "python %(asctime)s %(levelname)s %(levelno)d %(name)s %(process)d %(processName)s [%(thread)d]"
                    + " %(threadName)s %(pathname)s %(lineno)d %(funcName)s %(module)s - %(message)s");

    private static final Set<String> DECLARED = Set.of("json", "logfmt", "kv", "csv", "tsv");

    private static final Map<String, Set<String>> TYPES = Map.ofEntries(
            Map.entry("keyword", Set.of("string")),
            Map.entry("wildcard", Set.of("string")),
            Map.entry("match_only_text", Set.of("string")),
            Map.entry("ip", Set.of("string")),
            Map.entry("ip[]", Set.of("array<string>")),
            Map.entry("long", Set.of("bigint", "int")),
            Map.entry("date", Set.of("timestamp")),
            Map.entry("boolean", Set.of("boolean")),
            Map.entry("float", Set.of("double")),
            Map.entry("time", Set.of("timestamp")),
            Map.entry("string", Set.of("string")),
            Map.entry("string[]", Set.of("array<string>")),
            Map.entry("int", Set.of("bigint", "int")));

    private static Map<String, LineFormat> formats() {
        Map<String, LineFormat> formats = new LinkedHashMap<>();
        for (String name : Formats.NAMES.split(", ", -1)) {
            if (!DECLARED.contains(name)) {
                formats.put(name, Formats.of(name, Optional.empty(), ZoneId.of("UTC")));
            }
        }
        WRITTEN.forEach((word, text) ->
                formats.put(word + " " + text.length(), Formats.of(text, Optional.empty(), ZoneId.of("UTC"))));
        return formats;
    }

    private static String word(String format) {
        return format.replaceAll(" .*", "");
    }

    private static Map<String, String> published(Naming naming) throws IOException {
        String file = naming == Naming.ECS ? "ecs-fields.txt" : "otel-fields.txt";
        byte[] bytes = TestNameTable.class.getResourceAsStream(file).readAllBytes();
        Map<String, String> fields = new HashMap<>();
        new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", -1))
                .forEach(pair -> fields.put(pair[0], pair[1]));
        return fields;
    }

    @ParameterizedTest
    @EnumSource(names = {"ECS", "OTEL"})
    void everyColumnOfEveryFormatIsDecided(Naming naming) {
        List<String> undecided = new ArrayList<>();
        formats().forEach((format, lines) -> {
            for (StructField column : lines.columns().fields()) {
                boolean ours = column.name().startsWith("_");
                if (!ours && NameTable.targets(naming, word(format), column).isEmpty()) {
                    undecided.add(word(format) + " " + column.name());
                }
            }
        });
        assertThat(undecided).as("columns that names.txt does not have").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ECS", "OTEL"})
    void everyTargetIsAPublishedFieldOfTheRightType(Naming naming) throws IOException {
        Map<String, String> published = published(naming);
        List<String> wrong = new ArrayList<>();
        formats().forEach((format, lines) -> {
            for (StructField column : lines.columns().fields()) {
                for (Target target :
                        NameTable.targets(naming, word(format), column).orElse(List.of())) {
                    String type = type(published, target.path());
                    boolean fits = target.conversion().takes(column.dataType())
                            && TYPES.get(type)
                                    .contains(target.conversion()
                                            .type(column.dataType())
                                            .simpleString());
                    if (!fits && !isOurs(column, target)) {
                        wrong.add(word(format) + " " + column.name() + " -> " + target.path() + " " + type);
                    }
                }
            }
        });
        assertThat(wrong)
                .as("targets that are no field, or one of another type")
                .isEmpty();
    }

    private static boolean isOurs(StructField column, Target target) {
        return column.name().startsWith("_") || target.path().matches("(Attributes\\.)?sluice\\..*|labels\\.[a-z_]+");
    }

    /** A field that is not published has no type, so that none fits it. */
    private static String type(Map<String, String> published, String path) {
        String pattern = path.replaceAll("(\\.header\\.)[a-z0-9-]+$", "$1*");
        String none = "float";
        return published.getOrDefault(path, published.getOrDefault(pattern, none));
    }

    @ParameterizedTest
    @EnumSource(names = {"ECS", "OTEL"})
    void noTwoColumnsOfAFormatGoToOneField(Naming naming) {
        List<String> twice = new ArrayList<>();
        formats().forEach((format, lines) -> {
            Set<String> taken = new HashSet<>();
            for (StructField column : lines.columns().fields()) {
                NameTable.targets(naming, word(format), column).orElse(List.of()).stream()
                        .filter(target -> !taken.add(target.path()))
                        .forEach(target -> twice.add(word(format) + " " + column.name() + " -> " + target.path()));
            }
        });
        assertThat(twice).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void allFormatsFitIntoOneTable(Naming naming) {
        String columns = "ts timestamp, level string, msg string, `user.email` string";
        Formats formats = new Formats(Optional.of(columns), ZoneId.of("UTC"), naming, Optional.empty());
        Shape shape = Shape.of(naming, formats.of("auto", List.of()).columns());
        assertThat(shape.nested().fieldNames()).contains("_format", "_time_source");
        assertThat(shape.flat(shape.nested()).fieldNames())
                .containsExactlyInAnyOrder(
                        formats.of("auto", List.of()).columns().fieldNames());
    }
}

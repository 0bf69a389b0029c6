package dev.sluice.logs.naming;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** Words that a schema has another word or a number for; null or {@link Conversion#NO_INDEX} where it has none. */
final class Words {
    /**
     * SeverityNumber by the name of a level.
     *
     * @see <a href="https://opentelemetry.io/docs/specs/otel/logs/data-model-appendix/">Appendix B of the data model</a>
     */
    private static final Map<String, Integer> SEVERITIES = Map.ofEntries(
            Map.entry("trace", 1),
            Map.entry("trace1", 1),
            Map.entry("trace2", 1),
            Map.entry("trace3", 1),
            Map.entry("trace4", 1),
            Map.entry("trace5", 1),
            Map.entry("trace6", 1),
            Map.entry("trace7", 1),
            Map.entry("trace8", 1),
            Map.entry("finest", 1),
            Map.entry("debug", 5),
            Map.entry("finer", 5),
            Map.entry("fine", 6),
            Map.entry("config", 7),
            Map.entry("info", 9),
            Map.entry("informational", 9),
            Map.entry("information", 9),
            Map.entry("notice", 10),
            Map.entry("warn", 13),
            Map.entry("warning", 13),
            Map.entry("error", 17),
            Map.entry("err", 17),
            Map.entry("severe", 17),
            Map.entry("crit", 18),
            Map.entry("dpanic", 18),
            Map.entry("alert", 19),
            Map.entry("panic", 19),
            Map.entry("emerg", 21),
            Map.entry("emergency", 21),
            Map.entry("fatal", 21),
            // Syslog's critical is written crit; the word itself is Python's highest level, and .NET's.
            Map.entry("critical", 21));

    private static final List<String> SYSLOG_SEVERITIES =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
    private static final List<String> SYSLOG_FACILITIES =
            List.of(("kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp audit alert clock"
                            + " local0 local1 local2 local3 local4 local5 local6 local7")
                    .split(" ", -1));
    private static final int LONGEST = 16;
    private static final int MOST_DIGITS = 9;
    private static final UTF8String SUCCESS = UTF8String.fromString("success");
    private static final UTF8String FAILURE = UTF8String.fromString("failure");
    private static final UTF8String TLS = UTF8String.fromString("tls");
    private static final UTF8String SSL = UTF8String.fromString("ssl");
    private static final Map<Long, UTF8String> TRANSPORTS = Map.of(
            1L, UTF8String.fromString("icmp"),
            2L, UTF8String.fromString("igmp"),
            6L, UTF8String.fromString("tcp"),
            17L, UTF8String.fromString("udp"),
            47L, UTF8String.fromString("gre"),
            50L, UTF8String.fromString("esp"),
            51L, UTF8String.fromString("ah"),
            58L, UTF8String.fromString("ipv6-icmp"),
            132L, UTF8String.fromString("sctp"));

    private Words() {}

    private static String lower(UTF8String word) {
        return word.numBytes() > LONGEST ? "" : word.toString().toLowerCase(Locale.ROOT);
    }

    static int severity(UTF8String level) {
        return SEVERITIES.getOrDefault(lower(level), Conversion.NO_INDEX);
    }

    static int syslogSeverity(UTF8String name) {
        return SYSLOG_SEVERITIES.indexOf(lower(name));
    }

    static int syslogFacility(UTF8String name) {
        return SYSLOG_FACILITIES.indexOf(lower(name));
    }

    static int number(UTF8String digits) {
        int bytes = digits.numBytes();
        if (bytes == 0 || bytes > MOST_DIGITS) {
            return Conversion.NO_INDEX;
        }
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            int digit = digits.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                return Conversion.NO_INDEX;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    static UTF8String outcome(UTF8String word) {
        return switch (lower(word)) {
            case "success" -> SUCCESS;
            case "failure" -> FAILURE;
            default -> null;
        };
    }

    /** What stands before the slash, in lower case. */
    static UTF8String protocol(UTF8String protocol) {
        int slash = slash(protocol);
        return slash <= 0 ? null : Urls.slice(protocol, 0, slash).toLowerCase();
    }

    static UTF8String version(UTF8String protocol) {
        int slash = slash(protocol);
        return slash <= 0 ? null : Urls.slice(protocol, slash + 1, protocol.numBytes());
    }

    private static int slash(UTF8String text) {
        int at = Math.min(text.numBytes(), LONGEST) - 1;
        while (at >= 0 && text.getByte(at) != '/') {
            at--;
        }
        return at;
    }

    static UTF8String tlsName(UTF8String protocol) {
        String lower = lower(protocol);
        return lower.startsWith("tls") ? TLS : lower.startsWith("ssl") ? SSL : null;
    }

    static UTF8String tlsVersion(UTF8String protocol) {
        String lower = lower(protocol);
        if (!lower.matches("(?:tls|ssl)v\\d[\\d.]*")) {
            return null;
        }
        String version = lower.substring("tlsv".length());
        boolean apart = version.length() != 2;
        return UTF8String.fromString(apart ? version : version.charAt(0) + "." + version.charAt(1));
    }

    static UTF8String text(long number) {
        return UTF8String.fromString(Long.toString(number));
    }

    static UTF8String transport(long number) {
        return TRANSPORTS.get(number);
    }
}

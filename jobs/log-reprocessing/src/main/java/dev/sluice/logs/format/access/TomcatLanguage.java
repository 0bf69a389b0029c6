package dev.sluice.logs.format.access;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.logs.format.layout.JavaDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The pattern of Tomcat's AccessLogValve, also as server.xml has it, with entities for quotes. {@code common} and {@code
 * combined} are its names for two.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>%h %a %{remote}a, %{peer}a, %A</td><td>client_ip, peer_ip, server_ip STRING</td></tr>
 * <tr><td>%l %u</td><td>ident, user STRING</td></tr>
 * <tr><td>%t, %{SimpleDateFormat}t, %{sec}t, %{msec}t</td><td>ts TIMESTAMP, each also with begin: or end: before it;
 *     %{msec_frac}t is ts_msec_frac INT</td></tr>
 * <tr><td>%r</td><td>method, path (with the query), protocol STRING; request STRING only where it cannot be split</td></tr>
 * <tr><td>%m %U %q %H</td><td>method, path, query (with its ?), protocol STRING</td></tr>
 * <tr><td>%s, %b %B</td><td>status INT, bytes BIGINT</td></tr>
 * <tr><td>%D, %T, %{ns}T and us, ms, fracsec, s</td><td>duration_us BIGINT; %D is microseconds since Tomcat 10 and
 *     milliseconds before it</td></tr>
 * <tr><td>%F</td><td>first_byte_us BIGINT, from milliseconds</td></tr>
 * <tr><td>%I, %S, %v, %X</td><td>thread, session, vhost, connection_status STRING</td></tr>
 * <tr><td>%p %{local}p, %{remote}p</td><td>port, client_port INT</td></tr>
 * <tr><td>%{Referer}i, %{User-Agent}i</td><td>referer, user_agent STRING</td></tr>
 * <tr><td>%{X}i, %{X}o, %{X}c, %{X}r, %{X}s</td><td>header_x, response_x, cookie_x, attribute_x, session_x STRING</td></tr>
 * </table>
 *
 * @see <a href="https://tomcat.apache.org/tomcat-11.0-doc/config/valve.html#Access_Log_Valve">Access Log Valve</a>
 * @see <a href="https://tomcat.apache.org/tomcat-9.0-doc/config/valve.html#Access_Log_Valve">that of Tomcat 9</a>
 */
final class TomcatLanguage {
    private static final String COMMON = "%h %l %u %t \"%r\" %s %b";
    private static final Map<String, String> NAMES =
            Map.of("common", COMMON, "combined", COMMON + " \"%{Referer}i\" \"%{User-Agent}i\"");
    private static final Map<String, Long> UNITS =
            Map.of("ns", 1_000_000_000L, "us", 1_000_000L, "ms", 1_000L, "fracsec", 1L, "s", 1L);
    private static final Map<Character, Directive> PLAIN = Map.ofEntries(
            Map.entry('h', Directive.text("client_ip")),
            Map.entry('a', Directive.text("client_ip")),
            Map.entry('A', Directive.text("server_ip")),
            Map.entry('l', Directive.text("ident")),
            Map.entry('u', Directive.text("user")),
            Map.entry('r', Directive.request()),
            Map.entry('m', Directive.text("method")),
            Map.entry('U', Directive.text("path")),
            Map.entry('q', Directive.text("query")),
            Map.entry('H', Directive.text("protocol")),
            Map.entry('s', Directive.integer("status")),
            Map.entry('b', Directive.number("bytes")),
            Map.entry('B', Directive.number("bytes")),
            Map.entry('T', Directive.duration("duration_us", 1)),
            Map.entry('F', Directive.duration("first_byte_us", 1_000)),
            Map.entry('I', Directive.text("thread")),
            Map.entry('S', Directive.text("session")),
            Map.entry('v', Directive.text("vhost")),
            Map.entry('X', Directive.text("connection_status")),
            Map.entry('p', Directive.integer("port")));
    private static final Map<String, Directive> KEYED = Map.of(
            "a remote", Directive.text("client_ip"),
            "a peer", Directive.text("peer_ip"),
            "p local", Directive.integer("port"),
            "p remote", Directive.integer("client_port"));
    private static final Map<Character, String> PREFIXES =
            Map.of('i', "header_", 'o', "response_", 'c', "cookie_", 'r', "attribute_", 's', "session_");

    private final String pattern;
    private final long elapsedUnits;
    private final List<Object> parts = new ArrayList<>();

    private TomcatLanguage(String pattern, long elapsedUnits) {
        this.pattern = pattern;
        this.elapsedUnits = elapsedUnits;
    }

    /**
     * Literals (String) and directives, in their order.
     *
     * @param elapsedUnits what %D counts, in a second
     */
    static List<Object> parts(String pattern, long elapsedUnits) {
        TomcatLanguage language = new TomcatLanguage(pattern, elapsedUnits);
        language.compile(NAMES.getOrDefault(pattern.trim(), pattern).replace("&quot;", "\""));
        return language.parts;
    }

    private void compile(String text) {
        int at = 0;
        while (at < text.length()) {
            int percent = text.indexOf('%', at);
            if (percent < 0) {
                parts.add(text.substring(at));
                return;
            }
            parts.add(text.substring(at, percent));
            int close = text.startsWith("{", percent + 1) ? text.indexOf('}', percent) : percent;
            if (close < 0 || close + 1 == text.length()) {
                throw unknown("a % that no letter follows");
            }
            char letter = text.charAt(close + 1);
            if (close == percent) {
                plain(letter);
            } else {
                keyed(letter, text.substring(percent + 2, close));
            }
            at = close + 2;
        }
    }

    private void plain(char letter) {
        if (letter == 't') {
            time("");
        } else if (letter == 'D') {
            parts.add(Directive.duration("duration_us", elapsedUnits));
        } else if (PLAIN.containsKey(letter)) {
            parts.add(PLAIN.get(letter));
        } else {
            throw unknown("%" + letter);
        }
    }

    private void keyed(char letter, String key) {
        if (letter == 't') {
            time(key.replaceFirst("^(begin|end)(:|$)", ""));
        } else if (letter == 'T' && UNITS.containsKey(key)) {
            parts.add(Directive.duration("duration_us", UNITS.get(key)));
        } else if (KEYED.containsKey(letter + " " + key)) {
            parts.add(KEYED.get(letter + " " + key));
        } else if (PREFIXES.containsKey(letter)) {
            String name = key.toLowerCase(Locale.ROOT).replace('-', '_');
            boolean known = letter == 'i' && (name.equals("referer") || name.equals("user_agent"));
            parts.add(Directive.text(known ? name : PREFIXES.get(letter) + name));
        } else {
            throw unknown("%{" + key + "}" + letter);
        }
    }

    private void time(String format) {
        switch (format) {
            case "" -> {
                parts.add("[");
                parts.add(Directive.strftime("%d/%b/%Y:%H:%M:%S %z"));
                parts.add("]");
            }
            case "sec" -> parts.add(Directive.epoch("ts", 1));
            case "msec" -> parts.add(Directive.epoch("ts", 1_000));
            case "msec_frac" -> parts.add(Directive.integer("ts_msec_frac"));
            default -> {
                // Looks at the pattern now rather than in each task.
                JavaDate.of(format, ZoneOffset.UTC, Locale.ROOT);
                parts.add(Directive.javaDate(format));
            }
        }
    }

    private Fault unknown(String what) {
        return new Fault(
                Code.SETTINGS,
                "Cannot use log format: " + pattern + " has " + what
                        + " (allowed are the directives of Tomcat's AccessLogValve that docs/logs.md lists)");
    }
}

package dev.sluice.logs.format.access;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Apache's LogFormat, as in mod_log_config and mod_logio. Modifiers by status ({@code %!200,304{Referer}i}) and by
 * request ({@code %>s}) are read and make no difference to the column.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>%h %a %{c}a</td><td>client_ip STRING</td></tr>
 * <tr><td>%l %u</td><td>ident, user STRING</td></tr>
 * <tr><td>%t, %{strftime}t, %{sec}t, %{msec}t, %{usec}t</td><td>ts TIMESTAMP</td></tr>
 * <tr><td>%r</td><td>method, path (with the query), protocol STRING; request STRING only where it cannot be split</td></tr>
 * <tr><td>%m %U %q %H</td><td>method, path, query, protocol STRING</td></tr>
 * <tr><td>%s</td><td>status INT</td></tr>
 * <tr><td>%b %B, %I, %O, %S</td><td>bytes, bytes_in, bytes_out, bytes_total BIGINT</td></tr>
 * <tr><td>%D, %T, %{ms}T</td><td>duration_us BIGINT</td></tr>
 * <tr><td>%v %V, %p, %A, %P, %k, %X, %f, %L, %R</td><td>vhost, port INT, server_ip, pid BIGINT, keepalive INT,
 *     connection_status, filename, log_id, handler</td></tr>
 * <tr><td>%{Referer}i, %{User-agent}i</td><td>referer, user_agent STRING</td></tr>
 * <tr><td>%{X}i, %{X}o, %{X}C, %{X}e, %{X}n</td><td>header_x, response_x, cookie_x, env_x, note_x STRING</td></tr>
 * </table>
 */
final class ApacheLanguage {
    static final Map<String, String> NAMES = Map.of(
            "common", "%h %l %u %t \"%r\" %>s %b",
            "combined", "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-agent}i\"",
            "vhost_combined", "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-agent}i\"",
            "combinedio", "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-agent}i\" %I %O");

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
            Map.entry('I', Directive.number("bytes_in")),
            Map.entry('O', Directive.number("bytes_out")),
            Map.entry('S', Directive.number("bytes_total")),
            Map.entry('D', Directive.duration("duration_us", 1_000_000)),
            Map.entry('T', Directive.duration("duration_us", 1)),
            Map.entry('v', Directive.text("vhost")),
            Map.entry('V', Directive.text("vhost")),
            Map.entry('p', Directive.integer("port")),
            Map.entry('P', Directive.number("pid")),
            Map.entry('k', Directive.integer("keepalive")),
            Map.entry('X', Directive.text("connection_status")),
            Map.entry('L', Directive.text("log_id")),
            Map.entry('R', Directive.text("handler")),
            Map.entry('f', Directive.text("filename")));
    private static final Map<Character, String> PREFIXES =
            Map.of('i', "header_", 'o', "response_", 'C', "cookie_", 'e', "env_", 'n', "note_");

    private final String format;
    private final List<Object> parts = new ArrayList<>();
    private int at;

    private ApacheLanguage(String format) {
        this.format = format;
    }

    /** Literals (String) and directives, in their order. */
    static List<Object> parts(String format) {
        ApacheLanguage language = new ApacheLanguage(format);
        while (language.at < format.length()) {
            language.step();
        }
        return language.parts;
    }

    private void step() {
        char c = format.charAt(at++);
        if (c == '\\' && at < format.length()) {
            char escaped = format.charAt(at++);
            parts.add(escaped == 't' ? "\t" : String.valueOf(escaped));
        } else if (c != '%') {
            parts.add(String.valueOf(c));
        } else {
            directive();
        }
    }

    private void directive() {
        while (at < format.length() && "!,<>^0123456789".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        String argument = "";
        if (at < format.length() && format.charAt(at) == '{') {
            int close = format.indexOf('}', at);
            if (close < 0) {
                throw unknown("%{ without }");
            }
            argument = format.substring(at + 1, close);
            at = close + 1;
            while (at < format.length() && "<>^".indexOf(format.charAt(at)) >= 0) {
                at++;
            }
        }
        if (at == format.length()) {
            throw unknown("% at the end");
        }
        char letter = format.charAt(at++);
        if (letter == '%') {
            parts.add("%");
        } else if (letter == 't') {
            time(argument);
        } else if (letter == 'T' && !argument.isEmpty()) {
            parts.add(Directive.duration("duration_us", unitsPerSecond(argument)));
        } else if (PREFIXES.containsKey(letter)) {
            parts.add(Directive.text(header(letter, argument)));
        } else if (PLAIN.containsKey(letter)) {
            parts.add(PLAIN.get(letter));
        } else {
            throw unknown("%" + letter);
        }
    }

    private void time(String argument) {
        String pattern = argument.startsWith("begin:") || argument.startsWith("end:")
                ? argument.substring(argument.indexOf(':') + 1)
                : argument;
        if (pattern.isEmpty()) {
            parts.add("[");
            parts.add(Directive.strftime("%d/%b/%Y:%H:%M:%S %z"));
            parts.add("]");
        } else if (pattern.equals("sec") || pattern.equals("msec") || pattern.equals("usec")) {
            parts.add(Directive.epoch("ts", unitsPerSecond(pattern.replace("ec", ""))));
        } else if (pattern.equals("msec_frac") || pattern.equals("usec_frac")) {
            parts.add(Directive.integer("ts_" + pattern));
        } else {
            parts.add(Directive.strftime(pattern));
        }
    }

    private long unitsPerSecond(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "ms" -> 1_000;
            case "us" -> 1_000_000;
            default -> throw unknown("the unit " + unit);
        };
    }

    private static String header(char letter, String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('-', '_');
        if (letter == 'i' && (lower.equals("referer") || lower.equals("user_agent"))) {
            return lower;
        }
        return PREFIXES.get(letter) + lower;
    }

    private Fault unknown(String what) {
        return new Fault(
                Code.SETTINGS,
                "Cannot use log format: " + format + " has " + what
                        + " (allowed are the directives of Apache's mod_log_config that docs/logs.md lists)");
    }
}

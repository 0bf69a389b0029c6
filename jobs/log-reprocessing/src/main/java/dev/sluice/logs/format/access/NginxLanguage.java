package dev.sluice.logs.format.access;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * nginx's log_format (ngx_http_log_module), either the bare text or the whole directive with its quoted pieces. A
 * variable that is not in this table is a STRING column of its own name.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><td>$remote_addr, $remote_user</td><td>client_ip, user STRING</td></tr>
 * <tr><td>$time_local, $time_iso8601, $msec</td><td>ts TIMESTAMP</td></tr>
 * <tr><td>$request</td><td>method, path (with the query), protocol STRING; request STRING only where it cannot be split</td></tr>
 * <tr><td>$request_method, $uri $request_uri, $args $query_string, $server_protocol</td><td>method, path, query,
 *     protocol STRING</td></tr>
 * <tr><td>$status</td><td>status INT</td></tr>
 * <tr><td>$body_bytes_sent, $bytes_sent, $request_length</td><td>bytes, bytes_out, bytes_in BIGINT</td></tr>
 * <tr><td>$request_time</td><td>duration_us BIGINT</td></tr>
 * <tr><td>$http_referer, $http_user_agent, $http_x</td><td>referer, user_agent, header_x STRING</td></tr>
 * <tr><td>$sent_http_x, $host, $server_addr</td><td>response_x, vhost, server_ip STRING</td></tr>
 * <tr><td>$server_port, $remote_port; $connection, $connection_requests, $pid</td><td>port, client_port INT;
 *     connection, connection_requests, pid BIGINT</td></tr>
 * </table>
 */
final class NginxLanguage {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))");
    private static final Pattern DIRECTIVE =
            Pattern.compile("\\s*log_format\\s+\\S+\\s+(?:escape=(\\w+)\\s+)?(.*?);?\\s*", Pattern.DOTALL);
    private static final Pattern PIECE = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");
    private static final Map<String, Directive> VARIABLES = Map.ofEntries(
            Map.entry("remote_addr", Directive.text("client_ip")),
            Map.entry("remote_user", Directive.text("user")),
            Map.entry("time_local", Directive.strftime("%d/%b/%Y:%H:%M:%S %z")),
            Map.entry("time_iso8601", Directive.iso("ts")),
            Map.entry("msec", Directive.epoch("ts", 1)),
            Map.entry("request", Directive.request()),
            Map.entry("request_method", Directive.text("method")),
            Map.entry("uri", Directive.text("path")),
            Map.entry("request_uri", Directive.text("path")),
            Map.entry("args", Directive.text("query")),
            Map.entry("query_string", Directive.text("query")),
            Map.entry("server_protocol", Directive.text("protocol")),
            Map.entry("status", Directive.integer("status")),
            Map.entry("body_bytes_sent", Directive.number("bytes")),
            Map.entry("bytes_sent", Directive.number("bytes_out")),
            Map.entry("request_length", Directive.number("bytes_in")),
            Map.entry("request_time", Directive.duration("duration_us", 1)),
            Map.entry("http_referer", Directive.text("referer")),
            Map.entry("http_user_agent", Directive.text("user_agent")),
            Map.entry("host", Directive.text("vhost")),
            Map.entry("server_addr", Directive.text("server_ip")),
            Map.entry("server_port", Directive.integer("port")),
            Map.entry("remote_port", Directive.integer("client_port")),
            Map.entry("connection", Directive.number("connection")),
            Map.entry("connection_requests", Directive.number("connection_requests")),
            Map.entry("pid", Directive.number("pid")));

    private NginxLanguage() {}

    static boolean speaks(String format) {
        return VARIABLE.matcher(format).find();
    }

    /** Literals (String) and directives, in their order. */
    static List<Object> parts(String format) {
        String text = unwrap(format);
        List<Object> parts = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(text);
        int end = 0;
        while (variable.find()) {
            parts.add(text.substring(end, variable.start()));
            parts.add(directive(variable.group(1) == null ? variable.group(2) : variable.group(1)));
            end = variable.end();
        }
        parts.add(text.substring(end));
        return parts;
    }

    private static Directive directive(String name) {
        Directive known = VARIABLES.get(name);
        if (known != null) {
            return known;
        }
        if (name.startsWith("http_")) {
            return Directive.text("header_" + name.substring("http_".length()));
        }
        return Directive.text(
                name.startsWith("sent_http_") ? "response_" + name.substring("sent_http_".length()) : name);
    }

    /** The text of a whole {@code log_format name '…' '…';}, or the text as it is. */
    private static String unwrap(String format) {
        Matcher whole = DIRECTIVE.matcher(format);
        if (!whole.matches()) {
            return format;
        }
        if ("json".equals(whole.group(1))) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot use log format: it has escape=json (use format = json and give its columns)");
        }
        StringBuilder text = new StringBuilder();
        Matcher piece = PIECE.matcher(whole.group(2));
        while (piece.find()) {
            for (int group = 1; group <= 3; group++) {
                if (piece.group(group) != null) {
                    text.append(piece.group(group).replaceAll("\\\\(.)", "$1"));
                }
            }
        }
        return text.toString();
    }
}

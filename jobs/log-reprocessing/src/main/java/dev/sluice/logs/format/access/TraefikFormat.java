package dev.sluice.logs.format.access;

import dev.sluice.logs.line.LineFormat;
import java.time.ZoneId;
import java.util.List;

/**
 * Traefik's access log in its common format, {@code format = traefik}: Apache's combined with a tail of its own.
 *
 * <pre>
 * client - user [time] "method path protocol" status bytes "referer" "agent" count "router" "server url" 123ms
 * </pre>
 *
 * "-" is null. Traefik escapes nothing: a user agent with a quote and a blank in it is split there.
 *
 * <table>
 * <caption>Columns, in the order of the line</caption>
 * <tr><td>client_ip, user</td><td>STRING</td></tr>
 * <tr><td>ts</td><td>TIMESTAMP, when the request came, to the second</td></tr>
 * <tr><td>method, path (with the query), protocol</td><td>STRING; request STRING only where it cannot be split</td></tr>
 * <tr><td>status, bytes</td><td>INT, BIGINT; up to 2.9 those of the server behind</td></tr>
 * <tr><td>referer, user_agent</td><td>STRING</td></tr>
 * <tr><td>request_count</td><td>BIGINT, requests since Traefik was started</td></tr>
 * <tr><td>router, service_url</td><td>STRING; in 1.x frontend and backend</td></tr>
 * <tr><td>duration_us</td><td>BIGINT microseconds, from whole milliseconds</td></tr>
 * </table>
 *
 * <p>Codes are those of {@link AccessFormat}.
 *
 * @see <a href="https://doc.traefik.io/traefik/observability/access-logs/#format">Access logs, and
 *     CommonLogFormatter in Traefik's source</a>
 */
public final class TraefikFormat {
    private static final List<Directive> DIRECTIVES = List.of(
            Directive.text("client_ip"),
            Directive.text("user"),
            Directive.strftime("%d/%b/%Y:%H:%M:%S %z"),
            Directive.request(),
            Directive.integer("status"),
            Directive.number("bytes"),
            Directive.text("referer"),
            Directive.text("user_agent"),
            Directive.number("request_count"),
            Directive.text("router"),
            Directive.text("service_url"),
            Directive.duration("duration_us", 1_000));
    private static final List<String> AFTER =
            List.of(" - ", " [", "] \"", "\" ", " ", " \"", "\" \"", "\" ", " \"", "\" \"", "\" ", "ms");

    private TraefikFormat() {}

    /** The format, with the zone of times that do not say theirs: none of Traefik's. */
    public static LineFormat of(ZoneId zone) {
        return new AccessFormat("", DIRECTIVES, AFTER, false, zone);
    }
}

package dev.sluice.transform;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A URL or a request target in its parts, as written but for scheme and host, which are in lower case. Read are the
 * four forms of RFC 9112, 3.2: {@code /path?query}, {@code scheme://host:port/path?query}, {@code host:port} and
 * {@code *}; all else has no parts at all. Components are divided as in RFC 3986, appendix B, which bears characters
 * that a URI should not have: logs are full of them. A bad host or port is empty by itself. What stands before an
 * {@code @} of the authority may be a password and is in no part. Takes time in proportion to the text's length.
 *
 * @param scheme of an absolute URL
 * @param host without the brackets of an IPv6 address
 * @param port only where it is written, 0 to 65535
 * @param path {@code /} where an absolute URL has none (RFC 3986, 6.2.3); not decoded, or %2F would become a step
 * @param query what follows the first question mark, not decoded; may be of no characters
 * @param fragment what follows the first number sign
 */
record UrlParts(
        Optional<String> scheme,
        Optional<String> host,
        Optional<Integer> port,
        Optional<String> path,
        Optional<String> query,
        Optional<String> fragment) {
    static final UrlParts NONE = new UrlParts(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final int MAX_PORT = 65_535;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*+");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern IN_BRACKETS = Pattern.compile("[0-9A-Fa-f:.]++");

    /** What the WHATWG URL standard forbids in a host, and every blank and control character. */
    private static final Pattern HOST = Pattern.compile("[^\\s\\p{Cntrl}#/:<>?@\\[\\\\\\]^|%\"`{}]++");

    static UrlParts of(String text) {
        int hash = text.indexOf('#');
        String unmarked = hash < 0 ? text : text.substring(0, hash);
        int mark = unmarked.indexOf('?');
        String place = mark < 0 ? unmarked : unmarked.substring(0, mark);
        Optional<String> fragment = hash < 0 ? Optional.empty() : Optional.of(text.substring(hash + 1));
        Optional<String> query = mark < 0 ? Optional.empty() : Optional.of(unmarked.substring(mark + 1));
        if (place.startsWith("/")) {
            return NONE.with(Optional.of(place), query, fragment);
        }
        int colon = place.indexOf("://");
        if (colon > 0 && SCHEME.matcher(place.substring(0, colon)).matches()) {
            return absolute(place, colon).with(Optional.empty(), query, fragment);
        }
        if (query.isPresent() || fragment.isPresent()) {
            return NONE;
        }
        return place.equals("*") ? NONE.with(Optional.of(place), query, fragment) : authorityForm(place);
    }

    /**
     * The first value of each wanted parameter that the query has: {@code +} as a blank and percent-decoded to UTF-8,
     * as the WHATWG URL standard parses application/x-www-form-urlencoded. A percent sign that no two hexadecimal
     * digits follow stands for itself; bytes that are not UTF-8 become U+FFFD.
     */
    Map<String, String> parameters(List<String> wanted) {
        Map<String, String> found = new HashMap<>();
        if (query.isEmpty() || wanted.isEmpty()) {
            return found;
        }
        String all = query.get();
        for (int from = 0; from <= all.length() && found.size() < wanted.size(); ) {
            int and = all.indexOf('&', from);
            int end = and < 0 ? all.length() : and;
            // Cut before the search: where there is no sign of equality it would run to the end for each pair.
            String pair = all.substring(from, end);
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (wanted.contains(name)) {
                found.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
            from = end + 1;
        }
        return found;
    }

    private UrlParts with(Optional<String> otherPath, Optional<String> newQuery, Optional<String> newFragment) {
        return new UrlParts(scheme, host, port, path.or(() -> otherPath), newQuery, newFragment);
    }

    private static UrlParts absolute(String place, int colon) {
        int authority = colon + "://".length();
        int slash = place.indexOf('/', authority);
        String named = place.substring(authority, slash < 0 ? place.length() : slash);
        UrlParts at = authority(named.substring(named.lastIndexOf('@') + 1));
        return new UrlParts(
                Optional.of(place.substring(0, colon).toLowerCase(Locale.ROOT)),
                at.host,
                at.port,
                Optional.of(slash < 0 ? "/" : place.substring(slash)),
                Optional.empty(),
                Optional.empty());
    }

    private static UrlParts authorityForm(String place) {
        UrlParts at = authority(place);
        return at.host.isPresent() && at.port.isPresent() ? at : NONE;
    }

    private static UrlParts authority(String text) {
        int close = text.startsWith("[") ? text.indexOf(']') : -1;
        int colon = text.indexOf(':', close + 1);
        String named = colon < 0 ? text : text.substring(0, colon);
        Optional<String> port = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
        boolean bracketed = close > 0 && close == named.length() - 1;
        // Such as an IPv6 address without its brackets: where its port begins nobody can tell.
        boolean unclear = port.filter(digits -> digits.indexOf(':') >= 0).isPresent();
        String host = bracketed ? named.substring(1, close) : named;
        return new UrlParts(
                Optional.empty(),
                Optional.of(host)
                        .filter(name -> !unclear
                                && (bracketed ? IN_BRACKETS : HOST)
                                        .matcher(name)
                                        .matches())
                        .map(name -> name.toLowerCase(Locale.ROOT)),
                port.filter(digits -> PORT.matcher(digits).matches())
                        .map(Integer::valueOf)
                        .filter(number -> number <= MAX_PORT),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? hex(in[i + 1]) : -1;
            int low = high < 0 ? -1 : hex(in[i + 2]);
            if (low >= 0) {
                out.write((high << 4) | low);
                i += 2;
            } else {
                out.write(in[i] == '+' ? ' ' : in[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int hex(byte digit) {
        return digit < 0 ? -1 : Character.digit(digit, 16);
    }
}

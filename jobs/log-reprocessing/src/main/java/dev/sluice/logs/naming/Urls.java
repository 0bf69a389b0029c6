package dev.sluice.logs.naming;

import org.apache.spark.unsafe.types.UTF8String;

/** Parts of URLs and of request targets (RFC 9112, 3.2), as slices of the text; null where there is none. Stateless. */
final class Urls {
    private static final int MOST_OF_IP = 45;

    private Urls() {}

    /** Where the path begins: in {@code /a?b} at once, in {@code http://host/a} behind the host; -1 in another text. */
    private static int pathStart(UTF8String url) {
        if (url.numBytes() > 0 && url.getByte(0) == '/') {
            return 0;
        }
        int host = hostStart(url);
        return host < 0 ? -1 : end(url, host, true);
    }

    /** Behind {@code scheme://}, or -1. */
    private static int hostStart(UTF8String url) {
        int bytes = url.numBytes();
        int at = 0;
        while (at < bytes && isOfScheme(url.getByte(at))) {
            at++;
        }
        boolean absolute = at > 0
                && at + 2 < bytes
                && url.getByte(at) == ':'
                && url.getByte(at + 1) == '/'
                && url.getByte(at + 2) == '/';
        return absolute ? at + 3 : -1;
    }

    private static boolean isOfScheme(byte letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '+'
                || letter == '-'
                || letter == '.';
    }

    /** The place of the next question mark or number sign, or of a slash where that counts, else the end. */
    private static int end(UTF8String url, int from, boolean slash) {
        int at = from;
        while (at < url.numBytes()
                && url.getByte(at) != '?'
                && url.getByte(at) != '#'
                && !(slash && url.getByte(at) == '/')) {
            at++;
        }
        return at;
    }

    static UTF8String path(UTF8String url) {
        int from = pathStart(url);
        return from < 0 ? null : slice(url, from, end(url, from, false));
    }

    static UTF8String query(UTF8String url) {
        int from = pathStart(url);
        if (from < 0) {
            return null;
        }
        int mark = end(url, from, false);
        if (mark == url.numBytes() || url.getByte(mark) != '?') {
            return null;
        }
        int to = mark + 1;
        while (to < url.numBytes() && url.getByte(to) != '#') {
            to++;
        }
        return slice(url, mark + 1, to);
    }

    static UTF8String absolute(UTF8String url) {
        int host = hostStart(url);
        if (host < 0) {
            return null;
        }
        int path = end(url, host, true);
        for (int at = host; at < path; at++) {
            if (url.getByte(at) == '@') {
                return null;
            }
        }
        return path == host ? null : url;
    }

    static UTF8String unmarked(UTF8String query) {
        boolean marked = query.numBytes() > 0 && query.getByte(0) == '?';
        return slice(query, marked ? 1 : 0, query.numBytes());
    }

    /** Digits and three dots, or hexadecimal digits and at least two colons; zones of IPv6 are none of an address. */
    static UTF8String ip(UTF8String address) {
        int dots = 0;
        int colons = 0;
        boolean letters = false;
        int bytes = address.numBytes();
        if (bytes > MOST_OF_IP) {
            return null;
        }
        for (int i = 0; i < bytes; i++) {
            byte letter = address.getByte(i);
            boolean hexadecimal = (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
            dots += letter == '.' ? 1 : 0;
            colons += letter == ':' ? 1 : 0;
            letters |= hexadecimal;
            if (!hexadecimal && letter != '.' && letter != ':' && (letter < '0' || letter > '9')) {
                return null;
            }
        }
        boolean four = dots == 3 && colons == 0 && !letters && isQuad(address);
        return four || (colons >= 2 && (dots == 0 || dots == 3)) ? address : null;
    }

    /** Four numbers up to 255. */
    private static boolean isQuad(UTF8String address) {
        int number = -1;
        for (int i = 0; i < address.numBytes(); i++) {
            byte letter = address.getByte(i);
            if (letter == '.') {
                if (number < 0) {
                    return false;
                }
                number = -1;
            } else {
                number = Math.max(0, number) * 10 + letter - '0';
                if (number > 255) {
                    return false;
                }
            }
        }
        return number >= 0;
    }

    /** Null when nothing is left. */
    static UTF8String slice(UTF8String text, int from, int to) {
        return from >= to ? null : UTF8String.fromAddress(text.getBaseObject(), text.getBaseOffset() + from, to - from);
    }
}

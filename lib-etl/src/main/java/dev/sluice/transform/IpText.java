package dev.sluice.transform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * IP addresses as text. Reads what RFC 4291, 2.2 and RFC 6943, 3.1.1 (strict form) call an address, without ever asking
 * a name server; writes IPv6 as RFC 5952 wants it. An IPv4 address inside an IPv6 one ({@code ::ffff:192.0.2.1}) is the
 * IPv4 address; a zone ({@code fe80::1%eth0}) is left out.
 */
final class IpText {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}+");
    private static final int GROUPS = 8;

    private IpText() {}

    /** Empty when the text is no address. */
    static Optional<InetAddress> parse(String text) {
        try {
            if (IPV4.matcher(text).matches()) {
                String[] octets = text.split("\\.", -1);
                byte[] bytes = new byte[octets.length];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) Integer.parseInt(octets[i]);
                }
                return Optional.of(InetAddress.getByAddress(bytes));
            }
            int zone = text.indexOf('%');
            String address = zone < 0 ? text : text.substring(0, zone);
            // With a colon in it the JDK takes a text for an address or refuses it; it looks nothing up.
            return address.indexOf(':') >= 0 && IPV6.matcher(address).matches()
                    ? Optional.of(InetAddress.getByName(address))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The address of the network that the first bits tell; all others become zero. */
    static String network(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
            bytes[i] &= (byte) (0xFF << (Byte.SIZE - kept));
        }
        return text(bytes);
    }

    private static String text(byte[] bytes) {
        if (bytes.length != 2 * GROUPS) {
            return (bytes[0] & 0xFF) + "." + (bytes[1] & 0xFF) + "." + (bytes[2] & 0xFF) + "." + (bytes[3] & 0xFF);
        }
        int[] groups = new int[GROUPS];
        Arrays.setAll(groups, i -> ((bytes[2 * i] & 0xFF) << Byte.SIZE) | (bytes[2 * i + 1] & 0xFF));
        int from = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zeros(groups, i);
            if (zeros > length) {
                from = i;
                length = zeros;
            }
        }
        // A single group of zeros is written out (RFC 5952, 4.2.2).
        return length > 1 ? hex(groups, 0, from) + "::" + hex(groups, from + length, GROUPS) : hex(groups, 0, GROUPS);
    }

    private static int zeros(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String hex(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}

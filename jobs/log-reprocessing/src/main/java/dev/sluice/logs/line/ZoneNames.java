package dev.sluice.logs.line;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Zones by the names that logs have: those of RFC 5322, 4.3 (Z, UT, GMT, EST, EDT, CST, CDT, MST, MDT, PST, PDT), further
 * abbreviations as in this table, names of the tz database such as {@code Europe/Helsinki}, and offsets such as
 * {@code GMT+2} and {@code UTC+05:30}. An abbreviation that several zones have is the American one where RFC 5322 has it
 * (CST, EST), else the one in this table, or unknown (IST, AST). Remembers the last name. Not thread-safe.
 *
 * <table>
 * <caption>Abbreviations</caption>
 * <tr><td>WET WEST BST CET CEST MEZ MESZ EET EEST MSK</td><td>0 +1 +1 +1 +2 +1 +2 +2 +3 +3</td></tr>
 * <tr><td>AKST AKDT HST</td><td>-9 -8 -10</td></tr>
 * <tr><td>HKT SGT JST KST SAST</td><td>+8 +8 +9 +9 +2</td></tr>
 * <tr><td>AWST ACST ACDT AEST AEDT NZST NZDT</td><td>+8 +9:30 +10:30 +10 +11 +12 +13</td></tr>
 * </table>
 */
public final class ZoneNames {
    private static final Map<String, String> OFFSETS = offsets("Z 0 UT 0 UTC 0 GMT 0 EST -5 EDT -4 CST -6 CDT -5 MST -7"
            + " MDT -6 PST -8 PDT -7 WET 0 WEST +1 BST +1 CET +1 CEST +2 MEZ +1 MESZ +2 EET +2 EEST +3 MSK +3 AKST -9"
            + " AKDT -8 HST -10 HKT +8 SGT +8 JST +9 KST +9 SAST +2 AWST +8 ACST +09:30 ACDT +10:30 AEST +10 AEDT +11"
            + " NZST +12 NZDT +13");

    private static final Pattern OFFSET = Pattern.compile("(?:UTC|GMT|UT)[+-]\\d{1,2}(?::\\d\\d)?");
    private static final int LONGEST = 40;
    private static final int MOST = 1000;

    private final Map<String, LocalClock> clocks = new HashMap<>();
    private byte[] last = {};
    private LocalClock lastClock;

    private static Map<String, String> offsets(String text) {
        Map<String, String> offsets = new HashMap<>();
        String[] words = text.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            offsets.put(words[i], words[i + 1].equals("0") ? "Z" : words[i + 1]);
        }
        return Map.copyOf(offsets);
    }

    /** Behind the letters, and behind what else a name may have: slashes, underscores, an offset; {@code from} for none. */
    public static int end(byte[] line, int from, int to) {
        int most = Math.min(to, from + LONGEST);
        int at = from;
        while (at < most && (isLetter(line[at]) || (at > from && (line[at] == '/' || line[at] == '_')))) {
            at++;
        }
        int digits = at + 1;
        while (digits < most && isOfOffset(line[digits])) {
            digits++;
        }
        boolean offset = at > from && at < most && (line[at] == '+' || line[at] == '-') && digits > at + 1;
        return offset ? digits : at;
    }

    private static boolean isLetter(byte letter) {
        return (letter | 0x20) >= 'a' && (letter | 0x20) <= 'z';
    }

    private static boolean isOfOffset(byte letter) {
        return (letter >= '0' && letter <= '9') || letter == ':';
    }

    /** The clock of the zone whose name is bytes[from, to), or null when there is none. */
    public LocalClock clock(byte[] line, int from, int to) {
        if (!Arrays.equals(last, 0, last.length, line, from, to)) {
            last = Arrays.copyOfRange(line, from, to);
            String name = new String(last, StandardCharsets.ISO_8859_1);
            if (clocks.size() > MOST) {
                clocks.clear();
            }
            lastClock = clocks.computeIfAbsent(name, ZoneNames::clock);
        }
        return lastClock;
    }

    private static LocalClock clock(String name) {
        String offset = OFFSETS.get(name.toUpperCase(Locale.ROOT));
        if (offset != null) {
            return new LocalClock(ZoneOffset.of(offset));
        }
        if (name.indexOf('/') < 0 && !OFFSET.matcher(name).matches()) {
            return null;
        }
        try {
            return new LocalClock(ZoneId.of(name));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Seconds of {@code +hhmm} or {@code +hh:mm}, or NO_OFFSET. */
    public static int offset(byte[] line, int from, int to) {
        int colon = to - from == 6 && line[from + 3] == ':' ? 1 : 0;
        if (to - from != 5 + colon || (line[from] != '+' && line[from] != '-')) {
            return LocalClock.NO_OFFSET;
        }
        int hours = Digits.small(line, from + 1, from + 3);
        int minutes = Digits.small(line, from + 3 + colon, to);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return LocalClock.NO_OFFSET;
        }
        int seconds = hours * 3600 + minutes * 60;
        return line[from] == '-' ? -seconds : seconds;
    }
}

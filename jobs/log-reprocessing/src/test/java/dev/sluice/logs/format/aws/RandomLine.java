package dev.sluice.logs.format.aws;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** A line of random fields and the columns that it must give. */
final class RandomLine {
    private static final DateTimeFormatter COMMON = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String PLAIN = "abcXYZ019/.:%=_-+\u00e9";

    private final Map<String, String> columns = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final Random random;
    private final boolean escapes;

    RandomLine(AwsFormat format, Random random) {
        this.random = random;
        this.escapes = format.escapes();
        int optional = format.fields().size() - format.expected();
        int size = format.expected() + (optional == 0 ? 0 : random.nextInt(optional + 1));
        for (Field field : format.fields().subList(0, size)) {
            boolean absent = random.nextInt(6) == 0;
            words.add(absent ? absent(field) : word(field));
        }
    }

    byte[] bytes() {
        return String.join(" ", words).getBytes(StandardCharsets.UTF_8);
    }

    /** How many bytes the first words have, with the blanks between them. */
    int length(int count) {
        return String.join(" ", words.subList(0, count)).getBytes(StandardCharsets.UTF_8).length;
    }

    /** What is not in here is null. */
    Map<String, String> columns() {
        return columns;
    }

    private String absent(Field field) {
        return switch (field.meaning()) {
            case QUOTED, REQUEST -> random.nextBoolean() ? "\"-\"" : "-";
            case SECONDS, MILLIS -> random.nextBoolean() ? "-1" : "-";
            default -> "-";
        };
    }

    private String word(Field field) {
        String column = field.columns().get(0);
        long number = random.nextLong() >>> (1 + random.nextInt(62));
        long second = random.nextLong(4_000_000_000L);
        return switch (field.meaning()) {
            case TEXT -> put(column, text(PLAIN));
            case LIST -> put(column, "\"" + text(PLAIN) + "\",\"" + text(PLAIN) + "\"");
            case QUOTED -> "\"" + escape(put(column, text(PLAIN + " \"\\'[]"))) + "\"";
            case INTEGER -> put(column, Integer.toString((int) number));
            case NUMBER -> put(column, Long.toString(number));
            case SECONDS -> seconds(column, random.nextInt(100_000_000));
            case MILLIS -> millis(column, random.nextInt());
            case ISO -> moment(column, second, random.nextInt(1_000_000)).toString();
            case BRACKETED -> "[" + COMMON.format(moment(column, second, 0)) + "]";
            case EPOCH -> Long.toString(moment(column, second, 0).getEpochSecond());
            case ADDRESS -> address(field);
            case REQUEST -> "\"" + request(field) + "\"";
        };
    }

    private String put(String column, String value) {
        columns.put(column, value);
        return value;
    }

    private Instant moment(String column, long second, int micros) {
        put(column, Long.toString(second * 1_000_000 + micros));
        return Instant.ofEpochSecond(second, micros * 1000L);
    }

    private String seconds(String column, int micros) {
        put(column, Integer.toString(micros));
        return "%d.%06d".formatted(micros / 1_000_000, micros % 1_000_000);
    }

    private String millis(String column, int bits) {
        long millis = bits & 0xffffffffL;
        put(column, Long.toString(millis * 1000));
        return Long.toString(millis);
    }

    private String address(Field field) {
        String ip = random.nextBoolean() ? "192.0.2." + random.nextInt(256) : "2001:db8::" + random.nextInt(10);
        put(field.columns().get(0), ip);
        return ip + ":" + put(field.columns().get(1), Integer.toString(random.nextInt(65_536)));
    }

    private String request(Field field) {
        String method = put("method", random.nextBoolean() ? "GET" : "M-SEARCH");
        String target = put(field.columns().get(1), "/" + text(PLAIN + (escapes ? " \"\\" : "\"")) + "/");
        String protocol = random.nextBoolean() ? " " + put("protocol", "HTTP/1.1") : "";
        return method + " " + escape(target) + protocol;
    }

    /** No dash alone, and no quote before a blank: what is not escaped cannot be told from a field's end then. */
    private String text(String alphabet) {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString().replace("\" ", "\"_");
    }

    private String escape(String text) {
        if (!escapes) {
            return text;
        }
        String quote = random.nextBoolean() ? "\\\\\"" : "\\\\x22";
        return text.replace("\\", "\\\\").replaceAll("\"", quote).replace("\u00e9", "\\xc3\\xa9");
    }
}

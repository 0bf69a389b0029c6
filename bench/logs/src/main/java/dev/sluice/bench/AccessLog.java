package dev.sluice.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Lines as a public web server writes them, in Apache's combined format. Few of the addresses, pages and browsers make
 * most of the traffic; 5 lines of 10,000 are broken. The same seed gives the same lines. Not thread-safe.
 */
final class AccessLog {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final byte[] HANDSHAKE = bytes("\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xfc\\x03\\x03\\xd5\\x8a");
    private static final byte[] QUOTED = bytes("Mozilla/5.0 (compatible; \\\"feed reader\\\"; +http://feeds.example)");

    private final Vocabulary words;
    private final SplittableRandom random;
    private byte[] line = new byte[4096];
    private int size;
    private long second = Long.MIN_VALUE;
    private byte[] clock = {};

    AccessLog(Vocabulary words, long seed) {
        this.words = words;
        this.random = new SplittableRandom(seed);
    }

    /** Makes the next line, with its LF; it is the first {@link #size} bytes of the answer until the next call. */
    byte[] next(long epochSecond) {
        size = 0;
        int luck = random.nextInt(100_000);
        boolean handshake = luck < 120;
        boolean scanner = luck >= 120 && luck < 900;
        int status = handshake ? 400 : scanner ? 404 : status();
        text(words.address(skewed()));
        text(bytes(" - "));
        text(random.nextInt(50) == 0 && !handshake ? words.user(skewed()) : Vocabulary.DASH);
        text(bytes(" ["));
        clock(epochSecond);
        text(bytes("] \""));
        if (handshake) {
            text(HANDSHAKE);
        } else {
            request(scanner);
        }
        text(bytes("\" "));
        number(status);
        put(' ');
        answer(status);
        text(bytes(" \""));
        referer(handshake || scanner);
        text(bytes("\" \""));
        text(handshake ? Vocabulary.DASH : luck > 99_800 ? QUOTED : words.browser(skewed()));
        text(bytes("\"\n"));
        if (luck >= 900 && luck < 950) {
            spoil(luck % 4);
        }
        return line;
    }

    int size() {
        return size;
    }

    private void request(boolean scanner) {
        int luck = random.nextInt(1000);
        text(luck < 880 ? Vocabulary.GET : luck < 970 ? Vocabulary.POST : Vocabulary.HEAD);
        text(scanner ? words.probe(random.nextDouble()) : words.path(skewed()));
        if (!scanner && random.nextInt(100) < 35) {
            text(bytes("?q="));
            text(words.word(skewed()));
            text(bytes("&page="));
            number(1 + random.nextInt(20));
            if (random.nextInt(3) == 0) {
                text(bytes("&session="));
                hex(random.nextLong());
            }
        }
        text(bytes(random.nextInt(4) == 0 ? " HTTP/2.0" : " HTTP/1.1"));
    }

    private int status() {
        int luck = random.nextInt(1000);
        if (luck < 825) {
            return 200;
        }
        if (luck < 900) {
            return 304;
        }
        int[] rest = {301, 302, 404, 404, 404, 206, 403, 500, 503, 499};
        return rest[(luck - 900) / 10];
    }

    private void answer(int status) {
        if (status == 304) {
            put('-');
        } else {
            number(status == 200 ? (long) Math.exp(5 + 9 * random.nextDouble()) : 150 + random.nextInt(600));
        }
    }

    private void referer(boolean none) {
        int luck = random.nextInt(100);
        if (none || luck < 40) {
            put('-');
        } else if (luck < 80) {
            text(bytes("https://www.shop.example"));
            text(words.path(skewed()));
        } else {
            text(words.site(skewed()));
            text(words.word(skewed()));
        }
    }

    /** What crashes, full disks and rotations leave: a cut line, no time, a number that is none, plain garbage. */
    private void spoil(int how) {
        switch (how) {
            case 0 -> size = 10 + random.nextInt(Math.max(1, size - 20));
            case 1 -> replace('[', '{');
            case 2 -> replace(']', '\t');
            default -> {
                size = 0;
                text(bytes("\u0000\u0000\u0000\u0000segfault at 0 ip 00007f8d"));
                hex(random.nextLong());
            }
        }
        if (line[size - 1] != '\n') {
            put('\n');
        }
    }

    private void replace(char from, char to) {
        for (int i = 0; i < size; i++) {
            line[i] = line[i] == from ? (byte) to : line[i];
        }
    }

    /** From 0 to below 1; small numbers are by far the most frequent. */
    private double skewed() {
        double even = random.nextDouble();
        return even * even * even;
    }

    private void clock(long epochSecond) {
        if (epochSecond != second) {
            second = epochSecond;
            clock = bytes(CLOCK.format(Instant.ofEpochSecond(epochSecond)) + " +0000");
        }
        text(clock);
    }

    private void text(byte[] bytes) {
        System.arraycopy(bytes, 0, line, size, bytes.length);
        size += bytes.length;
    }

    private void put(char ascii) {
        line[size++] = (byte) ascii;
    }

    private void number(long value) {
        text(bytes(Long.toString(value)));
    }

    private void hex(long value) {
        text(bytes(Long.toHexString(value)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

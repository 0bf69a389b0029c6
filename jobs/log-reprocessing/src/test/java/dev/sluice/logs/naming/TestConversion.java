package dev.sluice.logs.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestConversion {
    private static final int ROUNDS = 5_000;

    /** A slice of a larger buffer, as a parser has it. */
    private static UTF8String slice(String text) {
        byte[] bytes = ("xx" + text + "?/#:yy").getBytes(StandardCharsets.UTF_8);
        return UTF8String.fromBytes(bytes, 2, bytes.length - 8);
    }

    private static String word(Conversion conversion, String text) {
        UTF8String value = conversion.word(slice(text));
        return value == null ? null : value.toString();
    }

    @Test
    void takesUrlsApartAsTheJdkDoes() {
        Random random = new Random(7);
        for (int i = 0; i < ROUNDS; i++) {
            String authority = pick(random, "", "http://h", "https://h.example:8080", "ws://[2001:db8::1]:1");
            String path =
                    (authority.isEmpty() ? "/" : pick(random, "", "/")) + pick(random, "", "a", "a/b.c", "%20;x=1");
            path = path.startsWith("/") ? path : "";
            String query = pick(random, "", "?", "?a=b", "?a=/b?c&d=%23");
            String fragment = pick(random, "", "#", "#x?y/z");
            String url = authority + path + query + fragment;
            URI known = URI.create(url);
            assertThat(word(Conversion.PATH, url)).as(url).isEqualTo(orNull(known.getRawPath()));
            assertThat(word(Conversion.QUERY, url)).as(url).isEqualTo(orNull(known.getRawQuery()));
            assertThat(word(Conversion.ABSOLUTE, url)).as(url).isEqualTo(known.isAbsolute() ? url : null);
        }
    }

    private static String pick(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }

    private static String orNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    @Test
    void whatIsNoUrlHasNoParts() {
        for (String text : List.of("*", "example.com:443", "", "http:/a?b", "://h/a", "a/b?c", "ht tp://h/a")) {
            assertThat(word(Conversion.PATH, text)).as(text).isNull();
            assertThat(word(Conversion.QUERY, text)).as(text).isNull();
            assertThat(word(Conversion.ABSOLUTE, text)).as(text).isNull();
        }
        assertThat(word(Conversion.ABSOLUTE, "http://user:secret@h/a")).isNull();
        assertThat(word(Conversion.ABSOLUTE, "http://h/a@b")).isEqualTo("http://h/a@b");
    }

    @Test
    void knowsIpAddresses() {
        Random random = new Random(8);
        for (int i = 0; i < ROUNDS; i++) {
            int[] bytes = random.ints(4, 0, 300).toArray();
            String quad = Arrays.stream(bytes)
                    .mapToObj(Integer::toString)
                    .reduce((a, b) -> a + "." + b)
                    .orElseThrow();
            boolean valid = Arrays.stream(bytes).allMatch(one -> one < 256);
            assertThat(word(Conversion.IP, quad)).as(quad).isEqualTo(valid ? quad : null);
        }
        for (String address : List.of("::1", "2001:db8::8a2e:370:7334", "::ffff:192.0.2.1", "FE80::1")) {
            assertThat(word(Conversion.IP, address)).isEqualTo(address);
        }
        for (String other : List.of(
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1..2.3",
                "1.2.3.",
                ".1.2.3",
                "host",
                "a.b.c.d",
                "unix",
                "1.2.3.4:80",
                "fe80::1%eth0",
                "12:30",
                "9".repeat(60) + ".1.1.1",
                "abc",
                "dead.beef")) {
            assertThat(word(Conversion.IP, other)).as(other).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "trace, 1",
        "DEBUG, 5",
        "FINE, 6",
        "Info, 9",
        "notice, 10",
        "WARN, 13",
        "warning, 13",
        "error, 17",
        "err, 17",
        "SEVERE, 17",
        "crit, 18",
        "alert, 19",
        "emerg, 21",
        "FATAL, 21",
        "CRITICAL, 21",
        "verbose, -1",
        "'', -1"
    })
    void levelsHaveTheNumbersOfTheDataModel(String level, int number) {
        assertThat(Conversion.SEVERITY.index(slice(level))).isEqualTo(number);
    }

    @Test
    void syslogsNamesHaveTheNumbersOfItsPriority() {
        assertThat(Stream.of("emerg", "err", "debug", "x").map(name -> Conversion.SYSLOG_SEVERITY.index(slice(name))))
                .containsExactly(0, 3, 7, Conversion.NO_INDEX);
        assertThat(Stream.of("kern", "authpriv", "ftp", "local0", "local7", "")
                        .map(name -> Conversion.SYSLOG_FACILITY.index(slice(name))))
                .containsExactly(0, 10, 11, 16, 23, Conversion.NO_INDEX);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, tls, 1.2", "tlsv13, tls, 1.3", "SSLv3, ssl, 3", "TLSV1, tls, 1", "400, , ", "tls, tls, "})
    void protocolsOfEncryptionHaveANameAndAVersion(String protocol, String name, String version) {
        assertThat(word(Conversion.TLS_NAME, protocol)).isEqualTo(name);
        assertThat(word(Conversion.TLS_VERSION, protocol)).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1, http, 1.1", "HTTP/2, http, 2", "RTSP/1.0, rtsp, 1.0", "h2, , ", "/1, , ", "HTTP/, http, "})
    void protocolsHaveANameAndAVersion(String protocol, String name, String version) {
        assertThat(word(Conversion.PROTOCOL, protocol)).isEqualTo(name);
        assertThat(word(Conversion.VERSION, protocol)).isEqualTo(version);
    }

    @Test
    void nanosecondsThatAreTooManyAreNone() {
        assertThat(Conversion.NANOS.number(7)).isEqualTo(7_000);
        assertThat(Conversion.NANOS.number(-7)).isEqualTo(-7_000);
        assertThat(Conversion.NANOS.number(9_223_372_036_854_775L)).isEqualTo(9_223_372_036_854_775_000L);
        assertThat(Conversion.NANOS.number(9_223_372_036_854_776L)).isEqualTo(Conversion.NO_NUMBER);
        assertThat(Conversion.NANOS.number(Long.MIN_VALUE)).isEqualTo(Conversion.NO_NUMBER);
    }

    @Test
    void wordsAndNumbersThatASchemaHasOtherwise() {
        assertThat(word(Conversion.UNMARKED, "?a=1")).isEqualTo("a=1");
        assertThat(word(Conversion.UNMARKED, "a=?")).isEqualTo("a=?");
        assertThat(word(Conversion.UNMARKED, "?")).isNull();
        assertThat(word(Conversion.OUTCOME, "FAILURE")).isEqualTo("failure");
        assertThat(word(Conversion.OUTCOME, "denied")).isNull();
        assertThat(Conversion.NUMBER.index(slice("10"))).isEqualTo(10);
        assertThat(Stream.of("", "High", "1.5", "-1", "9999999999").map(text -> Conversion.NUMBER.index(slice(text))))
                .containsOnly(Conversion.NO_INDEX);
        assertThat(Stream.of(6L, 17L, 58L).map(Conversion.TRANSPORT::name))
                .extracting(UTF8String::toString)
                .containsExactly("tcp", "udp", "ipv6-icmp");
        assertThat(Conversion.TRANSPORT.name(250)).isNull();
        assertThat(Conversion.TEXT.name(6)).isEqualTo(UTF8String.fromString("6"));
    }
}

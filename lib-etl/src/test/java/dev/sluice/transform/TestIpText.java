package dev.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestIpText {
    private static Optional<String> network(String text, int ipv4, int ipv6) {
        return IpText.parse(text).map(ip -> IpText.network(ip, ip.getAddress().length == 4 ? ipv4 : ipv6));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 24, 203.0.113.0",
        "203.0.113.255, 31, 203.0.113.254",
        "203.0.113.255, 12, 203.0.0.0",
        "255.255.255.255, 1, 128.0.0.0",
        "203.0.113.77, 0, 0.0.0.0",
        "0.0.0.0, 24, 0.0.0.0"
    })
    void keepsTheFirstBitsOfIpv4(String text, int bits, String expected) {
        assertThat(network(text, bits, 128)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:85a3:8d3:1319:8a2e:370:7348, 48, 2001:db8:85a3::",
        "2001:0DB8:0:1::1, 64, 2001:db8:0:1::",
        "2001:db8:ffff:ffff::, 36, 2001:db8:f000::",
        "2001:db8::1, 127, 2001:db8::",
        "2001:db8::1, 0, ::",
        "::1, 128, ::1",
        "::, 48, ::",
        "2001:db8:0:1:1:1:1:1, 128, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 128, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 128, 2001:db8::1:0:0:1",
        "fe80::1%eth0, 128, fe80::1",
        "64:ff9b::192.0.2.33, 128, 64:ff9b::c000:221"
    })
    void keepsTheFirstBitsOfIpv6(String text, int bits, String expected) {
        assertThat(network(text, 32, bits)).contains(expected);
    }

    @Test
    void takesAnIpv4AddressInsideAnIpv6OneForWhatItIs() {
        assertThat(network("::ffff:203.0.113.77", 24, 48)).contains("203.0.113.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "unknown",
                "localhost",
                "example.com",
                "203.0.113",
                "203.0.113.256",
                "203.0.113.07",
                "203.0.113.077",
                "203.0.113.1.1",
                "203.0.113.1 ",
                "203.0.113.1:80",
                "[2001:db8::1]",
                "203.0.113.1, 198.51.100.2",
                "3405803853",
                "0xcb.0.113.1",
                "2001:db8::1::",
                "2001:db8",
                "::g",
                ":",
                "12345::",
                "1:2:3:4:5:6:7:8:9",
                "abcd",
                "cafe.example:80",
                "%eth0",
                "٢٠٣.0.113.1"
            })
    void readsNothingElse(String text) {
        assertThat(IpText.parse(text)).isEmpty();
    }

    @Test
    void asksNoNameServer() {
        // Even one failing lookup takes milliseconds; a host that does not answer takes seconds.
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 100_000; i++) {
                assertThat(IpText.parse("host-" + i + ".invalid").isPresent()
                                || IpText.parse("ab:" + i + ".invalid").isPresent()
                                || IpText.parse("abcd:" + i + ".fade").isPresent())
                        .isFalse();
            }
        });
    }
}

package dev.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestUrlParts {
    /** "scheme host port path query fragment"; a dash is no part. */
    private static String parts(String text) {
        UrlParts url = UrlParts.of(text);
        return String.join(
                " ",
                Stream.of(url.scheme(), url.host(), url.port(), url.path(), url.query(), url.fragment())
                        .map(part -> part.map(Object::toString).orElse("-"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.Example.com:8443/a/b?x=1&y=2#top, https www.example.com 8443 /a/b x=1&y=2 top",
        "HTTP://example.com, http example.com - / - -",
        "http://example.com?q, http example.com - / q -",
        "http://example.com#f?g, http example.com - / - f?g",
        "/a/b?x=/c?d#e#f, - - - /a/b x=/c?d e#f",
        "/a?, - - - /a  -",
        "//not-a-host/a, - - - //not-a-host/a - -",
        "/http://example.com/, - - - /http://example.com/ - -",
        "example.com:443, - example.com 443 - - -",
        "[2001:db8::1]:443, - 2001:db8::1 443 - - -",
        "*, - - - * - -",
        "http://[2001:DB8::1]/x, http 2001:db8::1 - /x - -",
        "http://[2001:db8::1]:80/x, http 2001:db8::1 80 /x - -",
        "android-app://com.example.shop, android-app com.example.shop - / - -",
        "file:///etc/hosts, file - - /etc/hosts - -",
        "http://bücher.example/%2F%zz|{}, http bücher.example - /%2F%zz|{} - -"
    })
    void dividesTheFormsOfARequestTarget(String text, String expected) {
        assertThat(parts(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "index.html",
                "example.com",
                "example.com/a",
                "example.com:443?x",
                "example.com:port",
                "mailto:ann@example.com",
                "javascript:alert(1)",
                "1http://example.com/",
                "://example.com/",
                " http://example.com/",
                "?x=1",
                "*?x",
                "#top",
                "\\x16\\x03\\x01",
                "[::1",
                "2001:db8::1"
            })
    void givesNoPartsOfWhatIsNoUrl(String text) {
        assertThat(UrlParts.of(text)).isEqualTo(UrlParts.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "http://exa mple.com/x, http - - /x - -",
        "http://<script>/x, http - - /x - -",
        "http://a%00b/x, http - - /x - -",
        "http://:80/x, http - 80 /x - -",
        "http://host:/x, http host - /x - -",
        "http://host:65535/x, http host 65535 /x - -",
        "http://host:65536/x, http host - /x - -",
        "http://host:-1/x, http host - /x - -",
        "http://host:99999999999999999999/x, http host - /x - -",
        "http://2001:db8::1/x, http - - /x - -",
        "http://[::1/x, http - - /x - -",
        "http://[]/x, http - - /x - -",
        "http://[::1]x/x, http - - /x - -",
        "http://[ann]/x, http - - /x - -"
    })
    void losesOnlyTheBadPart(String text, String expected) {
        assertThat(parts(text)).isEqualTo(expected);
    }

    @Test
    void showsNoPasswordInAnyPart() {
        assertThat(parts("https://ann:s3cret@example.com:8443/a")).isEqualTo("https example.com 8443 /a - -");
        assertThat(parts("https://ann:s3c@ret@example.com/a")).isEqualTo("https example.com - /a - -");
    }

    @Test
    void decodesTheFirstValueOfEachWantedParameter() {
        assertThat(parameters("a=1+2%2B3&b=%C3%A4&a=second&c&d=&=none&other=x", "a", "b", "c", "d", "e", ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1 2+3", "b", "ä", "c", "", "d", "", "", "none"));
        assertThat(parameters("a%5B%5D=x=y&%zz=1", "a[]", "%zz")).isEqualTo(Map.of("a[]", "x=y", "%zz", "1"));
        assertThat(parameters("filter%20by=x&&", "filter by", "")).isEqualTo(Map.of("filter by", "x", "", ""));
    }

    @Test
    void leavesWhatCannotBeDecodedReadable() {
        assertThat(parameters("a=100%&b=%4&c=%4g&d=%E4", "a", "b", "c", "d"))
                .isEqualTo(Map.of("a", "100%", "b", "%4", "c", "%4g", "d", "\uFFFD"));
        assertThat(parameters("a=%-1&b=%+1&c=é%C3%A9", "a", "b", "c"))
                .isEqualTo(Map.of("a", "%-1", "b", "% 1", "c", "éé"));
    }

    @Test
    void findsNoParametersWithoutAQuery() {
        assertThat(UrlParts.of("/a").parameters(List.of("a"))).isEmpty();
        assertThat(UrlParts.of("/a?a=1").parameters(List.of())).isEmpty();
        assertThat(UrlParts.of("/a?").parameters(List.of("a"))).isEmpty();
        assertThat(new UrlParts(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("a=1"),
                                Optional.empty())
                        .parameters(List.of("a")))
                .isEqualTo(Map.of("a", "1"));
    }

    @Test
    void takesTimeInProportionToTheLengthOfTheText() {
        int length = 2_000_000;
        List<String> texts = List.of(
                "http://" + "a".repeat(length),
                "a".repeat(length) + "://x",
                "http://" + ":".repeat(length),
                "http://" + "@[".repeat(length / 2),
                "/" + "?a=%".repeat(length / 4),
                "/?" + "&".repeat(length));

        List<Map<String, String>> found = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> texts.stream()
                        .map(text -> UrlParts.of(text).parameters(List.of("a", "b")))
                        .toList());

        assertThat(found).hasSize(texts.size());
    }

    private static Map<String, String> parameters(String query, String... wanted) {
        return UrlParts.of("/?" + query).parameters(List.of(wanted));
    }
}

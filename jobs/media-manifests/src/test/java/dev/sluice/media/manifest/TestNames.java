package dev.sluice.media.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.settings.InvalidSetting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestNames {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private static Names.Output name(String root, String base, String input) {
        return new Names(root, List.of(base)).of(input, KEY, new Targets().target());
    }

    @ParameterizedTest
    @CsvSource({
        "/out,/films,/films/a/b.mkv,/out/a/b.web-01234567.mp4",
        "file:/out/,file:///films/,file:/films/a/b.mkv,/out/a/b.web-01234567.mp4",
        "/out,file:/films,/films/b.tar.gz,/out/b.tar.web-01234567.mp4",
        "/out,/films,/films/noextension,/out/noextension.web-01234567.mp4",
        "/out,/films,/films/.hidden,/out/.hidden.web-01234567.mp4",
        "/out,/films,/filmsets/x.mkv,/out/filmsets/x.web-01234567.mp4",
        "s3a://b/out,s3a://b/films,s3a://b/films//a/x.mkv,s3a://b/out/a/x.web-01234567.mp4",
        "/out,s3a://b/films,s3a://c/y/x.mkv,/out/c/y/x.web-01234567.mp4",
        "/out,/,/y/x.mkv,/out/y/x.web-01234567.mp4",
    })
    void keepsTheFoldersOfTheInput(String root, String base, String input, String output) {
        Names names = base.equals("/") ? new Names(root, List.of()) : new Names(root, List.of(base));
        assertThat(names.of(input, KEY, new Targets().target()).path()).isEqualTo(output);
    }

    @Test
    void theTemporaryIsHiddenBesideTheOutputAndNamesTheWholeKey() {
        assertThat(name("/out", "/films", "/films/a/b.mkv").temporary()).isEqualTo("/out/a/." + KEY + ".partial.mp4");
    }

    @Test
    void theLongestRootThatFitsCounts() {
        Names names = new Names("/out", List.of("/films", "/films/new"));
        assertThat(names.of("/films/new/a.mkv", KEY, new Targets().target()).path())
                .isEqualTo("/out/a.web-01234567.mp4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a://b/films/../../etc/x.mkv", "s3a://b/films/./x.mkv", "s3a://b/../x.mkv"})
    void noStepLeavesTheRoot(String input) {
        Names.Output output = name("/out", "s3a://b/films", input);
        assertThat(List.of(output.path().split("/"))).doesNotContain("..", ".");
        assertThat(output.path()).startsWith("/out/").contains("%2E");
    }

    @Test
    void aNameFitsIntoAFileSystem() {
        Names.Output output = name("/out", "/films", "/films/" + "ä😀".repeat(60) + ".mkv");
        String last = output.path().substring("/out/".length());
        assertThat(last.getBytes(StandardCharsets.UTF_8).length).isBetween(180, 230);
        assertThat(last).matches("(ä😀)+ä?\\.web-01234567\\.mp4");
    }

    @ParameterizedTest
    @CsvSource({"/films,/films", "file:///films,/films/", "/films/out,/films", "s3a://b/x/y/,s3a://b/x"})
    void outputsDoNotLieAmongTheInputs(String root, String base) {
        assertThatThrownBy(() -> new Names(root, List.of(base)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("is among the inputs: ");
        assertThat(new Names(root + "2", List.of(root + "22")).inputs()).hasSize(1);
    }

    @Test
    void aUriOfTheInventoryIsAPath() {
        assertThat(Names.plain("file:/films/a%20%25%0Ab.mp4")).isEqualTo("/films/a %\nb.mp4");
        assertThat(Names.plain("file:///films/a.mp4")).isEqualTo("/films/a.mp4");
        assertThat(Names.plain("s3a://bucket/a%20b.mp4")).isEqualTo("s3a://bucket/a b.mp4");
        assertThat(Names.plain("/films/100%25.mp4")).isEqualTo("/films/100%25.mp4");
    }
}

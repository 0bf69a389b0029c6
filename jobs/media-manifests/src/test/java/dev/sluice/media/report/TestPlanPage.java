package dev.sluice.media.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.estimate.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPlanPage {
    @TempDir
    private Path folder;

    /** A plan in which every value of others is this one. */
    private static String page(String name) {
        Planned plan = new Planned();
        plan.decided.add(Planned.decided(name, "encode", "ENCODE", 3, name));
        plan.decided.add(Planned.decided(name, "human", name, 2, name));
        plan.decided.add(Planned.decided(name, "skip", name, 1, name));
        plan.jobs.add(Planned.chunked(Planned.job(1, 0, 36_000, name, name), name, "hdr"));
        plan.inventory = Optional.of(new Amount(9, 9_000_000_000L, 4, 2));
        plan.prices = Optional.of(new Prices(name, 1, 1));
        plan.speeds = new SpeedSource(name, true, name, name, name, List.of(name), 1);
        return PlanPage.of(plan.report());
    }

    /** What a browser takes for elements, with the names of their attributes. */
    private static List<String> elements(String page) {
        return Pattern.compile("<([/a-zA-Z!?][^>]*)>")
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1).replaceAll("=\"[^\"]*\"", "="))
                .toList();
    }

    @Test
    void hostileNamesAreText() {
        String page = page(Planned.HOSTILE);
        assertThat(elements(page)).hasSizeGreaterThan(100).isEqualTo(elements(page("name")));
        assertThat(page)
                .contains(
                        "/in/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&#39;[U+0007][U+001B][31m[U+202E]")
                .contains("{{job}}")
                .doesNotContain("<script")
                .doesNotContain("'\u0007");
        assertThat(page.codePoints().filter(one -> one < ' ' && one != '\n')).isEmpty();
        assertThat(page.codePoints().filter(one -> Character.getType(one) == Character.FORMAT))
                .isEmpty();
    }

    @Test
    void needsNothingElseAndMayLoadNothing() {
        String page = page("name");
        assertThat(page)
                .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src")
                .contains("prefers-color-scheme: dark")
                .contains("@media print")
                .contains("width=device-width");
        assertThat(page).doesNotContainPattern("(?i)(src|href)\\s*=|url\\(|@import|https?:|javascript:|\\son\\w+=");
    }

    @Test
    void outcomeAndThreeNumbersComeFirst() {
        String page = page("name");
        assertThat(page.indexOf("<h1>3 of 6 files to encode: 1 job</h1>")).isPositive();
        assertThat(page.split("<strong>", -1)).hasSize(4);
        assertThat(page.substring(page.indexOf("<h1>")))
                .containsSubsequence("10 h", "900 MB", "10 name", "What a person decides", "What the rules say");
        assertThat(page).contains("saved of 1.0 GB").contains("<h2>Next</h2>");
    }

    @Test
    void drawingsSayWhatTheyShow() {
        String page = page("name");
        assertThat(page).contains("<title>1 job of about 1.3 GB and 13 h of CPU</title>");
        assertThat(page).contains("<title>shard 0: 10 h</title>");
        assertThat(page).contains("<rect class=\"mark\" x=\"64.0\" y=\"0.0\" width=\"512.0\"");
        // Before is all of the width that the larger of both has, after a tenth of it.
        assertThat(page).contains("<rect class=\"before\" width=\"100.00%\"");
        assertThat(page).contains("<rect class=\"after\" y=\"14\" width=\"10.00%\"");
        assertThat(page).contains("<rect class=\"mark\" x=\"5.00%\" y=\"18.5\" width=\"15.00%\"");
    }

    @Test
    void aPlanWithoutJobsHasNoDrawings() {
        Planned plan = new Planned();
        plan.decided.add(Planned.decided("modern", "skip", "ALREADY_EFFICIENT", 1, "/a"));
        String page = PlanPage.of(plan.report());
        assertThat(page).contains("0 of 1 file to encode").contains("ALREADY_EFFICIENT");
        assertThat(page).doesNotContain("Who does it", "role=\"img\"", "What a person decides", "<h2>Next");
    }

    @Test
    void theSameReportIsTheSamePage() {
        assertThat(page("name")).isEqualTo(page("name"));
    }

    @Test
    void aFileIsReplacedWhenTheNewOneIsComplete() throws IOException {
        Path file = folder.resolve("deep/plan.html");
        PageFile.write(file, "one");
        PageFile.write(file, "two ä");
        assertThat(file).hasContent("two ä");
        try (var names = Files.list(file.getParent())) {
            assertThat(names).containsExactly(file);
        }
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> PageFile.write(folder.resolve("deep"), "x"))
                .withMessageContaining("it is a folder")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.CANNOT_WRITE));
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> PageFile.write(file.resolve("below.html"), "x"))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.CANNOT_WRITE));
        assertThat(file).hasContent("two ä");
    }
}

package dev.sluice.media.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.estimate.Prices;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestPlanText {
    private static final String ALL = """
                media-plan  2 of 10 files to encode

                plan       decided on 10 files, 10 GB, 5.0 h of media
                           inventory  12 files, 12 GB, 6.0 h of media (1 of unknown length)   2 more: copies, or newer than the plan
                           generation 1 of 2, 2026-11-25 02:03 UTC: 1 job in 1 shard, 1.0 h of CPU
                           generation 2 of 2, 2026-11-26 02:03 UTC: 1 job in 1 shard, 10 h of CPU

                rules      encode   films    2 files   2.0 GB   1.0 h
                           skip     modern   8 files   8.0 GB   4.0 h   ALREADY_EFFICIENT

                not done   ALREADY_EFFICIENT  8 files, 8.0 GB
                             such as  /films/8.mkv
                             because  why ALREADY_EFFICIENT
                             do       nothing: the rule says so

                cost       CPU          11 h   5.5 h … 22 h
                           output     200 MB   100 MB … 400 MB
                           saved      1.8 GB   1.6 GB … 1.9 GB   of 2.0 GB, once the originals are gone
                           money    0.49 EUR   0.25 EUR … 0.98 EUR
                           eight times out of ten it lies within the range

                by codec   h264    1 job   1.0 GB   →   100 MB   50 MB … 200 MB
                           mpeg4   1 job   1.0 GB   →   100 MB   50 MB … 200 MB

                shards     2 shards, 25 % full   hdr 1 (600 MB of memory) · ordinary 1 (600 MB of memory)
                           2 workers   10 h   at least 10 h   × 1.00

                biggest     10 h   1.0 GB   shard 7   /films/2.mkv
                           1.0 h   1.0 GB   shard 0   /films/1.mkv

                chunks     1 job above what a shard may hold, each alone in one: encode in chunks, or raise max-cost
                           10 h   1.0 GB   shard 7   /films/2.mkv

                speeds     shipped: measured 2026-11-26T02:10:00Z on AMD EPYC, ffmpeg 8.1.2

                assumed    not-calibrated   2 jobs   shipped speeds, not those of your machine

                next       speeds of this machine   bin/sluice media calibrate conf/media-plan.conf
                           hand it out              bin/sluice media render conf/media-plan.conf --as parallel --to out/parallel
                """;

    private final Planned plan = new Planned();

    @Test
    void saysAllThatThereIs() {
        plan.inventory = Optional.of(new Amount(12, 12_000_000_000L, 6, 1));
        plan.prices = Optional.of(new Prices("EUR", 0.04, 0.25));
        plan.decided.add(Planned.decided("films", "encode", "ENCODE", 2, "/films/2.mkv"));
        plan.decided.add(Planned.decided("modern", "skip", "ALREADY_EFFICIENT", 8, "/films/8.mkv"));
        plan.jobs.add(Planned.job(1, 0));
        plan.jobs.add(Planned.chunked(Planned.job(2, 7, 36_000, "/films/2.mkv", "mpeg4"), "slice=two", "hdr"));
        assertThat(PlanText.of(plan.report()))
                .containsExactlyElementsOf(ALL.lines().toList());
    }

    @Test
    void aPlanWithoutJobsSaysWhyAndNothingOfCosts() {
        plan.decided.add(Planned.decided("", "human", "NO_RULE", 1, "/a"));
        List<String> lines = PlanText.of(plan.report());
        assertThat(lines).first().isEqualTo("media-plan  0 of 1 file to encode");
        assertThat(lines).anyMatch(line -> line.contains("NO_RULE"));
        assertThat(lines).noneMatch(line -> line.startsWith("cost") || line.startsWith("shards"));
    }

    @Test
    void namesOfFilesDoNothingToATerminal() {
        plan.decided.add(Planned.decided("films", "human", "HDR", 1, Planned.HOSTILE));
        plan.jobs.add(Planned.job(1, 0, 60, Planned.HOSTILE, "h264\n"));
        String text = String.join("", PlanText.of(plan.report()));
        assertThat(text).contains("[U+0007][U+001B][31m[U+202E]gpj.exe[U+2066]").contains("h264[U+000A]");
        assertThat(text.codePoints()).noneMatch(one -> one < ' ' || one == 0x202e || one == 0x2066);
    }

    @Test
    void aLongNameKeepsItsEnd() {
        String line = Visible.line("/a".repeat(100) + "/end.mkv");
        assertThat(line).hasSize(120).startsWith("…").endsWith("/end.mkv");
        assertThat(Visible.line("\ud83d\ude00".repeat(120))).doesNotContain("…");
        assertThat(Visible.whole("a\ud83d!\u2028\u00a0é")).isEqualTo("a[U+D83D]![U+2028]\u00a0é");
    }

    @Test
    void numbersHaveUnits() {
        assertThat(List.of(0.0, 0.0005, 0.004, 0.02, 0.5, 1.25, 31.4, 3100.2))
                .extracting(Amounts::hours)
                .containsExactly("0 s", "1.8 s", "14 s", "1 min", "30 min", "1.3 h", "31 h", "3,100 h");
        assertThat(Amounts.bytes(-1_500_000L)).isEqualTo("-1.5 MB");
        assertThat(Amounts.money(1234.5, "EUR")).isEqualTo("1,235 EUR");
    }
}

package dev.sluice.media.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.media.estimate.Prices;
import dev.sluice.media.report.PlanReport.Assumed;
import dev.sluice.media.report.PlanReport.CostCell;
import dev.sluice.media.report.PlanReport.Generation;
import dev.sluice.media.report.PlanReport.OfCode;
import dev.sluice.media.report.PlanReport.OfRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestPlanReport {
    private final Planned plan = new Planned();

    @Test
    void decisionsStandByActionThenSize() {
        plan.decided.add(Planned.decided("", "human", "NO_RULE", 2, "/a"));
        plan.decided.add(Planned.decided("small", "encode", "ENCODE", 3, "/b"));
        plan.decided.add(Planned.decided("modern", "skip", "ALREADY_EFFICIENT", 9, "/c"));
        plan.decided.add(Planned.decided("films", "encode", "ENCODE", 5, "/d"));
        PlanReport report = plan.report();
        assertThat(report.rules()).extracting(OfRule::rule).containsExactly("films", "small", "modern", "");
        assertThat(report.decided()).isEqualTo(new Amount(19, 19_000_000_000L, 9.5, 0));
        assertThat(report.forPeople().files()).isEqualTo(2);
        assertThat(PlanText.outcome(report)).isEqualTo("8 of 19 files to encode: 0 jobs");
    }

    @Test
    void reasonsOfSeveralRulesAreOneAndPeopleComeFirst() {
        plan.decided.add(Planned.decided("modern", "skip", "ALREADY_EFFICIENT", 9, "/c"));
        plan.decided.add(Planned.decided("films", "human", "DOLBY_VISION", 1, "/small"));
        plan.decided.add(Planned.decided("series", "human", "DOLBY_VISION", 4, "/large"));
        plan.decided.add(Planned.decided("odd", "human", "NEEDS_HUMAN", 2, "/odd"));
        List<OfCode> reasons = plan.report().notEncoded();
        assertThat(reasons)
                .extracting(OfCode::code)
                .containsExactly("DOLBY_VISION", "NEEDS_HUMAN", "ALREADY_EFFICIENT");
        assertThat(reasons.get(0).amount().files()).isEqualTo(5);
        assertThat(reasons.get(0).example()).isEqualTo("/large");
        assertThat(reasons.get(0).advice()).contains("video.dolby-vision = drop");
        assertThat(reasons.get(1).advice()).contains("a rule of their own");
        assertThat(reasons.get(2).advice()).startsWith("nothing");
    }

    @Test
    void totalsCountAnInputOnceAndSaveWhatTheOutputsLeave() {
        plan.jobs.add(Planned.job(1, 0));
        // A second rung of the ladder, of the same input.
        PlannedJob rung = Planned.job(1, 0);
        plan.jobs.add(rung);
        plan.jobs.add(Planned.job(2, 1));
        plan.prices = Optional.of(new Prices("EUR", 0.5, 10));
        PlanReport.Totals totals = plan.report().totals();
        assertThat(totals.jobs()).isEqualTo(3);
        assertThat(totals.inputBytes()).isEqualTo(2_000_000_000L);
        assertThat(totals.cpuHours().p10()).isCloseTo(1.5, within(1e-9));
        assertThat(totals.cpuHours().p50()).isCloseTo(3, within(1e-9));
        assertThat(totals.cpuHours().p90()).isCloseTo(6, within(1e-9));
        assertThat(totals.outputBytes().p90()).isCloseTo(600e6, within(1.0));
        assertThat(totals.savedBytes().p10()).isCloseTo(1400e6, within(1.0));
        assertThat(totals.savedBytes().p90()).isCloseTo(1850e6, within(1.0));
        assertThat(totals.money().orElseThrow().amount().p50()).isCloseTo(3 * 0.5 + 0.3 * 10, within(1e-9));
        assertThat(totals.money().orElseThrow().amount().p90()).isCloseTo(6 * 0.5 + 0.6 * 10, within(1e-9));
        assertThat(new Planned().report().totals().money()).isEmpty();
    }

    @Test
    void codecsAreThoseOfTheInputs() {
        plan.jobs.add(Planned.job(1, 0, 60, "/a", "mpeg4"));
        plan.jobs.add(Planned.job(2, 0, 60, "/b", "h264"));
        plan.jobs.add(Planned.job(3, 0, 60, "/c", "h264"));
        plan.jobs.add(Planned.job(4, 0, 60, "/d", ""));
        PlanReport report = plan.report();
        assertThat(report.codecs()).extracting(PlanReport.OfCodec::codec).containsExactly("h264", "mpeg4", "not known");
        assertThat(report.codecs().get(0).inputBytes()).isEqualTo(2_000_000_000L);
        assertThat(report.codecs().get(0).outputBytes().p50()).isCloseTo(200e6, within(1.0));
    }

    @Test
    void shardsOfAllGenerationsAreSharedOut() {
        plan.jobs.add(Planned.job(1, 0));
        plan.jobs.add(Planned.job(2, 0));
        plan.jobs.add(Planned.job(3, 1));
        plan.jobs.add(Planned.chunked(Planned.job(4, 2, 5 * 3600, "/long", "h264"), "slice=two", "hdr"));
        PlanReport report = plan.report();
        Shards shards = report.shards();
        assertThat(shards.count()).isEqualTo(3);
        assertThat(shards.chunked()).isEqualTo(1);
        assertThat(shards.fill().orElseThrow()).isCloseTo((2 + 1) / 2.0 / 4, within(1e-9));
        assertThat(shards.classes())
                .containsExactly(
                        new Shards.OfClass("hdr", 1, 1, 5, 600_000_000),
                        new Shards.OfClass("ordinary", 2, 3, 3, 600_000_000));
        // Two workers: 2 h and 1 h, then 5 h after the one that is done first.
        assertThat(shards.workers()).containsExactly(new Shards.Schedule(2, 6, 5, 1.2));
        assertThat(shards.bars()).hasSize(3).contains(new Shards.Bar(2, 2, 5, 5));
        assertThat(report.generations())
                .extracting(Generation::jobs, Generation::shards, Generation::cpuHours)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3L, 2, 3.0),
                        org.assertj.core.groups.Tuple.tuple(1L, 1, 5.0));
        assertThat(report.chunkedJobs()).isEqualTo(1);
        assertThat(report.chunked()).extracting(PlanReport.Costly::path).containsExactly("/long");
    }

    @Test
    void manyShardsShareABar() {
        for (int i = 0; i < 100; i++) {
            plan.jobs.add(Planned.job(i, i, i == 99 ? 7200 : 3600, "/f", "h264"));
        }
        List<Shards.Bar> bars = plan.report().shards().bars();
        assertThat(bars).hasSize(34);
        assertThat(bars.get(0)).isEqualTo(new Shards.Bar(0, 2, 1, 1));
        assertThat(bars.get(33)).isEqualTo(new Shards.Bar(99, 99, 2, 2));
    }

    @Test
    void withoutCapsNothingIsFull() {
        plan.jobs.add(Planned.job(1, 0));
        plan.caps = Optional.empty();
        assertThat(plan.report().shards().fill()).isEmpty();
        plan.jobs.set(0, Planned.chunked(Planned.job(1, 0), "slice=one", "ordinary"));
        plan.caps = new Planned().caps;
        assertThat(plan.report().shards().fill()).isEmpty();
    }

    @Test
    void theCostliestTenAreNamed() {
        for (int i = 0; i < 30; i++) {
            plan.jobs.add(Planned.job(i, 0, 60 * (i % 15 + 1), "/" + i, "h264"));
        }
        assertThat(plan.report().biggest())
                .extracting(PlanReport.Costly::path)
                .containsExactly("/14", "/29", "/13", "/28", "/12", "/27", "/11", "/26", "/10", "/25");
    }

    @Test
    void costAgainstSizeIsCountedInCells() {
        plan.jobs.add(Planned.job(1, 0, 3600, "/a", "h264"));
        plan.jobs.add(Planned.job(2, 0, 3700, "/b", "h264"));
        plan.jobs.add(Planned.job(3, 0, 36_000, "/c", "h264"));
        plan.jobs.add(Planned.job(4, 0, 0, "/d", "h264"));
        assertThat(plan.report().costBySize()).extracting(CostCell::jobs).containsExactly(1L, 2L, 1L);
        CostCell cell = plan.report().costBySize().get(1);
        assertThat(cell.cpuHours()).isBetween(1.0, 1.585);
        assertThat(cell.bytes()).isBetween(1e9, 1.585e9);
    }

    @Test
    void saysWhatWasAssumedAndWhatToDoNext() {
        plan.jobs.add(Planned.job(1, 0));
        plan.decided.add(Planned.decided("films", "human", "HDR", 1, "/a"));
        PlanReport report = plan.report();
        assertThat(report.assumed())
                .containsExactly(new Assumed("not-calibrated", 1, "shipped speeds, not those of your machine"));
        assertThat(report.next())
                .extracting(PlanReport.Next::command)
                .containsExactly(
                        "bin/sluice sql conf/media-plan.conf \"SELECT path, decision.reason FROM decisions WHERE"
                                + " decision.action = 'human'\"",
                        "bin/sluice media calibrate conf/media-plan.conf",
                        "bin/sluice media render conf/media-plan.conf --as parallel --to out/parallel");
        plan.speeds = new SpeedSource("speeds.conf", true, "here", "8", "t", List.of("libsvtav1"), 0);
        plan.decided.clear();
        assertThat(plan.report().next()).extracting(PlanReport.Next::purpose).containsExactly("hand it out");
    }
}

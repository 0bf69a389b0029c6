package dev.sluice.media.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.decide.Decision;
import dev.sluice.media.decide.Decision.Action;
import dev.sluice.media.decide.JobKey;
import dev.sluice.media.decide.Target;
import dev.sluice.media.manifest.Change.Kind;
import dev.sluice.media.manifest.Change.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestChanges {
    private static final String ASSET = "12-ab";

    private static Target target(String profile, int quality) {
        Targets targets = new Targets();
        targets.profile = profile;
        targets.quality = Optional.of(quality);
        return targets.target();
    }

    private static LiveJob live(Target target, int shard) {
        return new LiveJob(JobKey.of(ASSET, target), shard, "/films/old.mp4", target);
    }

    private static List<Change> changes(List<LiveJob> live, Target... wanted) {
        Decision decision = new Decision(Action.ENCODE, "films", "ENCODE", "true", Arrays.asList(wanted));
        return Changes.of(ASSET, Optional.of("/films/a.mp4"), Optional.of(decision), live);
    }

    @Test
    void aJobThatIsStillWantedIsCounted() {
        assertThat(changes(List.of(live(target("web", 35), 3)), target("web", 35)))
                .containsExactly(Change.counted(Kind.UNCHANGED, 1));
    }

    @Test
    void aJobThatNobodyHasIsNew() {
        List<Change> changes = changes(List.of(), target("web", 35));
        assertThat(changes).extracting(Change::kind).containsExactly(Kind.NEW);
        assertThat(changes.get(0).newProfile()).contains("web");
        assertThat(changes.get(0).newJobKey()).contains(JobKey.of(ASSET, target("web", 35)));
        assertThat(changes.get(0).path()).contains("/films/a.mp4");
    }

    @Test
    void anotherTargetOfTheSameProfileIsAChangeOfSettings() {
        Targets other = new Targets();
        other.profile = "web";
        other.quality = Optional.of(35);
        other.maxRate = Optional.of(5_000_000L);
        other.options = java.util.Map.of("tune", "0");
        List<Change> changes = changes(List.of(live(target("web", 30), 3)), other.target());
        assertThat(changes).extracting(Change::kind).containsExactly(Kind.CHANGED);
        assertThat(changes.get(0).shard()).contains(3);
        assertThat(changes.get(0).settings())
                .containsExactly(
                        new Setting("video.quality", Optional.of("30"), Optional.of("35")),
                        new Setting("video.max-rate", Optional.empty(), Optional.of("5000000")),
                        new Setting("video.options.tune", Optional.empty(), Optional.of("0")));
    }

    @Test
    void anotherProfileTakesThePlaceOfOneThatIsNotWanted() {
        List<Change> changes = changes(List.of(live(target("old", 35), 1)), target("web", 35));
        assertThat(changes).extracting(Change::kind).containsExactly(Kind.CHANGED);
        assertThat(changes.get(0).oldProfile()).contains("old");
        assertThat(changes.get(0).newProfile()).contains("web");
    }

    @Test
    void rungsArePairedByTheirNames() {
        List<Change> changes = changes(
                List.of(
                        live(target("web-1080", 30), 1),
                        live(target("web-720", 30), 1),
                        live(target("web-360", 30), 1)),
                target("web-720", 31),
                target("web-1080", 30),
                target("web-480", 30));
        assertThat(changes)
                .extracting(change -> change.kind() + " " + change.oldProfile().orElse("") + " "
                        + change.newProfile().orElse(""))
                .containsExactly("UNCHANGED  ", "CHANGED web-720 web-720", "CHANGED web-360 web-480");
    }

    @Test
    void whatALaterGenerationReplacedIsOnlyCounted() {
        List<LiveJob> live =
                List.of(live(target("web", 28), 1), live(target("web", 30), 2), live(target("web", 35), 3));
        assertThat(changes(live, target("web", 35)))
                .containsExactly(Change.counted(Kind.UNCHANGED, 1), Change.counted(Kind.SUPERSEDED, 2));
        List<Change> edited = changes(live, target("web", 36));
        assertThat(edited).extracting(Change::kind).containsExactly(Kind.SUPERSEDED, Kind.CHANGED);
        assertThat(edited.get(0).jobs()).isEqualTo(2);
        assertThat(edited.get(1).settings())
                .containsExactly(new Setting("video.quality", Optional.of("35"), Optional.of("36")));
    }

    @Test
    void aJobThatNoRuleAsksForIsUnwantedAndSaysWhy() {
        List<LiveJob> live = List.of(live(target("web", 35), 7), live(target("web", 30), 2));
        Decision skip = new Decision(Action.SKIP, "modern", "ALREADY_EFFICIENT", "x", List.of());
        List<Change> skipped = Changes.of(ASSET, Optional.of("/films/a.mp4"), Optional.of(skip), live);
        assertThat(skipped).extracting(Change::kind).containsExactly(Kind.UNWANTED, Kind.SUPERSEDED);
        assertThat(skipped.get(0).why()).contains("skip ALREADY_EFFICIENT by rule modern");
        assertThat(skipped.get(0).shard()).contains(7);
        List<Change> gone = Changes.of(ASSET, Optional.empty(), Optional.empty(), live);
        assertThat(gone.get(0).why()).contains("the inventory has it no longer");
        assertThat(gone.get(0).path()).contains("/films/old.mp4");
    }
}

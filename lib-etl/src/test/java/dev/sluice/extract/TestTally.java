package dev.sluice.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestTally {
    private final Tally tally = new Tally();

    @Test
    void sumsSplitsOfAllTasks() {
        Tally task = new Tally();
        task.add(split("a#0", 3, true));
        tally.merge(task);
        Tally other = new Tally();
        other.add(split("a#9", 4, true));
        tally.merge(other);
        assertThat(tally.counts().rows()).isEqualTo(7);
        assertThat(tally.byItem().get("a")).hasSize(2);
    }

    @Test
    void countsASecondAttemptOnce() {
        tally.add(split("a#0", 3, true));
        tally.add(split("a#0", 3, true));
        assertThat(tally.counts().rows()).isEqualTo(3);
    }

    @Test
    void refusesAttemptsThatDiffer() {
        tally.add(split("a#0", 3, true));
        Tally task = new Tally();
        task.add(split("a#0", 4, true));
        tally.merge(task);
        assertThatThrownBy(tally::counts).isInstanceOf(Fault.class).hasMessageContaining("a#0");
    }

    @Test
    void carriesADisagreementFromATask() {
        Tally task = new Tally();
        task.add(split("a#0", 3, true));
        task.add(split("a#0", 4, true));
        tally.merge(task);
        assertThatThrownBy(tally::counts).isInstanceOf(Fault.class);
    }

    @Test
    void refusesASplitThatWasNotReadToItsEnd() {
        tally.add(split("a#0", 3, false));
        assertThatThrownBy(tally::counts).hasMessageContaining("not read to its end");
    }

    @Test
    void letsACompleteAttemptReplaceAnIncompleteOne() {
        tally.add(split("a#0", 1, false));
        tally.add(split("a#0", 3, true));
        tally.add(split("a#0", 2, false));
        assertThat(tally.counts().rows()).isEqualTo(3);
    }

    @Test
    void missesPlannedSplits() {
        tally.plan(List.of("a#0", "b#0"));
        tally.add(split("a#0", 3, true));
        assertThat(tally.unread()).containsExactly("b#0");
        assertThatThrownBy(tally::counts).hasMessageContaining("b#0");
    }

    @Test
    void refusesLinesThatAreUnaccountedFor() {
        tally.add(new SplitCount("a#0", "a", 0, true, new Counts(5, 3, 1, 0, 0, 0, 0), List.of(), Map.of("X", 1L), ""));
        assertThatThrownBy(tally::counts).hasMessageContaining("does not add up");
        assertThat(tally.reasons()).containsEntry("X", 1L);
    }

    @Test
    void startsEmptyAsACopyThatIsReset() {
        tally.add(split("a#0", 3, true));
        assertThat(tally.copyAndReset().isZero()).isTrue();
        assertThat(tally.isZero()).isFalse();
    }

    @Test
    void joinsChunksInTheOrderOfTheirOffsets() {
        ContentHash first = new ContentHash();
        byte[] full = new byte[ContentHash.CHUNK];
        first.update(full, 0, full.length);
        ContentHash second = new ContentHash();
        second.update(new byte[] {1}, 0, 1);
        tally.add(chunk("z", ContentHash.CHUNK, second));
        tally.add(chunk("y", 0, first));
        first.update(new byte[] {1}, 0, 1);
        assertThat(tally.versions()).containsEntry("a", first.version());
    }

    private static SplitCount chunk(String key, long start, ContentHash hash) {
        Counts counts = new Counts(0, 0, 0, 0, 0, 0, hash.length());
        return new SplitCount(key, "a", start, true, counts, hash.chunks(), Map.of(), "");
    }

    private static SplitCount split(String key, long rows, boolean complete) {
        return new SplitCount(key, "a", 0, complete, new Counts(rows, rows, 0, 0, 0, 0, 0), List.of(), Map.of(), "");
    }
}

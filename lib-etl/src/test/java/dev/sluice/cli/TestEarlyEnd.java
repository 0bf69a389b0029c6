package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestEarlyEnd {
    @TempDir
    private Path folder;

    @Test
    @Tag("chaos")
    void aRunThatNeverUnwindsIsEndedByForceWithItsStatusAfterTheLastWords() {
        Path words = folder.resolve("words");
        Child child = Child.running(StubbornChild.class, List.of(), folder, List.of(), words.toString());

        assertThat(child.await(Duration.ofMinutes(2))).as(child.said()).isEqualTo(124);
        assertThat(child.said()).contains("ended by force").doesNotContain("Exception");
        assertThat(words).hasContent("DEADLINE");
    }
}

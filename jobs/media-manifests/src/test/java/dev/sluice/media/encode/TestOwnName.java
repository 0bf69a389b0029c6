package dev.sluice.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.verify.Verdict.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestOwnName {
    @TempDir
    private Path folder;

    private Path made;
    private Path name;

    @BeforeEach
    void aFileThatIsComplete() throws IOException {
        made = Files.writeString(folder.resolve(".made"), "made");
        name = folder.resolve("name");
    }

    @Test
    void aFreeNameIsGiven() throws IOException {
        assertThat(OwnName.give(made, name, there -> true)).contains(Seen.of(name));
        assertThat(name).hasContent("made");
    }

    @Test
    void onlyWhatIsDamagedGivesWay() throws IOException {
        Files.writeString(name, "whole");
        assertThat(OwnName.give(made, name, there -> false)).isEmpty();
        assertThat(name).hasContent("whole");
        assertThat(OwnName.give(made, name, there -> true)).contains(Seen.of(name));
        assertThat(name).hasContent("made");
    }

    @Test
    void whatWasWrittenWhileItWasLookedAtStays() throws IOException {
        Files.writeString(name, "torn");
        assertThat(OwnName.give(made, name, TestOwnName::mended)).isEmpty();
        assertThat(name).hasContent("by another");
        assertThat(made).hasContent("made");
    }

    @Test
    void aLinkIsNoOutputAndWhatItLeadsToStays() throws IOException {
        Path far = Files.writeString(folder.resolve("far"), "far");
        Files.createSymbolicLink(name, far);
        assertThat(Encodes.seen(name)).isEmpty();
        assertThat(OwnName.give(made, name, there -> true)).contains(Seen.of(name));
        assertThat(name).isRegularFile().hasContent("made");
        assertThat(Files.isSymbolicLink(name)).isFalse();
        assertThat(far).hasContent("far");
    }

    /** Damaged as it was seen, and whole by now. */
    private static boolean mended(Path there) {
        try {
            Files.writeString(there, "by another");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }
}

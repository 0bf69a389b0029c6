package dev.sluice.media.promote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.manifest.ManifestJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestRollback {
    @TempDir
    private Path folder;

    private Library library;
    private Promotions promotions;

    @BeforeEach
    void aLibrary() {
        library = new Library(folder);
        promotions = new Promotions(library.quarantine);
    }

    private Path film(String name) {
        return library.films.resolve(name);
    }

    private Selection returnable() {
        return promotions.returnable(Optional.empty(), Optional.empty());
    }

    /** The one promotion is not taken back, and all stays as it is. */
    private Skip left() {
        assertThat(returnable().ready()).isEmpty();
        var before = library.all();
        library.rollback();
        // Also where it changed after the look.
        List<Promotion> all = library.quarantine.all().toList();
        assertThat(Lock.holding(library.quarantine, () -> promotions.rollback(all, one -> {}))
                        .done())
                .isEmpty();
        assertThat(library.all()).isEqualTo(before);
        assertThat(library.quarantine.underway()).isEmpty();
        return returnable().skipped().get(0).code();
    }

    @Test
    void originalsComeBackAndMayBePromotedAgain() throws IOException {
        ManifestJob job = library.film(1, "film.avi");
        Object inode = Files.getAttribute(film("film.avi"), "unix:ino");
        for (int round = 0; round < 2; round++) {
            assertThat(library.promote().done()).hasSize(1);
            assertThat(library.rollback().done()).hasSize(1);
            assertThat(library.films.toFile().list()).containsExactly("film.avi");
            assertThat(Files.getAttribute(film("film.avi"), "unix:ino")).isEqualTo(inode);
            assertThat(Files.getLastModifiedTime(film("film.avi"))).isEqualTo(FileTime.from(Library.THEN));
            assertThat(Files.getLastModifiedTime(Path.of(job.output()))).isEqualTo(FileTime.from(Library.LATER));
            assertThat(library.quarantine.find(job.jobKey()).orElseThrow().state())
                    .isEqualTo(State.RETURNED);
        }
        assertThat(library.rollback().done()).isEmpty();
    }

    @Test
    void aReplacementThatSomebodyChangedIsLeft() throws IOException {
        library.film(1, "film.mp4");
        library.promote();
        Files.writeString(film("film.mp4"), "mine");
        assertThat(left()).isEqualTo(Skip.REPLACEMENT_CHANGED);
        // One that is gone is in nobody's way.
        Files.delete(film("film.mp4"));
        assertThat(library.rollback().done()).hasSize(1);
        assertThat(film("film.mp4")).hasContent(Library.before(1));
    }

    @Test
    void theSameBesideTheOriginalsName() throws IOException {
        library.film(1, "film.avi");
        library.promote();
        Files.setLastModifiedTime(film("film.mp4"), FileTime.from(Library.LATER));
        assertThat(left()).isEqualTo(Skip.REPLACEMENT_CHANGED);
        Files.setLastModifiedTime(film("film.mp4"), FileTime.from(Library.THEN));
        Files.writeString(film("film.avi"), "mine");
        assertThat(left()).isEqualTo(Skip.NAME_TAKEN);
        Files.delete(film("film.avi"));
        assertThat(library.rollback().done()).hasSize(1);
    }

    @Test
    void anOriginalThatIsNotWholeIsLeft() throws IOException {
        library.film(1, "film.mp4");
        library.promote();
        Path kept = library.quarantine.kept(returnable().ready().get(0));
        Files.writeString(kept, "short");
        assertThat(left()).isEqualTo(Skip.NOT_KEPT);
        Files.delete(kept);
        assertThat(left()).isEqualTo(Skip.NOT_KEPT);
    }

    @Test
    void aFolderThatIsGoneIsToldAndItsFileComesBackLater() throws IOException {
        library.film(1, "disk/film.mp4");
        library.promote();
        Files.move(film("disk"), film("unplugged"));
        assertThat(left()).isEqualTo(Skip.FOLDER_MISSING);
        Files.move(film("unplugged"), film("disk"));
        assertThat(library.rollback().done()).hasSize(1);
    }

    @Test
    void aFolderOfOutputsThatIsGoneIsMadeAgain() throws IOException {
        ManifestJob job = library.film(1, "film.avi");
        library.promote();
        Files.delete(Path.of(job.output()).getParent());
        assertThat(library.rollback().done()).hasSize(1);
        assertThat(library.films.toFile().list()).containsExactly("film.avi");
        assertThat(library.promote().done()).hasSize(1);
    }

    @Test
    void anOutputThatCannotComeBackIsNotMissed() throws IOException {
        ManifestJob job = library.film(1, "film.avi");
        library.promote();
        Files.delete(Path.of(job.output()).getParent());
        Files.writeString(Path.of(job.output()).getParent(), "no folder");
        assertThat(library.rollback().done()).hasSize(1);
        assertThat(library.films.toFile().list()).containsExactly("film.avi");
        assertThat(library.screened().skipped()).extracting(Skipped::code).containsExactly(Skip.OUTPUT_MISSING);
    }

    @Test
    void itemsAndTimeNarrow() {
        library.film(1, "a.mp4");
        library.promote();
        library.film(2, "b.mp4");
        Instant between = Instant.now();
        library.promote();
        assertThat(promotions.returnable(Optional.of("*/a.*"), Optional.empty()).ready())
                .extracting(Promotion::original)
                .containsExactly(film("a.mp4").toString());
        assertThat(promotions.returnable(Optional.empty(), Optional.of(between)).ready())
                .extracting(Promotion::original)
                .containsExactly(film("b.mp4").toString());
    }

    @Test
    void whatWasPromotedTwiceGoesBackTwice() throws IOException {
        library.film(1, "film.avi");
        assertThat(library.promote().done()).hasSize(1);
        // The next plan takes the replacement for a film.
        library.film(2, "film.mp4");
        assertThat(library.promote().done()).hasSize(1);
        assertThat(film("film.mp4")).hasContent(Library.after(2));
        assertThat(library.rollback().done()).hasSize(2);
        assertThat(library.films.toFile().list()).containsExactly("film.avi");
        assertThat(film("film.avi")).hasContent(Library.before(1));
    }

    @Test
    void purgeTakesWhatIsOldAndWell() throws IOException {
        ManifestJob first = library.film(1, "a.avi");
        library.film(2, "b.mp4");
        library.film(3, "c.mp4");
        library.promote();
        Files.writeString(film("b.mp4"), "mine");
        Files.delete(film("c.mp4"));
        Instant now = Instant.now();
        assertThat(promotions
                        .purgeable(Optional.empty(), now.minus(Duration.ofHours(1)), Edited.NOT)
                        .ready())
                .isEmpty();
        Selection old = promotions.purgeable(Optional.empty(), now, Edited.NOT);
        assertThat(old.ready()).extracting(Promotion::jobKey).containsExactly(first.jobKey());
        assertThat(old.skipped())
                .extracting(Skipped::code)
                .containsExactlyInAnyOrder(Skip.REPLACEMENT_CHANGED, Skip.REPLACEMENT_MISSING);
        Selection edited = promotions.purgeable(Optional.empty(), now, Edited.TOO);
        assertThat(edited.skipped()).extracting(Skipped::code).containsExactly(Skip.REPLACEMENT_MISSING);

        // One that the look would not have chosen is left all the same.
        List<Promotion> all = library.quarantine.all().toList();
        assertThat(Lock.holding(library.quarantine, () -> promotions.purge(all, Edited.NOT, one -> {}))
                        .done())
                .hasSize(1);
        assertThat(film("a.mp4")).hasContent(Library.after(1));
        assertThat(Path.of(first.output())).doesNotExist();
        assertThat(library.quarantine.find(first.jobKey()).orElseThrow().state())
                .isEqualTo(State.PURGED);
        assertThat(library.all().keySet().stream().filter(name -> name.contains("/original/")))
                .hasSize(2);
        assertThat(library.screened(new Wanted(
                                Optional.of("*/a.avi"), Optional.empty(), Optional.empty(), Optional.empty()))
                        .skipped())
                .extracting(Skipped::code)
                .containsExactly(Skip.PROMOTED);
        assertThat(returnable().ready())
                .extracting(Promotion::original)
                .containsExactly(film("c.mp4").toString());
    }
}

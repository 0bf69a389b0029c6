package dev.sluice.media.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestPromote {
    @TempDir
    private Path folder;

    private Library library;

    @BeforeEach
    void aLibrary() {
        library = new Library(folder);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private Path film(String name) {
        return library.films.resolve(name);
    }

    private Skip skip() {
        Selection selection = library.screened();
        assertThat(selection.ready()).isEmpty();
        assertThat(selection.skipped()).hasSize(1);
        Map<String, String> before = library.all();
        library.promote();
        assertThat(library.all()).isEqualTo(before);
        return selection.skipped().get(0).code();
    }

    @Test
    void anOutputOfTheSameExtensionGetsTheOriginalsName() throws IOException {
        ManifestJob job = library.film(1, "a/film.mp4");
        boolean root = (int) Files.getAttribute(folder, "unix:uid") == 0;
        if (root) {
            Files.setAttribute(film("a/film.mp4"), "unix:uid", 4711);
        }
        assertThat(library.promote().done()).hasSize(1);

        Path place = film("a/film.mp4");
        assertThat(place).hasContent(Library.after(1));
        assertThat(Files.getLastModifiedTime(place)).isEqualTo(FileTime.from(Library.THEN));
        assertThat(permissions(place)).isEqualTo("rw-r-----");
        assertThat(Files.getAttribute(place, "unix:uid"))
                .isEqualTo(root ? 4711 : Files.getAttribute(folder, "unix:uid"));
        Promotion promotion = library.quarantine.find(job.jobKey()).orElseThrow();
        assertThat(promotion.state()).isEqualTo(State.PROMOTED);
        Path kept = library.quarantine.kept(promotion);
        assertThat(kept).hasContent(Library.before(1)).endsWith(place.getRoot().relativize(place));
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(FileTime.from(Library.THEN));
        assertThat(permissions(library.quarantine.folder())).isEqualTo("rwx------");
        assertThat(film("a").toFile().list()).containsExactly("film.mp4");
        // It has moved: a second name would be a way to change it by mistake.
        assertThat(Path.of(job.output())).doesNotExist();
        assertThat(Files.getAttribute(place, "unix:nlink")).isEqualTo(1);
    }

    @Test
    void anotherExtensionIsANameBesideAndTheOldOneGoes() throws IOException {
        library.film(1, "film.old.avi");
        library.film(2, "no extension");
        library.film(3, ".hidden");
        library.film(4, "LOUD.MP4");
        assertThat(library.promote().done()).hasSize(4);
        assertThat(library.films.toFile().list())
                .containsExactlyInAnyOrder("film.old.mp4", "no extension.mp4", ".hidden.mp4", "LOUD.MP4");
        assertThat(film("film.old.mp4")).hasContent(Library.after(1));
        assertThat(film("LOUD.MP4")).hasContent(Library.after(4));
    }

    @Test
    void theTimeOfNowMayBeAskedFor() throws IOException {
        library.film(1, "film.mp4");
        Instant now = Instant.parse("2026-05-06T07:08:09Z");
        Wanted wanted = new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(now));
        Selection selection = library.screened(wanted);
        Promotions promotions = new Promotions(library.quarantine);
        assertThat(Lock.holding(library.quarantine, () -> promotions.promote(selection.ready(), one -> {}))
                        .done())
                .hasSize(1);
        assertThat(Files.getLastModifiedTime(film("film.mp4"))).isEqualTo(FileTime.from(now));
        assertThat(library.rollback().done()).hasSize(1);
        assertThat(Files.getLastModifiedTime(film("film.mp4"))).isEqualTo(FileTime.from(Library.THEN));
    }

    @Test
    void onlyAcceptedOutputsAreReady() {
        ManifestJob job = library.planned(1, "film.mp4", 1, "web");
        assertThat(skip()).isEqualTo(Skip.NOT_JUDGED);
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.ACCEPT) {
                library.refuse(job, outcome);
                assertThat(skip()).isEqualTo(outcome == Outcome.NEEDS_HUMAN ? Skip.NEEDS_HUMAN : Skip.NOT_ACCEPTED);
            }
        }
        library.accept(job, 1);
        assertThat(library.screened().ready()).hasSize(1);
    }

    @Test
    void theOutputIsTheOneThatWasJudged() throws IOException {
        ManifestJob job = library.film(1, "film.mp4");
        Path output = Path.of(job.output());
        Library.write(output, Library.after(2), Library.LATER.plusMillis(1), "rw-rw-rw-");
        assertThat(skip()).isEqualTo(Skip.OUTPUT_CHANGED);
        Library.write(output, Library.after(2) + " ", Library.LATER, "rw-rw-rw-");
        assertThat(skip()).isEqualTo(Skip.OUTPUT_CHANGED);
        Files.move(output, output.resolveSibling("other"));
        assertThat(skip()).isEqualTo(Skip.OUTPUT_MISSING);
        library.accept(job, 1);
        Files.move(output, output.resolveSibling("other"), StandardCopyOption.REPLACE_EXISTING);
        Files.createSymbolicLink(output, output.resolveSibling("other"));
        assertThat(skip()).isEqualTo(Skip.OUTPUT_CHANGED);
    }

    @Test
    void theOriginalIsTheOneThatWasEncoded() throws IOException {
        library.film(1, "film.mp4");
        Path film = film("film.mp4");
        Files.setLastModifiedTime(film, FileTime.from(Library.THEN.plusMillis(1)));
        assertThat(skip()).isEqualTo(Skip.ORIGINAL_CHANGED);
        Library.write(film, Library.before(1) + " ", Library.THEN, "rw-r-----");
        assertThat(skip()).isEqualTo(Skip.ORIGINAL_CHANGED);
        Files.move(film, film("other"));
        assertThat(skip()).isEqualTo(Skip.ORIGINAL_MISSING);
        Files.createSymbolicLink(film, film("other"));
        assertThat(skip()).isEqualTo(Skip.NO_PLAIN_FILE);
        Files.delete(film);
        Files.createDirectory(film);
        assertThat(skip()).isEqualTo(Skip.NO_PLAIN_FILE);
    }

    @Test
    void ofSeveralOutputsAPersonChooses() {
        ManifestJob large = library.planned(1, "film.mp4", 1, "web-1080");
        ManifestJob small = library.planned(2, "film.mp4", 2, "web-720");
        library.accept(large, 1);
        assertThat(library.screened().skipped())
                .extracting(Skipped::code, Skipped::because)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(
                        Skip.SEVERAL_OUTPUTS, "several outputs could take its place: web-1080, web-720"))
                .hasSize(2);
        library.accept(small, 2);
        assertThat(library.screened().ready()).isEmpty();
        Wanted wanted = new Wanted(Optional.empty(), Optional.of("web-720"), Optional.empty(), Optional.empty());
        assertThat(library.screened(wanted).ready())
                .extracting(Promotion::jobKey)
                .containsExactly(small.jobKey());
        Wanted none = new Wanted(Optional.empty(), Optional.of("web-270"), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> library.screened(none))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.USAGE))
                .hasMessageContaining("web-1080, web-720")
                .hasMessageContaining("did you mean \"web-720\"?");
    }

    @Test
    void theLaterJobOfAFileCounts() {
        ManifestJob later = library.planned(2, "film.mp4", 7, "web");
        ManifestJob first = library.planned(1, "film.mp4", 3, "web");
        library.accept(first, 1);
        assertThat(library.screened().ready()).isEmpty();
        library.accept(later, 2);
        Selection selection = library.screened();
        assertThat(selection.ready()).extracting(Promotion::jobKey).containsExactly(later.jobKey());
        assertThat(selection.skipped()).extracting(Skipped::code).containsExactly(Skip.SUPERSEDED);
    }

    @Test
    void noForeignFileIsOverwritten() throws IOException {
        library.film(1, "film.avi");
        Files.writeString(film("film.mp4"), "mine");
        assertThat(skip()).isEqualTo(Skip.NAME_TAKEN);
        Files.delete(film("film.mp4"));
        Files.createSymbolicLink(film("film.mp4"), film("nowhere"));
        assertThat(skip()).isEqualTo(Skip.NAME_TAKEN);
        Files.delete(film("film.mp4"));
        library.film(2, "film.mkv");
        Selection selection = library.screened();
        assertThat(selection.ready())
                .extracting(Promotion::original)
                .containsExactly(film("film.avi").toString());
        assertThat(selection.skipped()).extracting(Skipped::code).containsExactly(Skip.NAME_TAKEN);
    }

    @Test
    void whatChangesAfterTheLookIsLeft() throws IOException {
        library.film(1, "a.mp4");
        library.film(2, "b.avi");
        ManifestJob third = library.film(3, "c.avi");
        List<Promotion> ready = library.screened().ready();
        Files.writeString(film("a.mp4"), "mine");
        Files.writeString(film("b.mp4"), "mine");
        Files.delete(Path.of(third.output()));
        Map<String, String> before = library.all();
        Promotions promotions = new Promotions(library.quarantine);
        Promotions.Done done = Lock.holding(library.quarantine, () -> promotions.promote(ready, one -> {}));
        assertThat(done.done()).isEmpty();
        assertThat(done.skipped())
                .extracting(Skipped::code)
                .containsExactly(Skip.ORIGINAL_CHANGED, Skip.NAME_TAKEN, Skip.OUTPUT_MISSING);
        before.replaceAll((name, content) -> content.replaceFirst(" [rwx-]{9}$", ""));
        Map<String, String> now = library.all();
        now.replaceAll((name, content) -> content.replaceFirst(" [rwx-]{9}$", ""));
        assertThat(now).isEqualTo(before);
        assertThat(library.quarantine.underway()).isEmpty();
    }

    @Test
    void itemsAndLimitNarrow() {
        library.film(1, "a/1.mp4");
        library.film(2, "a/2.mp4");
        library.film(3, "b/1?.mp4");
        Optional<String> below = Optional.of(library.films + "/a/*");
        Wanted some = new Wanted(below, Optional.empty(), Optional.of(1), Optional.empty());
        Selection selection = library.screened(some);
        assertThat(selection.ready())
                .extracting(Promotion::original)
                .containsExactly(film("a/1.mp4").toString());
        assertThat(selection.more()).isEqualTo(1);
        assertThat(selection.skipped()).isEmpty();
        Wanted odd = new Wanted(Optional.of("file:*/1?.*"), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(library.screened(odd).ready()).isEmpty();
        odd = new Wanted(Optional.of("*/1??mp4"), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(library.screened(odd).ready()).hasSize(1);
        assertThatThrownBy(() -> new Wanted(below, Optional.empty(), Optional.of(0), Optional.empty()))
                .hasMessageContaining("--limit: 0");
    }

    @Test
    void hostileNamesAreNames() throws IOException {
        List<String> names =
                List.of("-rf .mp4", "a\n\"'$(touch canary);*?[.avi", "..mp4", "...avi", "\u202e.mp4", "ä\t\\.avi");
        for (int i = 0; i < names.size(); i++) {
            library.film(i + 1, "-x\n;/" + names.get(i));
        }
        Map<String, String> first = library.all();
        assertThat(library.promote().done()).hasSize(names.size());
        for (int i = 0; i < names.size(); i++) {
            String now = names.get(i).replaceFirst("\\.avi$", ".mp4");
            assertThat(film("-x\n;/").resolve(now)).hasContent(Library.after(i + 1));
        }
        assertThat(library.rollback().done()).hasSize(names.size());
        assertThat(library.all().keySet()).containsAll(first.keySet());
        assertThat(Path.of("canary")).doesNotExist();
    }

    @Test
    void aPathWithStepsOrOfAStoreIsNoFile() throws IOException {
        for (String path :
                List.of("/films/../etc/passwd", "s3a://bucket/a.mp4", "films/a.mp4", "/", "/films/./a.mp4")) {
            Candidate one = new Candidate("", 0, "", "mp4", path, null, "/out/a.mp4");
            assertThat(one.originalFile()).as(path).isEmpty();
        }
        Candidate local = new Candidate("", 0, "", "mp4", "file:///films/a b.mp4", null, "/out/a.mp4");
        assertThat(local.originalFile()).contains(Path.of("/films/a b.mp4"));
        // A folder above may well be a link.
        library.film(1, "real/a.avi");
        Files.createSymbolicLink(film("link"), film("real"));
        library.film(2, "link/b.avi");
        assertThat(library.promote().done()).hasSize(2);
        assertThat(film("real").toFile().list()).containsExactlyInAnyOrder("a.mp4", "b.mp4");
        assertThat(film("link")).isSymbolicLink();
        assertThat(library.rollback().done()).hasSize(2);
        assertThat(film("real").toFile().list()).containsExactlyInAnyOrder("a.avi", "b.avi");
    }

    @Test
    void originalsOnAnotherFileSystemAreNotCopied() throws IOException {
        Path other = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(other), "no other file system here");
        library.film(1, "film.mp4");
        Path away = Files.createTempDirectory(other, "sluice");
        try {
            Quarantine quarantine = new Quarantine(away.resolve("q"));
            Wanted all = new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            Selection selection = new Screening(quarantine, library.verdicts, all)
                    .of(library.jobs().iterator());
            assertThat(selection.skipped()).extracting(Skipped::code).containsExactly(Skip.OTHER_FILE_SYSTEM);
            // Nor where the look did not tell, as with two mounts of one disk.
            List<Promotion> ready = library.screened().ready();
            Promotions promotions = new Promotions(quarantine);
            assertThat(Lock.holding(quarantine, () -> promotions.promote(ready, one -> {}))
                            .skipped())
                    .extracting(Skipped::code)
                    .containsExactly(Skip.OTHER_FILE_SYSTEM);
            assertThat(film("film.mp4")).hasContent(Library.before(1));
            assertThat(quarantine.underway()).isEmpty();
        } finally {
            new ProcessBuilder("rm", "-r", away.toString())
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
        }
    }

    @Test
    void otherNamesOfAnOriginalAreCounted() throws IOException {
        library.film(1, "film.mp4");
        library.film(2, "lone.mp4");
        Files.createLink(film("second name"), film("film.mp4"));
        assertThat(library.screened().otherNames()).isEqualTo(1);
        assertThat(library.promote().done()).hasSize(2);
        assertThat(film("second name")).hasContent(Library.before(1));
    }

    @Test
    void whoeverLooksSeesTheOneOrTheOther() throws InterruptedException {
        int films = 30;
        for (int i = 0; i < films; i++) {
            library.film(i, i + (i % 2 == 0 ? ".mp4" : ".avi"));
        }
        AtomicBoolean ended = new AtomicBoolean();
        LongAdder looks = new LongAdder();
        LongAdder faults = new LongAdder();
        Thread watch = new Thread(() -> {
            while (!ended.get()) {
                for (int i = 0; i < films; i++) {
                    looks.increment();
                    boolean seen = seen(film(i + ".mp4"), i) || seen(film(i + ".avi"), i) || seen(film(i + ".mp4"), i);
                    faults.add(seen ? 0 : 1);
                }
            }
        });
        watch.start();
        for (int round = 0; round < 3; round++) {
            assertThat(library.promote().done()).hasSize(films);
            assertThat(library.rollback().done()).hasSize(films);
        }
        ended.set(true);
        watch.join();
        assertThat(faults.sum()).isZero();
        assertThat(looks.sum()).isGreaterThan(1000);
    }

    private static boolean seen(Path file, int number) {
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && List.of(Library.before(number), Library.after(number)).contains(Files.readString(file));
        } catch (IOException gone) {
            return false;
        }
    }
}

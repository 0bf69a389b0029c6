package dev.sluice.media.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.media.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIGKILL at each step: an original or its replacement is always there, and the next command ends what was begun. */
final class TestPromoteCrash {
    private static final String OTHER_DISK = "/dev/shm";

    @TempDir
    private Path folder;

    /** The same film twice: in a library that is killed, and in one that is not. */
    private final List<Path> away = new ArrayList<>();

    private Library library(String name, String film, boolean otherDisk) throws IOException {
        Path home = folder.resolve(name);
        Path outputs = home.resolve("out");
        if (otherDisk) {
            assumeTrue(Files.isWritable(Path.of(OTHER_DISK)), "no other file system here");
            outputs = Files.createTempDirectory(Path.of(OTHER_DISK), "sluice").resolve("out");
            away.add(outputs.getParent());
        }
        Library library = new Library(home, outputs);
        library.film(1, film);
        return library;
    }

    private static int child(Library library, String word, String failpoint) {
        return PromoteChild.start(library, List.of(), "-Dsluice.failpoint=" + failpoint, word)
                .await();
    }

    /** Under one of the two names is the whole original or the whole output. */
    private static void oneIsThere(Library library, String film) throws IOException {
        List<String> there = new ArrayList<>();
        for (String name : List.of(film, film.replaceFirst("\\.\\w+$", ".mp4"))) {
            Path file = library.films.resolve(name);
            if (Files.exists(file)) {
                there.add(Files.readString(file));
            }
        }
        assertThat(there).isNotEmpty().isSubsetOf(Library.before(1), Library.after(1));
    }

    /** Names of all files, with what the folders above the films are called taken out. */
    private static Map<String, String> all(Library library) {
        String home = library.films.getParent().toString();
        Map<String, String> all = new TreeMap<>();
        library.all().forEach((name, content) -> all.put(name.replace(home, ""), content));
        return all;
    }

    /** Without permissions of outputs: they stay those of the original. */
    private static Map<String, String> ofOutputs(Map<String, String> all) {
        all.replaceAll((name, content) -> name.startsWith("out/") ? content.replaceFirst(" [rwx-]{9}$", "") : content);
        return all;
    }

    private void clean() throws IOException {
        for (Path path : away) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"placed, a.mp4, false", "removed, a.avi, false", "staged, a.mp4, true"})
    void promoteIsEndedByTheNextOne(String step, String film, boolean otherDisk) throws IOException {
        promoteIsEnded(step, film, otherDisk);
    }

    /** Each other step, and outputs on another disk. */
    @Tag("chaos")
    @ParameterizedTest
    @CsvSource({
        "begun, a.mp4, false",
        "kept, a.mp4, false",
        "staged, a.mp4, false",
        "placed, a.mp4, false",
        "moved, a.mp4, false",
        "recorded, a.mp4, false",
        "kept, a.avi, false",
        "staged, a.avi, false",
        "placed, a.avi, false",
        "removed, a.avi, false",
        "staged, a.mp4, true",
        "placed, a.mp4, true",
        "staged, a.avi, true",
        "placed, a.avi, true"
    })
    void promoteIsEndedByTheNextOneAtAnyStep(String step, String film, boolean otherDisk) throws IOException {
        promoteIsEnded(step, film, otherDisk);
    }

    private void promoteIsEnded(String step, String film, boolean otherDisk) throws IOException {
        try {
            Library calm = library("calm", film, otherDisk);
            Library killed = library("killed", film, otherDisk);
            assertThat(calm.promote().done()).hasSize(1);
            assertThat(child(killed, "promote", "promote." + step)).isEqualTo(PromoteChild.KILLED);
            oneIsThere(killed, film);
            assertThat(killed.quarantine.underway()).hasSize(1);

            Promotions promotions = new Promotions(killed.quarantine);
            assertThat(promotions.settle().done()).hasSize(1);
            assertThat(promotions.settle().done()).isEmpty();
            assertThat(all(killed)).isEqualTo(all(calm));
            // Not twice, whoever asks.
            assertThat(killed.promote().done()).isEmpty();
            assertThat(killed.screened().skipped()).extracting(Skipped::code).containsExactly(Skip.PROMOTED);
            assertThat(all(killed)).isEqualTo(all(calm));
        } finally {
            clean();
        }
    }

    @ParameterizedTest
    @CsvSource({"kept, a.mp4"})
    void rollbackIsEndedByTheNextOne(String step, String film) throws IOException {
        rollbackIsEnded(step, film);
    }

    /** Each other step, and outputs on another disk. */
    @Tag("chaos")
    @ParameterizedTest
    @CsvSource({
        "begun, a.mp4",
        "kept, a.mp4",
        "staged, a.mp4",
        "restored, a.mp4",
        "given-back, a.mp4",
        "released, a.mp4",
        "recorded, a.mp4",
        "restored, a.avi",
        "removed, a.avi"
    })
    void rollbackIsEndedByTheNextOneAtAnyStep(String step, String film) throws IOException {
        rollbackIsEnded(step, film);
    }

    private void rollbackIsEnded(String step, String film) throws IOException {
        Library calm = library("calm", film, false);
        Library killed = library("killed", film, false);
        Map<String, String> first = all(calm);
        for (Library one : List.of(calm, killed)) {
            assertThat(one.promote().done()).hasSize(1);
        }
        assertThat(calm.rollback().done()).hasSize(1);
        assertThat(child(killed, "rollback", "rollback." + step)).isEqualTo(PromoteChild.KILLED);
        oneIsThere(killed, film);

        assertThat(new Promotions(killed.quarantine).settle().done()).hasSize(1);
        assertThat(killed.rollback().done()).isEmpty();
        Map<String, String> last = all(killed);
        assertThat(last).isEqualTo(all(calm));
        last.keySet().removeIf(name -> name.endsWith("/promotion.json"));
        assertThat(ofOutputs(last)).isEqualTo(ofOutputs(first));
        // And may be promoted once more.
        assertThat(killed.promote().done()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"kept, a.mp4", "staged, a.mp4", "staged, a.avi", "placed, a.avi"})
    void whatCannotBeEndedIsUndone(String step, String film) throws IOException {
        Library killed = library("killed", film, false);
        Map<String, String> first = all(killed);
        assertThat(child(killed, "promote", "promote." + step)).isEqualTo(PromoteChild.KILLED);
        Path output = Path.of(killed.jobs().get(0).output());
        if (step.equals("placed")) {
            // Somebody has edited the replacement, while the original still has its name.
            Path replacement = killed.films.resolve("a.mp4");
            Files.delete(replacement);
            Library.write(replacement, "mine", Library.LATER, "rw-r--r--");
        } else {
            Files.delete(output);
        }

        Promotions.Done settled = new Promotions(killed.quarantine).settle();
        assertThat(settled.skipped())
                .extracting(Skipped::code)
                .containsExactly(step.equals("placed") ? Skip.NAME_TAKEN : Skip.OUTPUT_MISSING);
        Map<String, String> now = all(killed);
        first.keySet().removeIf(name -> !step.equals("placed") && name.startsWith("out/"));
        if (step.equals("placed")) {
            assertThat(now.remove("films/a.mp4")).startsWith("mine ");
        }
        assertThat(ofOutputs(now)).isEqualTo(ofOutputs(first));
    }

    @ParameterizedTest
    @CsvSource({"kept, a.mp4, false", "kept, a.mp4, true", "placed, a.mp4, true", "removed, a.avi, false"})
    void aFileThatSomebodyPutThereMeanwhileStays(String step, String film, boolean edits) throws IOException {
        Library killed = library("killed", film, false);
        assertThat(child(killed, "promote", "promote." + step)).isEqualTo(PromoteChild.KILLED);
        Path place = killed.films.resolve(film);
        Files.deleteIfExists(place);
        if (edits) {
            Library.write(place, "mine", Library.LATER, "rw-r--r--");
        }

        Promotions promotions = new Promotions(killed.quarantine);
        promotions.settle();
        assertThat(Files.exists(place)).isEqualTo(edits);
        Selection selection = promotions.returnable(Optional.empty(), Optional.empty());
        Path kept = killed.quarantine.kept(killed.quarantine.all().findFirst().orElseThrow());
        assertThat(kept).hasContent(Library.before(1));
        if (edits) {
            assertThat(place).hasContent("mine");
            assertThat(selection.skipped()).extracting(Skipped::code).containsExactly(Skip.REPLACEMENT_CHANGED);
        } else {
            assertThat(killed.rollback().done()).hasSize(1);
            assertThat(place).hasContent(Library.before(1));
            Verdict.Seen seen = Found.at(place).orElseThrow().seen();
            assertThat(seen.modified()).isEqualTo(Library.THEN);
        }
    }
}

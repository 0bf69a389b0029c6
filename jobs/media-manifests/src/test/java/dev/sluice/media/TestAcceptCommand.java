package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestLines;
import dev.sluice.media.promote.Library;
import dev.sluice.media.promote.Selection;
import dev.sluice.media.promote.Skip;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAcceptCommand {
    private static final String CONF = """
            job = encodes
            state = state
            extract.jobs { type = manifest-jobs, path = manifests }
            slice { of = jobs }
            transform = [{ name = encoded, type = encode, from = jobs, verdicts = verdicts }]
            load = [
              { name = results, from = encoded, type = files, path = results }
              { name = refused, from = encoded.rejects, type = files, path = refused, format = json }
            ]
            check { max-rejects = 5% }
            """;

    @TempDir
    private Path folder;

    private Library library;
    private Path conf;
    private ManifestJob doubtful;
    private ManifestJob other;
    private ManifestJob refused;

    @BeforeEach
    void outputsOfAllKinds() throws IOException {
        conf = Files.writeString(folder.resolve("encode.conf"), CONF);
        library = new Library(folder);
        library.film(1, "good.mp4");
        doubtful = library.planned(0x12345, "grain\n.mp4", 1, "web");
        library.doubt(doubtful, 2);
        other = library.planned(0x54321, "dark.mp4", 1, "web");
        library.doubt(other, 3);
        refused = library.planned(0x77777, "short.mp4", 1, "web");
        library.refuse(refused, Outcome.REJECT);
        Path shard = Files.createDirectories(folder.resolve("manifests/slice=1/part=0"));
        Files.write(
                shard.resolve("part-0.json"),
                library.jobs().stream().map(ManifestLines::line).toList());
    }

    private Verdict verdict(ManifestJob job) {
        return library.verdicts.find(job.jobKey()).orElseThrow();
    }

    private void refuses(String why, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).as(fault.toString()).isIn(Code.CHECK_FAILED, Code.USAGE))
                .hasMessageContaining(why);
        assertThat(verdict(doubtful).accepted()).isEmpty();
    }

    @Test
    void whatAPersonTakesMayBePromoted() {
        Selection before = library.screened();
        assertThat(before.ready()).hasSize(1);
        assertThat(before.skipped()).extracting(one -> one.code()).contains(Skip.NEEDS_HUMAN);
        Said.by("accept", conf, doubtful.jobKey(), "--because", " looks as it should ");
        Verdict verdict = verdict(doubtful);
        assertThat(verdict.outcome()).isEqualTo(Outcome.NEEDS_HUMAN);
        assertThat(verdict.accepted()).hasValueSatisfying(person -> {
            assertThat(person.by()).isEqualTo(System.getProperty("user.name"));
            assertThat(person.because()).isEqualTo("looks as it should");
        });
        assertThat(library.screened().ready())
                .extracting(one -> one.jobKey())
                .contains(doubtful.jobKey())
                .hasSize(2);
        assertThat(Said.by("status", conf))
                .containsPattern("accept, by a person +1 job ")
                .containsPattern("done +accept +1 job ")
                .containsPattern("needs-human +1 job ");
    }

    @Test
    void withoutKeysItListsWhatWaits() throws IOException {
        String said = Said.by("accept", conf);
        assertThat(said)
                .contains("00000000  ", "grain[U+000A]", "QUALITY  size is 1; it must be 1", "--because TEXT")
                .doesNotContain("short", "good.mp4");
        JsonNode json = new JsonMapper().readTree(Said.by("accept", conf, "--json"));
        assertThat(json.at("/outputs").size()).isEqualTo(2);
        Said.by("accept", conf, doubtful.jobKey(), other.jobKey(), "--because", "fine");
        assertThat(Said.by("accept", conf)).contains("no output waits for a person");
    }

    @Test
    void whatTheGateHasRefusedIsNotTakenNorIsAnythingElseThen() {
        refuses(
                "the gate said reject (FRAMES)",
                () -> Said.by("accept", conf, doubtful.jobKey(), refused.jobKey(), "--because", "good"));
        refuses("no job begins so", () -> Said.by("accept", conf, doubtful.jobKey(), "ffffffff", "--because", "good"));
        refuses("is no key", () -> Said.by("accept", conf, "0000", "--because", "good"));
        refuses("jobs begin so", () -> Said.by("accept", conf, "00000000", "--because", "good"));
        refuses("a reason are both wanted", () -> Said.by("accept", conf, doubtful.jobKey()));
        refuses("a reason are both wanted", () -> Said.by("accept", conf, doubtful.jobKey(), "--because", " "));
        refuses("a reason are both wanted", () -> Said.by("accept", conf, "--because", "good"));
    }

    @Test
    void aFileThatWasTouchedSinceIsNotTaken() throws IOException {
        Files.writeString(Path.of(doubtful.output()), "another");
        refuses("not the file that was judged", () -> Said.by("accept", conf, doubtful.jobKey(), "--because", "good"));
    }
}

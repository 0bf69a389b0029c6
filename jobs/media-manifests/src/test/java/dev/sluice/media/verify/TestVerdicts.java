package dev.sluice.media.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestVerdicts {
    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");
    private static final Work WORK = new Work(1, 120.5, 61.25, 30);

    @TempDir
    private Path folder;

    private static Verdict verdict(int number, Check... checks) {
        ManifestJob job = ManifestJobs.job(number, 0, "/films/a;\n.mkv", "/out");
        return Verdict.of(job, new Judgement(List.of(checks), 30), Optional.of(new Verdict.Seen(17, NOW)), WORK, NOW);
    }

    private static Check good(String name) {
        return Check.of(name, true, "1", "1", Defect.FRAMES);
    }

    @Test
    void whatIsKeptIsFound() {
        Verdicts verdicts = new Verdicts(folder.resolve("a/b"));
        assertThat(verdicts.find(ManifestJobs.key(1))).isEmpty();
        assertThat(verdicts.all()).isEmpty();
        Verdict first = verdict(1, good("frames"));
        Verdict later = verdict(1, Check.of("frames", false, "3", "4 to 6", Defect.FRAMES));
        Verdict none = Verdict.without(
                ManifestJobs.job(0xab << 16, 0, "/films/b.mkv", "/out"),
                Outcome.REJECT,
                "TIMEOUT",
                "it hung",
                WORK,
                NOW);
        verdicts.put(first);
        verdicts.put(none);
        verdicts.put(later);
        assertThat(verdicts.find(ManifestJobs.key(1))).contains(later);
        assertThat(verdicts.find(none.jobKey())).contains(none);
        try (Stream<Verdict> all = verdicts.all()) {
            assertThat(all).containsExactly(later, none);
        }
    }

    @Test
    void theGravestDefectCounts() {
        assertThat(verdict(1, good("a")).outcome()).isEqualTo(Outcome.ACCEPT);
        Check large = Check.of("size", false, "2", "1", Defect.TOO_LARGE);
        Check doubtful = Check.of("ssim", false, "0.1", "0.9", Defect.QUALITY);
        Check torn = Check.of("frames", false, "3", "4", Defect.FRAMES);
        Check wrong = Check.of("streams", false, "3", "4", Defect.STREAMS);
        assertThat(verdict(1, good("a"), doubtful).outcome()).isEqualTo(Outcome.NEEDS_HUMAN);
        assertThat(verdict(1, doubtful, large).outcome()).isEqualTo(Outcome.KEEP_ORIGINAL);
        assertThat(verdict(1, large, torn).outcome()).isEqualTo(Outcome.RETRY);
        Verdict worst = verdict(1, torn, large, wrong, torn);
        assertThat(worst.outcome()).isEqualTo(Outcome.REJECT);
        assertThat(worst.codes()).containsExactly("FRAMES", "TOO_LARGE", "STREAMS");
        assertThat(worst.message()).isEqualTo("frames is 3; it must be 4");
        assertThatThrownBy(() -> new Judgement(List.of(), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileThatIsNoVerdictIsRefused() throws IOException {
        Verdicts verdicts = new Verdicts(folder);
        verdicts.put(verdict(1, good("a")));
        Path file = folder.resolve("00").resolve(ManifestJobs.key(1) + ".json");
        String text = Files.readString(file);
        Path other = folder.resolve("00").resolve(ManifestJobs.key(2) + ".json");
        Files.writeString(other, text);
        refused(() -> verdicts.find(ManifestJobs.key(2)), "of another job");
        Files.writeString(file, text.substring(0, text.length() / 2));
        refused(() -> verdicts.find(ManifestJobs.key(1)), "remove it");
        Files.writeString(file, text.replace("sluice-verdict/1", "sluice-verdict/2"));
        refused(() -> verdicts.find(ManifestJobs.key(1)), "sluice-verdict/2");
    }

    private static void refused(Runnable reading, String why) {
        assertThatThrownBy(reading::run).isInstanceOfSatisfying(Fault.class, e -> {
            assertThat(e.code()).isEqualTo(Code.INPUT_DAMAGED);
            assertThat(e).hasMessageContaining(why);
        });
    }
}

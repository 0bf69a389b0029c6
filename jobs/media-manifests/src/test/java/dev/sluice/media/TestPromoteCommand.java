package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.ManifestLines;
import dev.sluice.media.promote.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPromoteCommand {
    private static final String CONF = """
            job = plan
            state = state
            extract.assets { type = files, format = parquet, paths = ["assets/*.parquet"], settle = 0s }
            transform = [
              { name = decided, type = decide, from = assets
                rules = [ { name = films, when = "probe.video IS NOT NULL", encode = av1 } ]
                profiles { av1 { container = matroska, video { encoder = libsvtav1, preset = 8, quality = 30 } } } }
              { name = costed, type = estimate, from = decided.jobs }
              { name = planned, type = shard, from = costed }
            ]
            load = [ { name = manifests, from = planned, type = manifest, path = manifests, output = out
                       inputs = ["films"] } ]
            slice.by = whole
            """;

    @TempDir
    private Path folder;

    private Library library;
    private Path conf;

    @BeforeEach
    void aPlan() throws IOException {
        conf = Files.writeString(folder.resolve("plan.conf"), CONF);
        library = new Library(folder);
        library.film(1, "a.avi");
        library.film(2, "-b\n\u001b[31m.mp4");
        library.planned(3, "c.mp4", 3, "web");
        Path shard = Files.createDirectories(folder.resolve("manifests/slice=1/part=0"));
        Files.write(
                shard.resolve("part-0.json"),
                library.jobs().stream().map(ManifestLines::line).toList());
    }

    private String said(String word, Object... more) {
        List<Object> words = new ArrayList<>(List.of(word, conf, "--quarantine", library.quarantine.folder()));
        if (word.equals("promote")) {
            words.addAll(List.of("--verdicts", folder.resolve("verdicts")));
        }
        words.addAll(List.of(more));
        return Said.by(words.toArray());
    }

    private Map<String, String> films() {
        return library.all().entrySet().stream()
                .filter(one -> one.getKey().startsWith("films/"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().replaceFirst(" \\d{4}-.*", "")));
    }

    @Test
    void withoutYesNothingIsDone() {
        Map<String, String> before = library.all();
        for (String word : List.of("promote", "rollback", "purge")) {
            said(word, "--dry-run");
            assertThat(library.all()).isEqualTo(before);
            assertThat(library.quarantine.folder()).doesNotExist();
        }
        assertThatThrownBy(() -> said("promote"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.USAGE))
                .hasMessageContaining("say --yes");
        assertThat(library.all()).isEqualTo(before);
        assertThat(library.quarantine.folder()).doesNotExist();
        assertThat(said("rollback")).contains("nothing to roll back");
    }

    @Test
    void thePlanSaysWhatGoesWhereAndWhatIsLeft() {
        assertThat(said("promote", "--dry-run"))
                .contains("plan  2 of 3 jobs to be promoted", "promote    2 files   74 B → 40 B")
                .containsPattern("/films/a\\.avi +37 B +→ +20 B +a\\.mp4\n")
                .contains("/films/-b[U+000A][U+001B][31m.mp4")
                .contains("originals  to " + library.quarantine.folder(), "once they are purged, 34 B are free")
                .contains("left       NOT_JUDGED  1 file", "such as  " + library.films + "/c.mp4")
                .doesNotContain("\u001b");
    }

    @Test
    void thereAndBackAndAway() {
        Map<String, String> before = films();
        assertThat(said("promote", "--yes"))
                .contains("promoted   2 files   74 B → 40 B", "take it back", "bin/sluice media rollback ")
                .contains(" --older-than 30d --quarantine ");
        assertThat(films().keySet()).contains("films/a.mp4").doesNotContain("films/a.avi");
        assertThat(said("promote", "--yes"))
                .contains("0 of 3 jobs", "PROMOTED  2 files")
                .doesNotContain("promoted  ");
        assertThat(said("rollback", "--yes", "--items", "*/a.*"))
                .contains("1 of 1 promotion to be rolled back", "rolled back 1 file   20 B → 37 B");
        assertThat(said("rollback", "--yes")).contains("rolled back 1 file");
        assertThat(films()).isEqualTo(before);
        said("promote", "--yes");
        assertThat(said("purge", "--yes")).contains("nothing to purge");
        assertThat(said("purge", "--yes", "--older-than", "PT0S"))
                .contains("2 files   74 B of originals, gone for good", "purged     2 files   74 B of originals");
        assertThat(said("rollback", "--yes")).contains("nothing to roll back");
        assertThat(library.all().keySet()).noneMatch(name -> name.contains("/original/"));
    }

    @Test
    void machinesAreToldTheSame() throws IOException {
        JsonNode would = new JsonMapper().readTree(said("promote", "--json", "--dry-run"));
        assertThat(would.at("/done").asBoolean()).isFalse();
        assertThat(would.at("/files")).hasSize(2);
        JsonNode did = new JsonMapper().readTree(said("promote", "--json", "--yes", "--limit", "1"));
        assertThat(did.at("/done").asBoolean()).isTrue();
        assertThat(did.at("/deed").asText()).isEqualTo("promote");
        assertThat(did.at("/bytes_before").asLong()).isEqualTo(37);
        assertThat(did.at("/files/0/original").asText()).isEqualTo(library.films + "/-b\n\u001b[31m.mp4");
        assertThat(did.at("/left/0/code").asText()).isEqualTo("NOT_JUDGED");
    }

    @Test
    void theQuarantineIsNotWhereFilmsAreLookedFor() {
        for (Path bad : List.of(library.films, library.films.resolve("quarantine"))) {
            assertThatThrownBy(() -> Said.by("rollback", conf, "--quarantine", bad, "--yes"))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.USAGE))
                    .hasMessageContaining("the next inventory would find them there");
            assertThat(bad.resolve("lock")).doesNotExist();
        }
        Stream.of("films/.quarantine", "films/_q/deep", "filmsq")
                .forEach(
                        good -> assertThat(Said.by("rollback", conf, "--quarantine", folder.resolve(good), "--dry-run"))
                                .contains("nothing to roll back"));
    }
}

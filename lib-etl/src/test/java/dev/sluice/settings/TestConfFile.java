package dev.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestConfFile {
    @TempDir
    private Path folder;

    @Test
    void resolvesWhatTheFileRefersTo() throws IOException {
        ConfFile file = ConfFile.read(write("a = 1\nb = ${a}\nc = ${?PLACE}\nd = ${?UNSET}"), Map.of("PLACE", "here"));

        assertThat(file.config().getInt("b")).isEqualTo(1);
        assertThat(file.config().getString("c")).isEqualTo("here");
        assertThat(file.root()).doesNotContainKey("d");
        assertThat(file.baseFolder()).isEqualTo(folder);
    }

    @Test
    void hashesTheSettingsAndNotTheirLayout() throws IOException {
        String hash = ConfFile.read(write("a = 1\nb { c = x, d = [1, 2] }")).hash();

        assertThat(hash).matches("[0-9a-f]{16}");
        assertThat(ConfFile.read(write("# words\nb.d = [1,2]\nb.c = \"x\"\n\na = 1"))
                        .hash())
                .isEqualTo(hash);
        assertThat(ConfFile.read(write("a = 1\nb { c = x, d = [2, 1] }")).hash())
                .isNotEqualTo(hash);
    }

    @Test
    void saysThatAFileIsMissing() {
        Path none = folder.resolve("none.conf");

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> ConfFile.read(none))
                .withMessage("Cannot read job file: " + none + " (no such file)")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.INPUT_MISSING));
    }

    @Test
    void saysThatAFolderIsNoJobFile() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> ConfFile.read(folder))
                .withMessageEndingWith("(it is a folder)");
    }

    @Test
    void showsTheLineOfASyntaxError() throws IOException {
        Path path = write("a = 1\nb = [1, 2\nc = 3\n");

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> ConfFile.read(path))
                .withMessageStartingWith(path + ": 1 problem\n  line 3   ")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
    }

    @Test
    void showsTheLineOfASubstitutionThatLeadsNowhere() throws IOException {
        Path path = write("a = 1\nb = ${nowhere}");

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> ConfFile.read(path, Map.of()))
                .withMessageStartingWith(path + ": 1 problem\n  line 2   ")
                .withMessageContaining("${nowhere}");
    }

    @Test
    void findsTheLineOfAPathOrOfWhatEnclosesIt() throws IOException {
        Origins origins = ConfFile.read(
                        write("load = [\n  { name = a }\n  { name = b\n    by = [x] }\n]\n\"a.b\".c = 1"))
                .origins();

        assertThat(origins.line("load[1].name")).isEqualTo(3);
        assertThat(origins.line("load[1].by[0]")).isEqualTo(4);
        assertThat(origins.line("load[0].nothing")).isEqualTo(2);
        assertThat(origins.line("\"a.b\".c")).isEqualTo(6);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("job.conf"), text);
    }
}

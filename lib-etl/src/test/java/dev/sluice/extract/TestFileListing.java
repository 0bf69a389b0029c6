package dev.sluice.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFileListing {
    static final List<String> ODD = List.of(
            "a b",
            "q'uo\"te",
            "new\nline",
            "ünï☃😀",
            "gl*b?[x]{y,z}",
            "per%20cent",
            "hash#mark",
            "co:lon",
            "back\\slash",
            "q?m=1&x");

    @TempDir
    Path base;

    private final Remarks remarks = new Remarks();
    private Path in;

    @BeforeEach
    void folder() throws IOException {
        in = Files.createDirectory(base.resolve("in"));
    }

    @Test
    void takesOddNamesLiterallyFromAFolder() throws IOException {
        for (String name : ODD) {
            Files.writeString(in.resolve(name), "x");
        }
        assertThat(names(List.of(in.toString()), List.of())).containsExactlyInAnyOrderElementsOf(ODD);
    }

    @Test
    void takesOddNamesLiterallyFromAPattern() throws IOException {
        for (String name : ODD) {
            Files.writeString(in.resolve(name), "x");
        }
        assertThat(names(List.of(in + "/*"), List.of())).containsExactlyInAnyOrderElementsOf(ODD);
    }

    @Test
    void takesWhatExistsLiterallyBeforeTryingAPattern() throws IOException {
        Files.writeString(in.resolve("[ab]"), "x");
        Files.writeString(in.resolve("a"), "x");
        assertThat(names(List.of(in + "/[ab]"), List.of())).containsExactly("[ab]");
        assertThat(names(List.of(in + "/[a]"), List.of())).containsExactly("a");
    }

    @Test
    void walksFoldersInOrderAndSkipsHiddenNames() throws IOException {
        Files.createDirectories(in.resolve("sub/.hid"));
        for (String name : List.of("b", "a", ".x", "_x", "sub/c", "sub/.hid/d")) {
            Files.writeString(in.resolve(name), "x");
        }
        assertThat(names(List.of(in.toString()), List.of())).containsExactly("a", "b", "c");
        assertThat(names(List.of(in + "/*"), List.of())).containsExactly("a", "b", "c");
        assertThat(names(List.of(in + "/_*"), List.of())).containsExactly("_x");
    }

    @Test
    void followsLinksButNotInCircles() throws IOException {
        Files.writeString(base.resolve("outside"), "x");
        Files.createSymbolicLink(in.resolve("link"), base.resolve("outside"));
        Files.createSymbolicLink(in.resolve("circle"), in);
        assertThat(names(List.of(in.toString()), List.of())).containsExactly("link");
    }

    @Test
    void readsDotsInAPathAsTheParent() throws IOException {
        Files.writeString(in.resolve("a"), "x");
        assertThat(names(List.of(in + "/../in/a"), List.of())).containsExactly("a");
    }

    @Test
    void leavesOutWhatIsExcluded() throws IOException {
        Files.createDirectory(in.resolve("skip"));
        for (String name : List.of("a.log", "a.gz", "skip/b.log")) {
            Files.writeString(in.resolve(name), "x");
        }
        assertThat(names(List.of(in.toString()), List.of("*.gz", "*/skip/*"))).containsExactly("a.log");
    }

    @Test
    void remarksOnYoungAndEmptyFiles() throws IOException {
        Files.writeString(in.resolve("young"), "x");
        Files.writeString(in.resolve("empty"), "");
        FileSet set = new FileSet(List.of(new Location(in.toString())), List.of(), Duration.ofMinutes(10));
        assertThat(names(set)).isEmpty();
        assertThat(remarks.all()).extracting(Items.Remark::code).containsExactly("EMPTY", "TOO_YOUNG");
    }

    @Test
    void failsWhenNothingMatches() {
        assertThatThrownBy(() -> names(List.of(in + "/*.log"), List.of()))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.INPUT_MISSING))
                .hasMessageContaining("*.log");
    }

    @Test
    void remarksOnOnePatternOfManyThatMatchesNothing() throws IOException {
        Files.writeString(in.resolve("a"), "x");
        names(List.of(in + "/a", in + "/b"), List.of());
        assertThat(remarks.all()).extracting(Items.Remark::code).containsExactly("NOTHING_MATCHES");
    }

    @Test
    void aPatternThatIsNoneIsTheJobFilesFault() {
        assertThatThrownBy(() -> names(List.of(in.toString()), List.of("*.gz", "[a")))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("[a");
    }

    private List<String> names(List<String> paths, List<String> exclude) throws IOException {
        return names(new FileSet(paths.stream().map(Location::new).toList(), exclude, Duration.ZERO));
    }

    private List<String> names(FileSet set) throws IOException {
        Path listing = base.resolve("listing.json");
        FileListing.write(new Configuration(), set, Instant.now().plusSeconds(1), listing, remarks);
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(listing)) {
            if (!line.isEmpty()) {
                names.add(FilePin.read(line).location().getName());
            }
        }
        return names;
    }
}

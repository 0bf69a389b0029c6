package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.Child;
import dev.sluice.run.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be reached, read or written: the exit status, a message that helps, and nothing touched. */
@Tag("chaos")
class TestUnreachable {
    private static final String TABLE = "{ name = table, from = named, type = iceberg, table = LAKE.shop.orders }";

    @TempDir
    private Path folder;

    /** One job in a folder of its own, with what is wrong there. */
    private record Case(String name, int status, List<String> words) {}

    private Lab lab(String name, String conf) {
        Lab lab = new Lab(folder.resolve(name));
        lab.orders("a.json", 1, "ann");
        lab.conf(conf);
        return lab;
    }

    private static String files() {
        return Lab.CONF.replace(TABLE, "");
    }

    private void rights(String path, String rights) throws IOException {
        Files.setPosixFilePermissions(folder.resolve(path), PosixFilePermissions.fromString(rights));
    }

    /** All cases run in one JVM; one that is root gives up the right to pass over permissions. */
    private List<String> outputs(List<Case> cases) {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(
                !root || Files.isExecutable(Path.of("/usr/bin/setpriv")), "root needs setpriv to be refused anything");
        List<String> starter =
                root ? List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search") : List.of();
        List<String> arguments = new ArrayList<>();
        for (Case one : cases) {
            arguments.addAll(List.of(
                    "run", folder.resolve(one.name()).resolve("job.conf").toString(), Commands.NEXT));
        }
        arguments.remove(arguments.size() - 1);
        Child child = Child.running(Commands.class, starter, folder, List.of(), arguments.toArray(String[]::new));
        assertThat(child.await(Duration.ofMinutes(5))).as(child.said()).isZero();
        return List.of(child.said().split("(?<=exit \\d{1,3}\\n)"));
    }

    @Test
    void eachFaultHasItsStatusAMessageThatHelpsAndTouchesNothing() throws IOException {
        lab("missing", files()).conf(files().replace("in/*.json*", "none/*.json"));
        lab("unreadable", files());
        rights("unreadable/in/a.json", "---------");
        lab("closed", files());
        rights("closed/in", "---------");
        lab("target", files());
        Files.createDirectories(folder.resolve("target/out"));
        rights("target/out", "r-xr-xr-x");
        lab("file", files()).write("out", "a file where a folder should be");
        lab("state", files());
        Files.createDirectories(folder.resolve("state/state"));
        rights("state/state", "r-xr-xr-x");
        lab("lake", Lab.CONF);
        Files.createDirectories(folder.resolve("lake/lake"));
        rights("lake/lake", "r-xr-xr-x");
        lab("store", files().replace("path = \"out\"", "path = \"s3a://bucket/out\""));
        lab("catalog", files().replace("[\"in/*.json*\"]", "[\"s3x://bucket/in\"]"));
        List<Case> cases = List.of(
                new Case("missing", 66, List.of("none/*.json", "correct paths")),
                new Case("unreadable", 77, List.of("a.json", "read access")),
                new Case("closed", 77, List.of("closed/in", "read access")),
                new Case("target", 77, List.of("target/out", "grant write access")),
                new Case("file", 73, List.of("file/out", "folder")),
                new Case("state", 77, List.of("state/ledger.db", "grant it")),
                new Case("lake", 77, List.of("lake/lake")),
                new Case("store", 78, List.of("s3a://bucket/out", "use iceberg")),
                new Case("catalog", 78, List.of("s3x://bucket/in")));

        List<String> outputs = outputs(cases);
        assertThat(outputs).hasSameSizeAs(cases);
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            assertThat(outputs.get(i))
                    .as(one.name())
                    .endsWith("exit " + one.status() + "\n")
                    .contains(one.words())
                    .doesNotContain("defect of ours");
            assertThat(visible(one.name())).as(one.name()).isEmpty();
        }
    }

    private List<String> visible(String name) throws IOException {
        Path out = folder.resolve(name).resolve("out");
        if (!Files.isDirectory(out)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(out)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(each -> each.startsWith("slice="))
                    .toList();
        }
    }
}

package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that shells, URIs, globs and Hadoop have views of their own about, through whole runs. */
class TestOddNames {
    private static final List<String> INPUTS = List.of(
            "with blank.json",
            "quote's\"`.json",
            "new\nline.json",
            "ünï 日本 e\u0301.json",
            "[a]*{b}?.json",
            "co:lon.json",
            "two..dots...json",
            "100%20 #;&=+.json",
            "back\\slash.json");

    @TempDir
    private Path folder;

    private static List<String> children(Path of) throws IOException {
        try (Stream<Path> all = Files.list(of)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> inFiles(Lab lab) {
        String relation = lab.job().loads().get(1).sink().relation();
        return lab.spark().sql("SELECT id, name FROM " + relation).collectAsList().stream()
                .map(row -> row.get(0) + " " + row.get(1))
                .sorted()
                .toList();
    }

    @Test
    void eachNameIsTakenLiterallyAsInputAndAsOutputFolder() throws IOException {
        Lab lab = new Lab(folder);
        String out = "sub/../out 'ü' [x]*{y}?#%20";
        Files.createDirectories(folder.resolve("sub"));
        lab.conf(Lab.CONF
                .replace("max-count = 2", "max-count = 100")
                .replace("\"in/*.json*\"", "\"in\", \"link\"")
                .replace("\"out\"", "\"" + out + "\\nend\""));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < INPUTS.size(); i++) {
            lab.orders(INPUTS.get(i), i, "n" + i);
            expected.add(i + " N" + i);
        }
        lab.write("elsewhere/x.json", "{\"id\": 9, \"name\": \"n9\"}\n");
        expected.add("9 N9");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("in/linked.json"), folder.resolve("elsewhere/x.json"));

        Report report = lab.run();
        assertThat(report.problem()).isEmpty();
        assertThat(report.plan().items()).isEqualTo(10);
        assertThat(lab.inTable()).isEqualTo(expected);
        assertThat(inFiles(lab)).isEqualTo(expected);
        assertThat(children(folder)).contains("out 'ü' [x]*{y}?#%20\nend").noneMatch(name -> name.equals("out"));

        lab.orders(INPUTS.get(4), 4, "n4", 44, "n44");
        assertThat(lab.run().plan().items()).isEqualTo(1);
        assertThat(lab.inTable()).hasSize(11).contains("44 N44");
        assertThat(inFiles(lab)).isEqualTo(lab.inTable());
        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    @Test
    @Tag("chaos")
    void theWholeJobMayLieInAFolderWithAnOddName() throws IOException {
        String name = "jöb 'x' 100%20 #1 [a]{b}";
        Lab lab = new Lab(folder.resolve(name));
        lab.conf(Lab.CONF.replace("\"in/*.json*\"", "\"in\""));
        lab.orders("a.json", 1, "ann");

        assertThat(lab.run().problem()).isEmpty();
        lab.orders("a.json", 1, "ann", 2, "bob");
        assertThat(lab.run().problem()).isEmpty();
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB");
        assertThat(inFiles(lab)).isEqualTo(lab.inTable());
        assertThat(children(folder)).containsExactly(name);
    }
}

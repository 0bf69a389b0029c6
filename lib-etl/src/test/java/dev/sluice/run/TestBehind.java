package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Items;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver dies between two loads and the input is gone before the next run. */
class TestBehind {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private List<String> behind(Report report) {
        return report.remarks().stream()
                .filter(remark -> remark.code().equals("BEHIND"))
                .map(Items.Remark::toString)
                .toList();
    }

    @Test
    @Tag("chaos")
    void theNextRunsSayWhichLoadLacksWhatUntilItIsMadeUpForOrRetired() throws IOException {
        Lab lab = new Lab(folder);
        lab.orders("a.json", 1, "ann");
        int status = lab.child(
                PATIENCE,
                List.of("-Dsluice.failpoint=run.published-table"),
                "run",
                lab.confFile().toString());
        assertThat(status).isEqualTo(128 + 9);
        Path aside = Files.move(folder.resolve("in/a.json"), folder.resolve("aside"));
        lab.orders("b.json", 2, "bob");

        Report second = lab.run();
        assertThat(behind(second))
                .singleElement()
                .asString()
                .contains("load files", "1 item", "load table", "in/a.json");
        assertThat(ReportText.outcome(second, "x")).anyMatch(line -> line.contains("BEHIND"));
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB");
        assertThat(lab.inFiles()).containsExactly("2 BOB");
        Report third = lab.run();
        assertThat(behind(third)).isEqualTo(behind(second));
        assertThat(ReportText.plan(third)).contains("1 behind");

        Files.move(aside, folder.resolve("in/a.json"));
        Report restored = lab.run();
        assertThat(behind(restored)).isEmpty();
        assertThat(restored.plan().items()).isEqualTo(1);
        assertThat(lab.inFiles()).containsExactly("1 ANN", "2 BOB");
        assertThat(lab.inTable()).isEqualTo(lab.inFiles());
        assertThat(lab.run().remarks()).isEmpty();
    }

    @Test
    void aVersionThatIsOlderThanAnotherLoadsIsBehindTooAndRetiringItEndsTheWarning() throws IOException {
        Lab lab = new Lab(folder);
        String both = Lab.CONF;
        String files = "{ name = files, from = named, type = files, path = \"out\" }";
        lab.orders("a.json", 1, "ann");
        lab.run();
        lab.conf(both.replace(files, ""));
        lab.orders("a.json", 1, "ann", 3, "cid");
        lab.run();
        Files.delete(folder.resolve("in/a.json"));
        lab.orders("b.json", 2, "bob");
        lab.conf(both);

        assertThat(behind(lab.run())).singleElement().asString().contains("load files");
        lab.reprocess("*/a.json");
        assertThat(behind(lab.run())).isEmpty();
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB", "3 CID");
        assertThat(lab.inFiles()).containsExactly("1 ANN", "2 BOB");
    }

    @Test
    void aFileThatWaitsIsNotGone() throws IOException {
        Lab lab = new Lab(folder);
        lab.orders("a.json", 1, "ann");
        lab.conf(Lab.CONF.replace("{ name = files, from = named, type = files, path = \"out\" }", ""));
        lab.run();
        lab.conf(Lab.CONF.replace("settle = 0s", "settle = 1h"));
        Files.setLastModifiedTime(folder.resolve("in/a.json"), FileTime.from(Instant.now()));

        assertThat(lab.run().remarks()).extracting(Items.Remark::code).containsExactly("TOO_YOUNG");
    }
}

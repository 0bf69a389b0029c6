package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job and its loads get other names; what was done stays done. */
class TestRenamed {
    @TempDir
    private Path folder;

    private static String renamed(String table, String files) {
        return Lab.CONF
                .replace("job = orders", "job = sales")
                .replace("{ name = table,", "{ name = lake, " + table)
                .replace("{ name = files,", "{ name = copy, " + files);
    }

    private static final String RENAMED = renamed("was = [\"orders/table\"],", "was = [\"orders/files\"],");

    @Test
    void nothingIsDoneAgainAndANewVersionReplacesWhatTheOldNameLoaded() {
        Lab lab = new Lab(folder);
        lab.orders("a.json", 1, "ann", 2, "bob");
        lab.orders("b.json", 3, "cid");
        lab.run();
        lab.conf(RENAMED);

        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
        lab.orders("a.json", 1, "ann", 2, "bob", 4, "dee");
        Report report = lab.run();
        assertThat(report.problem()).isEmpty();
        assertThat(report.plan().items()).isEqualTo(1);
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB", "3 CID", "4 DEE");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    @Test
    @Tag("chaos")
    void theFormerNameIsRefusedFromThenOn() {
        Lab lab = new Lab(folder);
        lab.orders("a.json", 1, "ann");
        lab.run();
        lab.conf(RENAMED);
        lab.orders("b.json", 2, "bob");
        lab.run();
        String table = "{ name = table, from = named, type = iceberg, table = LAKE.shop.orders }";
        String files = "{ name = files, from = named, type = files, path = \"out\" }";

        for (String other : new String[] {table, files}) {
            lab.conf(Lab.CONF.replace(other, ""));
            assertThatThrownBy(lab::run)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                    .hasMessageContaining("this load is now called sales/");
        }
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }
}

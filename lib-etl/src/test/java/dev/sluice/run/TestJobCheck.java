package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestJobCheck {
    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void newLab() {
        lab = new Lab(folder);
        lab.orders("a.json", 1, "ann");
    }

    private void check() {
        JobCheck.connect(lab.spark(), lab.job());
    }

    @Test
    void aRightJobIsRight() {
        lab.conf(Lab.CONF
                .replace(
                        "LAKE.shop.orders }",
                        "LAKE.shop.orders, partition-by = [\"bucket(4, id)\"], sort-by = [\"NAME desc\"] }")
                .replace("path = \"out\" }", "path = \"out\", partition-by = [name], sort-by = [id, _item] }"));
        check();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void columnsOfALayoutAreHeldAgainstTheTable() {
        lab.conf(Lab.CONF
                .replace(
                        "LAKE.shop.orders }",
                        "LAKE.shop.orders, partition-by = [\"days(nam)\"], sort-by = [\"di desc\"] }")
                .replace("path = \"out\" }", "path = \"out\", partition-by = [naem], sort-by = [idd] }"));
        assertThatThrownBy(this::check)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining("job.conf: 4 problems\n")
                .hasMessageContaining("line 12")
                .hasMessageContaining("load[0].partition-by   \"nam\" is not a column of \"named\" (id, name, _item);"
                        + " did you mean \"name\"?")
                .hasMessageContaining("\"di\" is not a column")
                .hasMessageContaining("load[1].partition-by   \"naem\" is not a column")
                .hasMessageContaining("\"idd\" is not a column of \"named\" (id, name, _item); did you mean \"id\"?");
    }

    @Test
    void aTableThatTurnsOutToLackItemsIsRefusedByCheckAndRun() {
        lab.conf(Lab.CONF.replace("SELECT id, upper(name) AS name, _item", "SELECT * EXCEPT (_item)"));
        lab.orders("b.json", 2, "bob");

        assertThatThrownBy(this::check)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining("job.conf: 2 problems\n")
                .hasMessageContaining(
                        "line 9   transform[0]   \"named\" lacks the column _item, by which load \"files\"");
        assertThatThrownBy(lab::run)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining("job.conf:12: \"named\" lacks the column _item");
        lab.conf(Lab.CONF
                .replace("SELECT id, upper(name) AS name, _item", "SELECT * EXCEPT (_item)")
                .replace("max-count = 2", "max-count = 1"));
        check();
    }

    @Test
    void aStepThatCannotBeAnalysedIsNamedWithItsLine() {
        lab.conf(Lab.CONF.replace("upper(name)", "upper(nmae)"));

        assertThatThrownBy(this::check)
                .hasMessageContaining("job.conf: 1 problem\n")
                .hasMessageContaining("line 9   transform[0]   Cannot build table \"named\": ")
                .hasMessageContaining("nmae");
    }

    @Test
    void tablesAreAnalysedToo() {
        String seen = "shed.checks.t" + System.nanoTime();
        lab.spark().sql("CREATE TABLE " + seen + " (id BIGINT, name STRING, day DATE) USING iceberg");
        lab.conf(Lab.CONF
                .replaceFirst("(?s)extract.orders \\{.*?\\n}", "extract.orders { type = table, table = " + seen + " }")
                .replace("max-count = 2", "by = day, column = day"));
        check();
    }
}

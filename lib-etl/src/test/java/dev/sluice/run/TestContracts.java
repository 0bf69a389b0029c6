package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.slice.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs whose rows have not their table's shape. */
final class TestContracts {
    private static final String CONF = """
            job = orders
            state = "state"
            catalog.LAKE.warehouse = "lake"
            extract.orders {
              type = files, format = json, paths = ["in/*.json*"], settle = 0s, schema = "id BIGINT, name STRING, note STRING"
            }
            load = [
              { name = table, from = orders, type = iceberg, table = LAKE.shop.orders, contract = CONTRACT }
              { name = odd, from = table.rejects, type = files, path = "odd", format = json }
            ]
            check { max-rejects = 50% }
            """;

    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void aTableOfTwoColumns() {
        lab = new Lab(folder);
        lab.conf(CONF.replace(", note STRING", "").replace("CONTRACT", "discard-row"));
        lab.orders("a.json", 1, "ann");
        assertThat(lab.run().problem()).isEmpty();
        lab.write("in/b.json", """
                {"id": 2, "name": "bob", "note": "new"}
                {"id": 3, "name": "cy"}
                """);
    }

    private void contract(String contract) {
        lab.conf(CONF.replace("CONTRACT", contract));
    }

    @Test
    void rowsThatAreDiscardedAreRejectsOfTheLoadAndCountAsSuch() {
        contract("discard-row");
        Report report = lab.run();
        assertThat(report.problem()).isEmpty();
        assertThat(lab.inTable()).containsExactly("1 ann", "3 cy");
        assertThat(lab.spark()
                        .read()
                        .json(folder.resolve("odd").toString())
                        .select("code", "raw", "source")
                        .collectAsList())
                .extracting(row -> row.mkString(" "))
                .containsExactly("NO_COLUMN {\"id\":2,\"name\":\"bob\",\"note\":\"new\"} table");
        assertThat(report.discarded()).containsExactly(new Report.Discarded("table", "note", 1, true));
        assertThat(report.loads()).extracting(Report.Loaded::rows).containsExactly(1L, 1L);
        assertThat(ReportText.outcome(report, "x")).contains("discarded  table by contract: note 1 row");
        assertThat(lab.run().plan().slices()).isZero();
    }

    @Tag("chaos")
    @Test
    void tooManyOfThemAreTooManyRejects() {
        contract("discard-row");
        lab.conf(lab.text().replace("50%", "0"));
        assertThat(lab.run().problem()).contains("max-rejects = 0 exceeded: 1 of 2 lines");
        assertThat(lab.inTable()).containsExactly("1 ann");
    }

    @Tag("chaos")
    @Test
    void rowsThatAreDividedDifferentlyTheSecondTimeAreNotPublished() {
        StringBuilder many = new StringBuilder();
        for (int i = 10; i < 300; i++) {
            many.append("{\"id\": %d, \"name\": \"x\"}\n".formatted(i));
        }
        lab.write("in/c.json", many.toString());
        contract("discard-row");
        lab.conf(lab.text()
                .replace(
                        "load = [",
                        "transform = [{ name = chance, type = sql, sql = \"SELECT id, name, if(reflect('java.util.UUID', 'randomUUID') < '8', 'x', null) AS note,"
                                + " _item FROM orders\" }]\nload = [")
                .replace("from = orders,", "from = chance,")
                .replace("50%", "100%"));
        assertThat(lab.run().problem()).contains("Cannot account for load \"odd\": its contract gave it ");
        assertThat(lab.inTable()).containsExactly("1 ann");
    }

    @Test
    void valuesThatAreDiscardedAreCounted() {
        contract("{ columns = discard-value }");
        lab.conf(lab.text().replaceAll("(?m)^.*table.rejects.*$", ""));
        Report report = lab.run();
        assertThat(report.problem()).isEmpty();
        assertThat(lab.inTable()).containsExactly("1 ann", "2 bob", "3 cy");
        assertThat(report.discarded()).containsExactly(new Report.Discarded("table", "note", 1, false));
        assertThat(report.shapes())
                .extracting(
                        Report.Shaped::table, shaped -> shaped.shape().columns().size())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("extract.orders", 3),
                        org.assertj.core.groups.Tuple.tuple("load.table", 2));
        assertThat(report.shapes().get(0).shape().columns()).contains(new Shape.Column("id", "bigint"));
    }

    @Tag("chaos")
    @Test
    void aFrozenTableEndsTheRunAndSaysWhatItSaw() {
        contract("freeze");
        lab.conf(lab.text().replaceAll("(?m)^.*table.rejects.*$", ""));
        assertThatThrownBy(lab::run).hasMessageContaining("it has no column note (");
        assertThatThrownBy(() -> JobCheck.connect(lab.spark(), lab.job()))
                .hasMessageContaining("load[0]   Cannot load into")
                .hasMessageContaining("it has no column note (");
        contract("{ types = evolve, only { note = discard-row } }");
        assertThat(JobCheck.connect(lab.spark(), lab.job()).differences().get("table"))
                .isEqualTo(List.of("note string (rows that have a value there are rejects)"));
    }

    @Test
    void rejectsThatNobodyTakesAreRefused() {
        contract("discard-row");
        lab.conf(lab.text().replaceAll("(?m)^.*table.rejects.*$", ""));
        assertThatThrownBy(lab::job)
                .hasMessageContaining("line 8   load[0]   the rows that its contract discards would vanish uncounted:"
                        + " add a load from = table.rejects (or set discard-value)");
        contract("discard-row");
        lab.conf(lab.text().replace("name = table", "name = orders").replace("table.rejects", "orders.rejects"));
        assertThatThrownBy(lab::job).hasMessageContaining("would be called orders.rejects, as a table above is");
    }

    @Test
    void aContractIsAWordOrABlock() {
        contract("loose");
        assertThatThrownBy(lab::job)
                .hasMessageContaining(
                        "load[0].contract   \"loose\" is not one of freeze, evolve, discard-value, discard-row");
        contract("{ tables = discard-row, column = evolve }");
        assertThatThrownBy(lab::job)
                .hasMessageContaining("load[0].contract.column   unknown setting; did you mean \"columns\"?");
        contract("{ tables = discard-row }");
        assertThatThrownBy(lab::job).hasMessageContaining("load[0].contract.tables   is freeze or evolve");
        contract("{ only { nota = discard-row } }");
        assertThatThrownBy(() -> JobCheck.connect(lab.spark(), lab.job()))
                .hasMessageContaining("load[0].contract   \"nota\" is not a column of \"orders\"");
    }
}

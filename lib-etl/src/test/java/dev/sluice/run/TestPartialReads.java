package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that do not look at all of their input: the input is accounted for all the same. */
class TestPartialReads {
    private static final String FILES_ONLY = Lab.CONF
            .replace("  { name = table, from = named, type = iceberg, table = LAKE.shop.orders }\n", "")
            .replace("slice { max-count = 2 }", """
                    extract.sides {
                      type = files, format = json, paths = ["side/*"], settle = 0s, schema = "id BIGINT, more STRING"
                    }
                    slice { of = orders, max-count = 10 }""");

    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void newLab() {
        lab = new Lab(folder);
        lab.orders("a.json", 1, "ann", 2, "bob", 3, "cid", 4, "dee");
        lab.orders("b.json", 5, "eve", 6, "fay");
        lab.orders("c.json", 7, "gil");
        lab.write("side/x.json", "{\"id\": 1, \"more\": \"x\"}\n");
    }

    private void query(String sql) {
        lab.conf(FILES_ONLY.replace(
                "type = sql, sql = \"SELECT id, upper(name) AS name, _item FROM orders\"",
                "type = sql, scope = slice, sql = \"" + sql + "\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT id, name, _item FROM orders LIMIT 2 | 2",
                "SELECT id, name, _item FROM orders WHERE false | 0",
                "SELECT o.id, o.name, o._item FROM orders o JOIN (SELECT * FROM sides WHERE id = 99) s ON o.id = s.id | 0",
                "SELECT id, name, _item FROM orders LEFT SEMI JOIN sides USING (id) | 1",
            })
    void everyLineIsCountedAllTheSame(String sql, long rows) {
        query(sql);
        Report report = lab.run();

        assertThat(report.problem()).isEmpty();
        assertThat(report.read().lines()).isEqualTo(7);
        assertThat(report.loads()).extracting(Report.Loaded::rows).containsExactly(rows);
    }

    @Test
    void aSideThatIsReadWholeIsInTheReceiptAndMakesNothingUndone() {
        query("SELECT o.id, coalesce(s.more, 'none') AS name, o._item FROM orders o LEFT JOIN sides s ON o.id = s.id");
        List<String> inputs = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void published(dev.sluice.slice.Receipt receipt) {
                inputs.addAll(receipt.provenance().inputs());
            }
        };
        lab.run(listener);
        assertThat(lab.inFiles()).contains("1 x", "2 none").hasSize(7);
        assertThat(inputs).hasSize(1).allMatch(input -> input.startsWith("sides=1-"));

        lab.write("side/y.json", "{\"id\": 2, \"more\": \"y\"}\n{\"id\": 8, \"more\": \"z\"}\n");
        lab.write("side/z.json", "");
        Report report = lab.run(listener);
        assertThat(report.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
        assertThat(report.remarks()).singleElement().satisfies(remark -> {
            assertThat(remark.code()).isEqualTo("EMPTY");
            assertThat(remark.subject()).endsWith("side/z.json");
        });

        lab.orders("d.json", 8, "hal");
        lab.run(listener);
        assertThat(lab.inFiles()).contains("1 x", "2 none", "8 z").hasSize(8);
        assertThat(inputs).hasSize(2);
        assertThat(inputs.get(1)).startsWith("sides=2-");
    }
}

package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An input that makes a query fail keeps its own slice out and nothing else. */
class TestDataFaults {
    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void newLab() {
        lab = new Lab(folder);
        lab.orders("a.json", 1, "1");
        lab.orders("b.json", 0, "bob");
        lab.orders("c.json", 3, "3");
    }

    @Test
    void anExpressionThatFailsOverARowKeepsOnlyItsSliceOut() {
        lab.orders("d.json", 4, "dee");
        lab.orders("e.json", 5, "eve");
        lab.orders("f.json", 6, "fay");
        lab.conf(Lab.CONF.replace("max-count = 2", "max-count = 1").replace("upper(name) AS name", """
                        CASE id WHEN 0 THEN string(CAST(name AS INT))
                                WHEN 3 THEN string(100 div (id - 3))
                                WHEN 4 THEN string(raise_error('no four'))
                                WHEN 5 THEN string(element_at(array(1), int(id)))
                                WHEN 6 THEN java_method('java.lang.Integer', 'parseInt', name)
                                ELSE name END AS name""".replace(
                        "\n", " ")));
        Report report = lab.run();

        assertThat(problems(report))
                .hasSize(5)
                .allMatch(problem -> problem.startsWith("Cannot compute step \"named\"") && !problem.contains("\n"))
                .anyMatch(problem -> problem.contains(", CAST(name AS INT): The value 'bob'"))
                .anyMatch(problem -> problem.contains(", 100 div (id - 3): Division by zero"))
                .anyMatch(problem -> problem.contains(": no four"))
                .anyMatch(problem -> problem.contains(", element_at(array(1), int(id)): The index 5"))
                .anyMatch(problem -> problem.contains("For input string: \"fay\""));
        assertThat(report.exitStatus()).isEqualTo(65);
        assertThat(lab.inTable()).containsExactly("1 1");
        assertThat(lab.inFiles()).isEqualTo(lab.inTable());
    }

    private static List<String> problems(Report report) {
        return report.slices().stream()
                .filter(slice -> slice.state().equals("not published"))
                .map(Report.SliceLine::problem)
                .toList();
    }

    @Test
    void rulesAndExpectationsAreNamedToo() {
        lab.conf(
                Lab.CONF
                        .replace("max-count = 2", "max-count = 1")
                        .replace("transform = [", """
                        transform = [
                          { name = good, type = validate, from = orders, rules = [
                            { name = number, condition = "int(name) > 0" } ] }
                        """)
                        .replace("FROM orders", "FROM good")
                        .replace(
                                "load = [",
                                "load = [ { name = bad, from = good.rejects, type = files, path = \"bad\" }")
                        .replace(
                                "max-rejects = 0",
                                "max-rejects = 100%, expect = [ { name = ratio, load = table, condition = \"1 / (id - 1) > 0\" } ]"));
        Report report = lab.run();

        assertThat(problems(report))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("step \"good\", int(name): The value 'bob'"))
                .anyMatch(problem -> problem.contains("check \"ratio\", 1 / (id - 1): Division by zero"));
        assertThat(lab.inTable()).containsExactly("3 3");
    }

    @Test
    void aRowThatTellsNoItemKeepsItsSliceOut() {
        lab.conf(Lab.CONF
                .replace("max-count = 2", "max-count = 1")
                .replace("upper(name) AS name, _item", "upper(name) AS name, nullif(_item, _item) AS _item"));
        Report report = lab.run();

        assertThat(report.exitStatus()).isEqualTo(65);
        assertThat(problems(report)).isNotEmpty().allMatch(problem -> problem.contains("_item is null"));
    }

    @Test
    void aFunctionOfAUsersOwnIsNamed() {
        SparkSession spark = LocalSpark.session().newSession();
        UDF1<Long, Long> explode = value -> {
            throw new IllegalStateException("out of luck");
        };
        spark.udf().register("explode_now", explode, DataTypes.LongType);
        try {
            spark.sql("SELECT explode_now(id) FROM range(1)").collectAsList();
            throw new AssertionError("the query did not fail");
        } catch (Exception e) {
            Fault fault = SparkFaults.translate(e, Code.SETTINGS);
            assertThat(fault.code()).isEqualTo(Code.ROW_FAILED);
            assertThat(fault).hasMessageContaining("explode_now").hasMessageContaining("out of luck");
        }
    }

    @Test
    void aDamagedFileIsNamedAndKeepsOnlyItsSliceOut() throws IOException {
        Path in = folder.resolve("parquet");
        for (int i = 0; i < 3; i++) {
            LocalSpark.session()
                    .range(i * 1000L, i * 1000L + 1000)
                    .selectExpr("id", "string(id) AS name")
                    .coalesce(1)
                    .write()
                    .mode(SaveMode.Append)
                    .parquet(in.toString());
        }
        List<Path> files;
        try (var all = Files.list(in)) {
            files = all.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
        byte[] flipped = Files.readAllBytes(files.get(0));
        Arrays.fill(flipped, 4, 400, (byte) 0x5a);
        Files.write(files.get(0), flipped);
        byte[] cut = Files.readAllBytes(files.get(1));
        Files.write(files.get(1), Arrays.copyOf(cut, cut.length / 2));
        lab.conf(Lab.CONF
                .replace("max-count = 2", "max-count = 1")
                .replace("format = json", "format = parquet")
                .replace("in/*.json*", "parquet/*.parquet")
                .replace("schema = \"id BIGINT, name STRING\"", "exclude = []"));
        Report report = lab.run();

        assertThat(report.exitStatus()).isEqualTo(65);
        assertThat(problems(report))
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("Cannot read file: file:"))
                .anyMatch(problem -> problem.contains(files.get(0).getFileName().toString()))
                .anyMatch(problem -> problem.contains(files.get(1).getFileName().toString()));
        assertThat(lab.inTable()).hasSize(1000);
    }
}

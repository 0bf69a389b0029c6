package dev.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TestUrlTransform {
    private static final String REQUESTS = """
            SELECT * FROM VALUES
              (7L, 'https://a.example:8080/x?q=red+shoes&utm_source=n%26m&secret=1#top', 1),
              (7L, '/x?q=', 2), (8L, 'no url', 3), (8L, NULL, 4) AS t(_item, path, n)""";

    @Test
    void addsThePartsAfterTheColumnsAndKeepsEveryRow() {
        Dataset<Row> made = Steps.made(REQUESTS, "type = url, column = path");

        assertThat(made.schema().simpleString())
                .isEqualTo("struct<path:string,n:int,url_scheme:string,url_host:string,url_port:int,url_path:string,"
                        + "url_query:string,url_fragment:string,_item:bigint>");
        assertThat(Steps.rows(made.drop("path")))
                .containsExactly(
                        "[1,https,a.example,8080,/x,q=red+shoes&utm_source=n%26m&secret=1,top,7]",
                        "[2,null,null,null,/x,q=,null,7]",
                        "[3,null,null,null,null,null,null,8]",
                        "[4,null,null,null,null,null,null,8]");
    }

    @Test
    void keepsOnlyTheParametersThatAreAllowed() {
        Dataset<Row> made = Steps.made(
                REQUESTS,
                "type = url, column = PATH, original = drop, prefix = \"\", parts = [path],"
                        + " parameters = [q, utm_source, \"a.b[]\"]");

        assertThat(made.columns()).containsExactly("n", "path", "param_q", "param_utm_source", "param_a_b_", "_item");
        assertThat(Steps.rows(made))
                .containsExactly(
                        "[1,/x,red shoes,n&m,null,7]",
                        "[2,/x,,null,null,7]",
                        "[3,null,null,null,null,8]",
                        "[4,null,null,null,null,8]");
    }

    @Test
    void givesTheSameWithGeneratedCode() {
        SparkSession generating = LocalSpark.session().newSession();
        generating.conf().set("spark.sql.codegen.wholeStage", "true");
        generating.conf().set("spark.sql.codegen.factoryMode", "CODEGEN_ONLY");
        String settings = "type = url, column = path, parameters = [q]";

        assertThat(Steps.rows(Steps.made(generating, REQUESTS, settings)))
                .isEqualTo(Steps.rows(Steps.made(REQUESTS, settings)));
    }

    @Test
    void computesAStructOnceForAllItsColumns() {
        SparkSession spark = LocalSpark.session().newSession();
        spark.conf().set("spark.sql.subexpressionElimination.enabled", "false");
        StructType struct = new StructType().add("a", DataTypes.StringType).add("b", DataTypes.StringType);
        Column counted =
                functions.udf((UDF1<String, Row>) Seen::counted, struct).apply(functions.col("path"));
        Seen.COUNT.set(0);

        Dataset<Row> made = Columns.spread("made", spark.sql(REQUESTS), counted, List.of("a", "b"), Set.of("path"));

        assertThat(made.collectAsList()).hasSize(4);
        assertThat(Seen.COUNT).hasValue(4);
    }

    /** Counts how often it is asked for a row's struct. */
    private static final class Seen {
        private static final AtomicInteger COUNT = new AtomicInteger();

        static Row counted(String text) {
            COUNT.incrementAndGet();
            return RowFactory.create(text, text);
        }
    }

    @Test
    void leavesColumnsOfOddNamesAlone() {
        assertThat(Steps.rows(Steps.made(
                        "SELECT 5 AS _struct, '/a' AS p, 6 AS `x.y`", "type = url, column = p, parts = [path]")))
                .containsExactly("[5,/a,6,/a]");
    }

    @Test
    void dependsOnOneRowAndNamesItsInput() {
        Transform step = Steps.step("type = url, column = path");

        assertThat(step.inputs()).containsExactly("t");
        assertThat(step.combinesRows()).isFalse();
        assertThat(step.drops("_item")).isFalse();
    }

    @Test
    void saysWhatIsWrongWithTheColumn() {
        refuses("type = url, column = pth", "\"pth\" is not a column of its input (_item, path, n); did you mean");
        refuses("type = url, column = n", "column \"n\" is of type INT; STRING is wanted");
        refuses(
                "type = url, column = path, prefix = \"\"",
                "its input has a column \"path\" already (choose another prefix)");
    }

    @Test
    void refusesSettingsWithTheirLines() {
        assertThat(Steps.problems("type = url,\nparts = [], column = c"))
                .containsExactly("2 parts names no part, and parameters no parameter; give at least one");
        assertThat(Steps.problems("type = url, column = c,\n\nparameters = [\"a-b\", \"A.b\"]"))
                .containsExactly(
                        "3 parameters \"a-b\" and \"A.b\" would both be column url_param_A_b; ask for one of them");
        assertThat(Steps.problems("type = url\nparts = [hosts]\noriginal = no\npre = x"))
                .anyMatch(one -> one.startsWith("2 parts[0] \"hosts\" is not one of scheme, host, port,"))
                .anyMatch(one -> one.startsWith("3 original \"no\" is not one of keep, drop"))
                .anyMatch(one -> one.startsWith("4 pre unknown setting"))
                .contains("1 column missing; the column of URLs or paths, of type STRING");
    }

    private static void refuses(String settings, String message) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Steps.made(REQUESTS, settings))
                .withMessageStartingWith("Cannot build table \"made\": ")
                .withMessageContaining(message)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
    }

    @Test
    void hasItsPresets() {
        assertThat(Steps.step("type = url, column = c"))
                .isEqualTo(new UrlTransform(
                        "made", "t", "c", "url_", List.of(UrlTransform.Part.values()), List.of(), Original.KEEP));
    }
}

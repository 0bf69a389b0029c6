package dev.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestSqlTransform {
    @TempDir
    private Path folder;

    @Test
    void makesATableOfTheTablesAboveIt() {
        SparkSession spark = LocalSpark.session().newSession();
        Tables in = Tables.none()
                .with("access", spark.sql("SELECT * FROM VALUES (1, 'a', 9L), (2, 'b', 9L) AS t(n, c, _item)"))
                .with("access.rejects", spark.sql("SELECT 2 AS n"));
        in.registerViews();

        Dataset<Row> made = sql("SELECT a.* FROM access a LEFT ANTI JOIN `access.rejects` r ON a.n = r.n")
                .apply(spark, in)
                .table("made");

        assertThat(made.collectAsList()).extracting(Row::toString).containsExactly("[1,a,9]");
    }

    @Test
    void putsTheItemLast() {
        assertThat(apply("SELECT *, 3 AS more FROM VALUES (1, 9L) AS t(n, _item)")
                        .columns())
                .containsExactly("n", "more", "_item");
    }

    @Test
    void refusesTwoItemColumns() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> apply("SELECT 1L AS _item, 2L AS _item"))
                .withMessageStartingWith("Cannot build table \"made\": it has 2 columns _item")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
    }

    @Test
    void saysWhichColumnDoesNotExist() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> apply("SELECT nothing FROM VALUES (1) AS t(n)"))
                .withMessageStartingWith("Cannot build table \"made\": ")
                .withMessageContaining("`nothing`");
    }

    @Test
    void readsItsQueryFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("q.sql"), "SELECT 1 AS n FROM access");
        SqlTransform step = new SqlTransform(
                "made", Optional.empty(), Optional.of(new Location(file.toString())), Optional.empty());

        assertThat(step.inputs()).containsExactly("access");
    }

    @Test
    void wantsEitherAQueryOrAFile() {
        Optional<Location> none = Optional.of(new Location(folder + "/none.sql"));

        refuses("sql", "missing; give the query as sql or file", Optional.empty(), Optional.empty());
        refuses("file", "give either sql or file, not both", Optional.of("SELECT 1"), none);
        refuses("file", "\"" + folder + "/none.sql\" cannot be read; a local file is wanted", Optional.empty(), none);
    }

    @Test
    void refusesWhatIsNotOneQuery() {
        refuses("sql", "is not a query; a SELECT is wanted", Optional.of("DROP TABLE access"), Optional.empty());
        refuses(
                "sql",
                "is not a query; a SELECT is wanted",
                Optional.of("INSERT INTO access SELECT 1"),
                Optional.empty());
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> sql("SELECT 1\nFORM access x y"))
                .withMessageStartingWith("does not parse: line 2 of the SQL: ");
    }

    @Test
    void namesTheTablesThatItReads() {
        assertThat(sql("""
                                WITH access AS (SELECT * FROM access), later AS (SELECT * FROM access)
                                SELECT *, (SELECT first(x) FROM scalar) FROM later
                                JOIN `access.rejects` ON true JOIN lake.web.requests ON true
                                WHERE a IN (SELECT a FROM inside WHERE EXISTS (SELECT 1 FROM deep))""").inputs()).containsExactlyInAnyOrder("access", "scalar", "access.rejects", "inside", "deep");
        assertThat(sql("WITH c AS (SELECT 1) SELECT * FROM C").inputs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a, count(*) FROM t GROUP BY a",
                "SELECT max(a) FROM t",
                "SELECT 1 + COUNT(DISTINCT a) FROM t",
                "SELECT DISTINCT a FROM t",
                "SELECT row_number() OVER (ORDER BY a) FROM t",
                "SELECT sum(a) OVER w FROM t WINDOW w AS (PARTITION BY b)",
                "SELECT * FROM t LIMIT 3",
                "SELECT * FROM t ORDER BY a LIMIT 3",
                "SELECT * FROM (SELECT DISTINCT a FROM t)",
                "WITH c AS (SELECT max(a) FROM t) SELECT * FROM c",
                "SELECT * FROM t WHERE a = (SELECT max(a) FROM t)",
                "SELECT a FROM t UNION SELECT a FROM u",
                "SELECT a FROM t EXCEPT SELECT a FROM u",
                "SELECT try_sum(a), collect_list(a), any_value(a) FROM t",
                "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM t",
                "SELECT regr_count(a, b) FROM t",
                "SELECT schema_of_variant_agg(a) FROM t",
            })
    void knowsAQueryThatCombinesRows(String query) {
        assertThat(sql(query).combinesRows()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT *, date(ts) AS day FROM t",
                "SELECT * FROM t JOIN u ON t.a = u.a WHERE t.b > 1",
                "SELECT a FROM t UNION ALL SELECT a FROM u",
                "SELECT explode(split(a, ',')), size(b), array_max(c) FROM t",
                "SELECT * FROM t ORDER BY a",
            })
    void knowsAQueryThatDoesNotCombineRows(String query) {
        assertThat(sql(query).combinesRows()).isFalse();
    }

    @Test
    void saysWhetherEachSliceAloneIsMeant() {
        assertThat(sql("SELECT 1").sliceScoped()).isFalse();
        assertThat(new SqlTransform("made", Optional.of("SELECT 1"), Optional.empty(), Optional.of(StepScope.SLICE))
                        .sliceScoped())
                .isTrue();
    }

    private static SqlTransform sql(String query) {
        return new SqlTransform("made", Optional.of(query), Optional.empty(), Optional.empty());
    }

    private static Dataset<Row> apply(String query) {
        return sql(query).apply(LocalSpark.session(), Tables.none()).table("made");
    }

    private static void refuses(String key, String message, Optional<String> sql, Optional<Location> file) {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> new SqlTransform("made", sql, file, Optional.empty()))
                .withMessage(message)
                .satisfies(invalid -> assertThat(invalid.key()).isEqualTo(key));
    }
}

package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.LoadId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestJobFile {
    @TempDir
    private Path folder;

    private Job read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("job.conf"), text);
        return JobFile.read(file, BuiltIn.kinds(), Map.of());
    }

    private static String conf() {
        return Lab.CONF.replace("LAKE", "lake");
    }

    @Test
    void bindsSourcesStepsAndLoadsInTheirOrder() throws IOException {
        Job job = read(conf());

        assertThat(job.name()).isEqualTo("orders");
        assertThat(job.driving()).isEqualTo("orders");
        assertThat(job.loads()).extracting(Load::name).containsExactly("table", "files");
        assertThat(job.state()).isEqualTo(folder.resolve("state"));
        assertThat(job.warehouses()).containsExactly(folder.resolve("lake"));
    }

    @Test
    void touchesNothing() throws IOException {
        read(conf());

        try (var inside = Files.list(folder)) {
            assertThat(inside).containsExactly(folder.resolve("job.conf"));
        }
    }

    @Test
    void reportsAMistakeOnceAndNoneThatOnlyFollowsFromIt() {
        assertThatThrownBy(() -> read(conf().replace("format = json", "fromat = json")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining(": 1 problem\n")
                .hasMessageContaining("line 5   extract.orders.fromat   unknown setting; did you mean \"format\"?");
    }

    @Test
    void reportsAllMistakesTogetherWithTheirLines() {
        assertThatThrownBy(() -> read(conf().replace("from = named, type = files", "from = nmaed, type = files")
                        .replace("FROM orders", "FROM odrers")
                        .replace("max-rejects = 0", "max-rejects = many")))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining(": 3 problems\n")
                .hasMessageContaining("\"odrers\" is not a table above this step")
                .hasMessageContaining("did you mean \"named\"?")
                .hasMessageContaining("\"many\" is neither a count nor a percentage");
    }

    @Test
    void aStepMayNotNameATableBelowIt() {
        String step = "{ name = named, type = sql, sql = \"SELECT * FROM later\" }"
                + "\n{ name = later, type = sql, sql = \"SELECT * FROM orders\" }";
        String steps = "transform = [" + step + "]";

        assertThatThrownBy(() -> read(conf().replaceFirst("(?s)transform = \\[.*?\\n]", steps)))
                .hasMessageContaining("\"later\" is not a table above this step");
    }

    @Test
    void saysWhichSourceShouldDriveWhenThereAreTwo() {
        String second = "extract.more { type = files, format = parquet, paths = [\"more\"] }\nslice {";

        assertThatThrownBy(() -> read(conf().replace("slice {", second)))
                .hasMessageContaining("slice.of")
                .hasMessageContaining("there are several sources: orders, more");
    }

    private static String step(String step) {
        return conf().replaceFirst(
                        "(?s)transform = \\[.*?\\n]",
                        java.util.regex.Matcher.quoteReplacement("transform = [" + step + "]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ name = named, type = sql, sql = \"SELECT max(id) AS id, 'a' AS name, _item FROM orders GROUP BY _item\" }",
                "{ name = named, type = sql, sql = \"SELECT DISTINCT * FROM orders\" }",
                "{ name = named, type = sql, sql = \"SELECT *, rank() OVER (ORDER BY id) AS r FROM orders\" }",
                "{ name = named, type = sql, sql = \"SELECT * FROM orders LIMIT 5\" }",
                "{ name = named, type = dedupe, from = orders, key = [id], order = [name] }",
                "{ name = named, type = sessions, from = orders, key = [id], time = at }",
                "{ name = a, type = sql, sql = \"SELECT * FROM orders.rejects\" }\n"
                        + "{ name = named, type = sql, sql = \"SELECT count(*) AS n, _item FROM a GROUP BY _item\" }"
            })
    void combiningRowsOfPartsOfTheInputIsRefused(String step) throws IOException {
        String conf = step(step.replace("orders.rejects", "`orders.rejects`"));
        assertThatThrownBy(() -> read(conf))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining(": 1 problem\n")
                .hasMessageMatching(
                        "(?s).*line \\d+   transform\\[[01]]   \"named\" combines rows, but a slice holds only"
                                + " a part of \"orders\": set scope = slice .*");

        assertThat(read(conf.replace("name = named, type", "name = named, scope = slice, type"))
                        .transforms())
                .isNotEmpty();
        assertThat(read(conf.replace("max-count = 2", "by = whole")).transforms())
                .isNotEmpty();
        assertThat(read(conf.replace("max-count = 2", "by = day, column = ts")).transforms())
                .isNotEmpty();
    }

    @Test
    void aSourceThatIsReadWholeMayBeCombined() throws IOException {
        String side = "extract.more { type = files, format = parquet, paths = [\"more\"] }\nslice { of = orders, ";
        String steps = "{ name = best, type = sql, sql = \"SELECT id, max(name) AS name FROM more GROUP BY id\" }\n"
                + "{ name = named, type = sql, sql = \"SELECT o.id, b.name, _item FROM orders o JOIN best b USING (id)\" }";

        assertThat(read(step(steps).replace("slice {", side)).transforms()).hasSize(2);
    }

    @Test
    void aLoadOfSeveralItemsNeedsTheColumnThatTellsThemApart() throws IOException {
        String steps = "{ name = bare, type = sql, sql = \"SELECT id, upper(name) AS name FROM orders\" }\n"
                + "{ name = named, type = dedupe, from = bare, key = [id], order = [\"id\"], scope = slice }";

        assertThatThrownBy(() -> read(step(steps)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining(": 2 problems\n")
                .hasMessageContaining(
                        "line 8   transform[0]   \"bare\" lacks the column _item, by which load \"table\"");
        assertThat(read(step(steps).replace("max-count = 2", "max-count = 1")).transforms())
                .hasSize(2);
        assertThat(read(step(steps).replace("upper(name) AS name", "upper(name) AS name, orders._item"))
                        .transforms())
                .hasSize(2);
    }

    @Test
    void whatAStepRejectsMustGoSomewhere() throws IOException {
        String steps =
                "{ name = good, type = validate, from = orders, rules = [{ name = id, condition = \"id > 0\" }] }\n"
                        + "{ name = named, type = sql, sql = \"SELECT id, name, _item FROM good\" }";

        assertThatThrownBy(() -> read(step(steps)))
                .hasMessageContaining(": 1 problem\n")
                .hasMessageContaining("what \"good\" rejects would vanish uncounted: add a load from = good.rejects");
        String load = "load = [ { name = bad, from = good.rejects, type = files, path = \"bad\" }";
        assertThat(read(step(steps).replace("load = [", load)).loads()).hasSize(3);
        String step = steps + "\n{ name = why, type = sql, sql = \"SELECT code, _item FROM `good.rejects`\" }";
        assertThat(read(step(step)).transforms()).hasSize(3);
    }

    @Test
    void secretsOfTheSparkBlockAreReferences() throws IOException {
        Path file = folder.resolve("job.conf");
        String key = "\nspark.hadoop.\"fs.s3a.secret.key\" = ";
        Files.writeString(file, conf() + key + "\"env:S3\"\n");
        Job job = JobFile.read(file, BuiltIn.kinds(), Map.of("S3", "hush"));

        assertThat(job.spark()).containsEntry("spark.hadoop.fs.s3a.secret.key", "hush");
        assertThatThrownBy(() -> read(conf() + key + "hush\n"))
                .hasMessageContaining("is written out; give a secret as env:NAME or file:PATH")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> read(conf() + key + "\"env:NONE\"\n"))
                .hasMessageContaining("environment variable NONE is not set");
    }

    @Test
    void keysOfTheSparkBlockThatBeginOthersAreKeptInQuotes() throws IOException {
        Job job = read(conf() + "\nspark { \"speculation\" = true, \"speculation.interval\" = 10s }\n");

        assertThat(job.spark())
                .containsEntry("spark.speculation", "true")
                .containsEntry("spark.speculation.interval", "10s");
    }

    @Test
    void aLoadMayHaveHadOtherNames() throws IOException {
        Job job = read(conf().replace("{ name = table,", "{ name = table, was = [\"shop/orders\", \"old/table\"],"));

        assertThat(job.loads().get(0).id())
                .isEqualTo(new LoadId("orders", "table", List.of("shop/orders", "old/table")));
        assertThat(job.loads().get(1).id().was()).isEmpty();
    }

    @Test
    void aFormerNameMustBeOneAndBelongToOneLoad() {
        assertThatThrownBy(() ->
                        read(conf().replace("{ name = table,", "{ name = table, was = [orders, \"orders/files\"],")))
                .hasMessageContaining("2 problems")
                .hasMessageContaining("\"orders\" is not an earlier name of a load")
                .hasMessageContaining("\"orders/files\" is the name of another load of this job");
        assertThatThrownBy(() -> read(conf().replace("{ name = table,", "{ name = table, was = \"old/table\",")))
                .hasMessageContaining("load[0].was")
                .hasMessageContaining("is not a list");
    }
}

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

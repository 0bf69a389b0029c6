package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.probe.Need;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.Sample;
import dev.sluice.media.probe.Tier;
import dev.sluice.media.table.Records;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Size;
import dev.sluice.slice.RejectTable;
import dev.sluice.transform.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestProbeTransform {
    @TempDir
    private Path folder;

    private SparkSession spark;

    @BeforeEach
    void session() {
        spark = LocalSpark.session().newSession();
        spark.conf().set("sluice.scratch", folder.resolve("scratch").toString());
    }

    private static ProbeTransform probe(ProbeTransform.Depth tier, Need... needs) {
        return new ProbeTransform("probed", "files", tier, List.of(needs), new Size(64 << 20), Duration.ofSeconds(30));
    }

    private Tables apply(ProbeTransform step, String sql) {
        return step.apply(spark, Tables.none().with("files", spark.sql(sql)));
    }

    private static String select(Path file, String more) {
        return "SELECT '" + file.toUri() + "' AS path, 7L AS _item, 'kept' AS `odd.name`" + more;
    }

    private static Tier tier(Tables tables) {
        Row row = tables.table("probed").select("probe").first();
        return Records.record(Probe.class, row.getStruct(0)).tier();
    }

    @Tag("chaos")
    @Test
    void looksAsDeepAsItIsTold() {
        String sql = select(Sample.H264_AAC_MP4.file(), "");
        assertThat(tier(apply(probe(ProbeTransform.Depth.HEADER), sql))).isEqualTo(Tier.HEADER);
        assertThat(tier(apply(probe(ProbeTransform.Depth.FULL), sql))).isEqualTo(Tier.FULL);
        assertThat(tier(apply(probe(ProbeTransform.Depth.AUTO, Need.WIDTH), sql)))
                .isEqualTo(Tier.HEADER);
        assertThat(tier(apply(probe(ProbeTransform.Depth.AUTO, Need.PIXEL_FORMAT), sql)))
                .isEqualTo(Tier.FULL);
    }

    @Test
    void addsColumnsAndKeepsTheItemLast() {
        Dataset<Row> table = apply(probe(ProbeTransform.Depth.HEADER), select(Sample.MP3.file(), ""))
                .table("probed");
        assertThat(table.columns()).containsExactly("path", "odd.name", "asset", "probe", "_item");
        assertThat(table.first().getString(1)).isEqualTo("kept");
        assertThat(table.schema().apply("probe").dataType().catalogString())
                .isEqualTo(Records.schema(Probe.class).catalogString());
    }

    @Test
    void whatCannotBeReadIsAReject() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));
        String sql = select(folder.resolve("none"), ", 1L AS bytes")
                + " UNION ALL " + select(folder, ", 1L AS bytes")
                + " UNION ALL " + select(empty, ", CAST(NULL AS BIGINT) AS bytes")
                + " UNION ALL " + select(Sample.MP3.file(), ", 1L AS bytes")
                + " UNION ALL " + select(Sample.MP3.file(), ", CAST(NULL AS BIGINT) AS bytes");
        Tables tables = apply(probe(ProbeTransform.Depth.HEADER), sql);
        assertThat(tables.table("probed").count()).isEqualTo(1);
        Dataset<Row> rejects = tables.table("probed.rejects");
        assertThat(rejects.schema().catalogString()).isEqualTo(RejectTable.SCHEMA.catalogString());
        assertThat(rejects.select("code").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("UNREADABLE", "UNREADABLE", "NOT_MEDIA", "UNREADABLE");
        assertThat(rejects.where("raw IS NOT NULL OR origin.file IS NULL OR _item <> 7")
                        .count())
                .isZero();
    }

    @Tag("chaos")
    @Test
    void rowsAndRejectsComeFromOneLook() throws Exception {
        Path file = folder.resolve("film.mp4");
        Files.copy(Sample.H264_AAC_MP4.file(), file);
        Tables tables = apply(probe(ProbeTransform.Depth.HEADER), select(file, ""));
        assertThat(tables.table("probed.rejects").count()).isZero();
        // What would be a reject now was an asset when it was looked at, and stays one.
        Files.writeString(file, "no longer a film");
        assertThat(tables.table("probed").count()).isEqualTo(1);
        assertThat(apply(probe(ProbeTransform.Depth.HEADER), select(file, ""))
                        .table("probed")
                        .count())
                .isZero();
    }

    @Test
    void noProcessIsLeftBehind() {
        Set<Long> before = children();
        apply(probe(ProbeTransform.Depth.HEADER), select(Sample.MP3.file(), ""))
                .table("probed")
                .count();
        assertThat(before).containsAll(children());
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    @Test
    void aTableThatCannotBeProbedIsAFaultOfTheJobFile() {
        for (String sql : List.of(
                "SELECT 1 AS path",
                "SELECT 'x' AS paths",
                "SELECT 'x' AS path, 1 AS probe",
                "SELECT 'x' AS path, '1' AS bytes")) {
            assertThatThrownBy(() -> apply(probe(ProbeTransform.Depth.AUTO), sql))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
        }
    }

    @Test
    void refusesBudgetsThatNoFileFitsInto() {
        assertThatThrownBy(() -> new ProbeTransform(
                        "a", "b", ProbeTransform.Depth.AUTO, List.of(), new Size(10), Duration.ofSeconds(1)))
                .isInstanceOf(InvalidSetting.class);
        assertThatThrownBy(() -> new ProbeTransform(
                        "a", "b", ProbeTransform.Depth.AUTO, List.of(), new Size(1 << 20), Duration.ZERO))
                .isInstanceOf(InvalidSetting.class);
    }
}

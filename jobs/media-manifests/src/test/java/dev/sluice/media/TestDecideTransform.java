package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Decision;
import dev.sluice.media.decide.Settings;
import dev.sluice.media.probe.Film;
import dev.sluice.media.table.Records;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.transform.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRow;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class TestDecideTransform {
    private static final String SETTINGS = """
            name = decided, from = assets
            rules = [
              { name = modern, when = "probe.video.codec IN ('av1', 'hevc')", skip = ALREADY_EFFICIENT }
              { name = web, when = "probe.video.height >= 720", encode = web }
            ]
            profiles {
              web { container = mp4, video { encoder = libsvtav1, quality = 32, heights = [720, 360] } }
            }
            """;
    private final SparkSession spark = LocalSpark.session().newSession();

    private Tables decided(Dataset<Row> assets) {
        return Settings.bind(SETTINGS, DecideTransform.class)
                .apply(spark, Tables.none().with("assets", assets));
    }

    private Dataset<Row> assets(Asset... assets) {
        List<Row> rows = new ArrayList<>();
        for (Asset asset : assets) {
            List<Object> cells = new ArrayList<>(List.of("tapes"));
            Row row = Records.row(asset);
            for (int i = 0; i < row.size(); i++) {
                cells.add(row.get(i));
            }
            cells.add((long) rows.size());
            rows.add(new GenericRow(cells.toArray()));
        }
        var schema =
                DataTypes.createStructType(List.of(DataTypes.createStructField("archive", DataTypes.StringType, true)));
        for (var field : Asset.COLUMNS.fields()) {
            schema = schema.add(field);
        }
        return spark.createDataFrame(rows, schema.add("_item", DataTypes.LongType));
    }

    @Test
    void decidesEachAssetAndMakesAJobOfEachTarget() {
        Film small = Film.known().withSize(640, 480);
        Film modern = Film.known();
        modern.codec = "av1";
        Tables tables = decided(assets(Film.known().asset(), small.asset(), modern.asset()));
        assertThat(tables.all()).containsOnlyKeys("assets", "decided", "decided.jobs");
        assertThat(Settings.bind(SETTINGS, DecideTransform.class).tables()).containsExactly("decided", "decided.jobs");
        Dataset<Row> decisions = tables.table("decided");
        assertThat(decisions.columns())
                .containsExactly("archive", "path", "bytes", "modified", "asset", "probe", "decision", "_item");
        assertThat(decisions
                        .select("decision.code")
                        .as(org.apache.spark.sql.Encoders.STRING())
                        .collectAsList())
                .containsExactly("ENCODE", "NO_RULE", "ALREADY_EFFICIENT");
        Decision decision = Records.record(
                Decision.class, decisions.select("decision").first().getStruct(0));
        assertThat(decision)
                .isEqualTo(new dev.sluice.media.decide.Rules(rules(), profiles())
                        .decide(Film.known().asset()));
        Dataset<Row> jobs = tables.table("decided.jobs");
        assertThat(jobs.columns())
                .containsExactly(
                        "job_key", "rule", "target", "archive", "path", "bytes", "modified", "asset", "probe", "_item");
        assertThat(jobs.selectExpr("target.profile || ' ' || rule || ' ' || _item")
                        .as(org.apache.spark.sql.Encoders.STRING())
                        .collectAsList())
                .containsExactly("web-720 web 0", "web-360 web 0");
        assertThat(jobs.select("job_key").distinct().count()).isEqualTo(2);
    }

    private static List<dev.sluice.media.decide.Rule> rules() {
        return Settings.bind(SETTINGS, DecideTransform.class).rules();
    }

    private static Map<String, dev.sluice.media.decide.Profile> profiles() {
        return Settings.bind(SETTINGS, DecideTransform.class).profiles();
    }

    @Test
    void refusesATableThatIsNotOfAssets() {
        assertThatThrownBy(() -> decided(assets(Film.known().asset()).drop("probe")))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(Code.SETTINGS);
                    assertThat(fault).hasMessageContaining("has no column probe");
                });
    }

    @Test
    void refusesAProfileThatIsNotThere() {
        assertThat(Settings.problems(SETTINGS.replace("encode = web", "encode = wep"), DecideTransform.class))
                .contains("encodes by \"wep\"", "did you mean \"web\"?");
        assertThat(Settings.problems("name = a, from = b, rules = []", DecideTransform.class))
                .contains("holds no rule");
        assertThatThrownBy(() -> new DecideTransform("a", "b", List.of(rules().get(0), rules().get(0)), Map.of()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("two rules");
    }
}

package dev.sluice.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.extract.Counts;
import dev.sluice.extract.SplitCount;
import dev.sluice.extract.Tally;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Guarantee;
import dev.sluice.load.Published;
import dev.sluice.load.Sink;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import dev.sluice.slice.Reconcile;
import dev.sluice.slice.Slice;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a load was given against what lies in its target. */
class TestReconciliation {
    private static final String CHECKS = "check { max-rejects = 0 }";

    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void newLab() {
        lab = new Lab(folder);
        lab.orders("a.json", 1, "ann", 2, "bob");
        lab.orders("b.json", 3, "cid");
        lab.orders("c.json", 4, "dee");
    }

    private void reconcile(String how) {
        lab.conf(Lab.CONF
                .replace(CHECKS, "check { max-rejects = 0, reconcile = " + how + " }")
                .replace("upper(name) AS name, _item", "upper(name) AS name, array(map(id, name)) AS more, _item")
                .replace(
                        "  { name = files",
                        "  { name = base, from = named, type = jdbc, table = orders, server.url = \"jdbc:sqlite:%s\" }\n  { name = files"
                                .formatted(folder.resolve("base.db"))));
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("base.db"));
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checksum"})
    void whatIsAsItWasGivenPasses(String how) {
        reconcile(how);
        Report report = lab.run();
        assertThat(report.problem()).isEmpty();
        assertThat(report.slices()).hasSize(2).allMatch(slice -> slice.state().equals("published"));
        assertThat(ReportText.outcome(report, "x"))
                .contains("reconciled load.base by checksum: 4 rows as staged, 4 rows as published   ok")
                .contains("reconciled load.table by checksum: 4 rows as staged, 4 rows as published   ok");
        assertThat(report.reconciled()).contains(new Report.Reconciled("load.files", "published", "checksum", 4));

        lab.reprocess("*a.json");
        assertThat(lab.run().problem()).isEmpty();
        assertThat(lab.inTable()).containsExactly("1 ANN", "2 BOB", "3 CID", "4 DEE");
    }

    @Test
    void aTargetThatChangesValuesIsToldOfOnceItIsPublished() throws SQLException {
        lab.orders("c.json", 4, "1e3");
        reconcile("checksum");
        lab.conf(lab.text().replace("table = orders, server", "table = orders, accept-loss = [name], server"));
        sql("CREATE TABLE orders (id BIGINT, name NUMERIC, more TEXT, _item BIGINT)");
        Report report = lab.run();
        assertThat(report.exitStatus()).isEqualTo(65);
        assertThat(report.problem())
                .contains("published and differs from what was read: load \"base\" was given")
                .contains("in orders of jdbc:sqlite");
        assertThat(report.slices())
                .extracting(Report.SliceLine::state)
                .containsExactlyInAnyOrder("published", "differs");
        assertThat(String.join("\n", ReportText.outcome(report, "x")))
                .contains("published, and differs: load \"base\"")
                .contains("reconciled load.base by checksum: 4 rows as staged, 3 rows as published\n")
                .contains("reconciled load.table by checksum: 4 rows as staged, 4 rows as published\n");
        assertThat(lab.inTable()).hasSize(4);
        assertThat(lab.run().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }

    /** Spark would like to work out such rows on the driver. */
    @Test
    void rowsOfAQueryAloneAreSummed() {
        reconcile("checksum");
        lab.conf(lab.text()
                .replaceAll(
                        "sql = \".*\"",
                        "scope = slice, sql = \"SELECT * FROM VALUES (1, 'x', array(map('k', 1))) AS v(id, name, more)\"")
                .replace("max-count = 2", "max-count = 1"));
        assertThat(lab.run().problem()).isEmpty();
        assertThat(lab.inTable()).hasSize(3);
    }

    @Test
    void rowsThatReadersDoNotSeeAreMissedByTheirCount() {
        OpenLoad load = new OpenLoad(new Load(LoadId.of("j", "l"), "t", new Nowhere()), new Nowhere());
        Reconciliation reconciliation = new Reconciliation(LocalSpark.session(), Reconcile.COUNT);
        Dataset<Row> rows = LocalSpark.session().range(3).selectExpr("id", "1L AS _item");
        Item item = new Item("i", Optional.of("1"), 0, "i", "{}");
        reconciliation
                .watched(load, rows)
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
        assertThat(reconciliation.published(load, new Slice("s", 1, List.of(item), List.of("l"))))
                .hasValue("load \"l\" was given 3 rows; in nowhere are 0 rows");
    }

    @Test
    void rowsThatAreNotAsStagedAreNotPublished() {
        SparkSession spark = LocalSpark.session();
        Dataset<Row> rows = spark.range(0, 100, 1, 3).selectExpr("id", "if(id = 7, null, 'x') AS name", "1L AS _item");
        assertThat(staged(rows, same -> same.orderBy("name", "id").repartition(2)))
                .isEmpty();
        assertThat(staged(rows, some -> some.where("id < 99")))
                .contains("given 100 rows")
                .contains(": 99 rows");
        assertThat(staged(Reconcile.COUNT, rows, some -> some.where("id < 99")))
                .contains("given 100 rows; ")
                .contains(": 99 rows (");
        assertThat(staged(Reconcile.NONE, rows, some -> some.where("id < 99"))).isEmpty();
        assertThat(staged(rows, other -> other.selectExpr("id", "coalesce(name, 'x') AS name", "_item")))
                .contains("the target changes values");
        assertThat(staged(rows, other -> other.selectExpr("if(id = 8, 9, id) AS id", "name", "_item")))
                .contains("the target changes values");
        assertThat(staged(rows, other -> other.selectExpr("id", "name IS NULL AS name", "_item")))
                .contains("the target changes values");
    }

    /** The refusal, or an empty text. */
    private String staged(Dataset<Row> rows, UnaryOperator<Dataset<Row>> meddle) {
        return staged(Reconcile.CHECKSUM, rows, meddle);
    }

    private String staged(Reconcile how, Dataset<Row> rows, UnaryOperator<Dataset<Row>> meddle) {
        SparkSession spark = LocalSpark.session();
        OpenLoad load = new OpenLoad(new Load(LoadId.of("j", "l"), "t", new Nowhere()), new Nowhere());
        Reconciliation reconciliation = new Reconciliation(spark, how);
        Dataset<Row> watched = reconciliation.watched(load, rows);
        watched.write().format("noop").mode("overwrite").save();
        // A plan may be worked through again.
        watched.where("id >= 0").write().format("noop").mode("overwrite").save();
        try {
            reconciliation.staged(load, new Lying(meddle.apply(rows)));
            return "";
        } catch (Fault fault) {
            assertThat(fault.code()).isEqualTo(Code.UNBALANCED);
            return fault.getMessage();
        }
    }

    @Test
    void theStoresOwnCountMustBeWhatWasRead() {
        Tally tally = Tally.register(LocalSpark.session());
        tally.add(new SplitCount("s", "i", 0, true, new Counts(5, 4, 1, 0, 0, 0, 0), List.of(), Map.of(), ""));
        Reconciliation reconciliation = new Reconciliation(LocalSpark.session(), Reconcile.COUNT);
        reconciliation.read("orders", tally);
        tally.compareWith(() -> 5);
        reconciliation.read("orders", tally);
        tally.compareWith(() -> 6);
        assertThatThrownBy(() -> reconciliation.read("orders", tally))
                .hasMessageContaining("5 rows were read, the store itself counts 6");
        new Reconciliation(LocalSpark.session(), Reconcile.NONE).read("orders", tally);
    }

    /** Rows that a load says it has staged. */
    private record Lying(Dataset<Row> rows) implements Staged {
        @Override
        public long rowCount() {
            return 0;
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public Published publish(Receipt receipt) {
            return new Published.Done();
        }

        @Override
        public void discard() {}
    }

    private record Nowhere() implements Sink, Target {
        @Override
        public Target open(SparkSession spark, LoadId load) {
            return this;
        }

        @Override
        public Guarantee guarantee() {
            return Guarantee.EXACTLY_ONCE;
        }

        @Override
        public String describe() {
            return "nowhere";
        }

        @Override
        public Dataset<Row> stored(SparkSession spark, StructType columns) {
            return spark.createDataFrame(List.of(), columns);
        }

        @Override
        public String relation() {
            return "";
        }

        @Override
        public Receipts receipts() {
            return new Receipts(
                    Head.ORIGIN, List.of(), LocalSpark.session().createDataFrame(List.of(), Receipts.ENTRIES));
        }

        @Override
        public Staged stage(SparkSession spark, Dataset<Row> rows, Publication what) {
            return new Lying(rows);
        }

        @Override
        public Published mark(Receipt receipt) {
            return new Published.Done();
        }

        @Override
        public int sweep(Receipt fence) {
            return 0;
        }
    }
}

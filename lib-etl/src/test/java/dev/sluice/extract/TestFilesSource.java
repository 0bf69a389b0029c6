package dev.sluice.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import dev.sluice.settings.Size;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestFilesSource {
    private static final SparkSession SPARK = LocalSpark.session();

    @TempDir
    Path base;

    private Path in;
    private Tally tally;

    @BeforeEach
    void folder() throws IOException {
        in = Files.createDirectory(base.resolve("in"));
        tally = Tally.register(SPARK);
    }

    @Test
    void readsOddNamesAndTellsTheirItems() throws IOException {
        for (String name : TestFileListing.ODD) {
            Files.writeString(in.resolve(name), name.replace('\n', ' ') + "\nsecond\n");
        }
        FilesSource source = source(FilesSource.Format.TEXT, Map.of(), Optional.empty());
        Slice slice = slice(source);
        Dataset<Row> rows = source.read(SPARK, slice, tally).get("");
        assertThat(rows.columns()).containsExactly("value", "_item");
        Map<Long, String> names = new java.util.HashMap<>();
        slice.items()
                .forEach(item -> names.put(
                        item.key(),
                        FilePin.read(item.detail()).location().getName().replace('\n', ' ')));
        assertThat(rows.where("value <> 'second'").collectAsList())
                .hasSize(TestFileListing.ODD.size())
                .allSatisfy(row -> assertThat(names.get(row.getLong(1))).isEqualTo(row.getString(0)));
        assertThat(tally.counts().rows()).isEqualTo(2L * TestFileListing.ODD.size());
        assertThat(tally.byItem()).hasSize(TestFileListing.ODD.size());
    }

    @Test
    void countsAllRowsWhateverTheQueryLooksAt() throws IOException {
        SPARK.range(0, 1000, 1, 4)
                .selectExpr("id", "id % 7 AS x")
                .write()
                .parquet(in.resolve("p").toString());
        FilesSource source = source(FilesSource.Format.PARQUET, Map.of(), Optional.empty());
        Dataset<Row> rows = source.read(SPARK, slice(source), tally).get("");
        assertThat(rows.where("x = 3").select("id").collectAsList()).hasSize(143);
        assertThat(tally.counts().rows()).isEqualTo(1000);
        assertThat(rows.count()).isEqualTo(1000);
        assertThat(rows.join(rows.groupBy("x").count(), FileItems.seq("x")).count())
                .isEqualTo(1000);
        assertThat(tally.counts().rows()).isEqualTo(1000);
    }

    @Test
    void balancesAFileWithoutRows() throws IOException {
        Files.writeString(in.resolve("a.csv"), "id\n");
        Files.writeString(in.resolve("b.csv"), "id\n1\n");
        FilesSource source = source(FilesSource.Format.CSV, Map.of("header", "true"), Optional.of("id INT"));
        source.read(SPARK, slice(source), tally).get("").collectAsList();
        assertThat(tally.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void givesMalformedCsvToTheRejects() throws IOException {
        Files.writeString(in.resolve("a b.csv"), "1,x\nbad,y\n3,z\n4\n");
        FilesSource source = source(FilesSource.Format.CSV, Map.of(), Optional.of("id INT, name STRING"));
        Map<String, Dataset<Row>> tables = source.read(SPARK, slice(source), tally);
        assertThat(tables.get("").columns()).containsExactly("id", "name", "_item");
        assertThat(tables.get("").select("name").collectAsList()).hasSize(2);
        assertThat(tally.counts()).isEqualTo(new Counts(4, 2, 2, 0, 0, 0, 0));
        assertThat(tally.reasons()).containsEntry("MALFORMED", 2L);
        List<Row> rejects = tables.get("rejects").collectAsList();
        assertThat(rejects).extracting(row -> row.getString(2)).containsExactlyInAnyOrder("bad,y", "4");
        assertThat(rejects.get(0).getStruct(4).getString(0)).endsWith("a%20b.csv");
        assertThat(tables.get("rejects").columns())
                .containsExactly("code", "message", "raw", "source", "origin", "_item");
        assertThat(tally.counts().lines()).isEqualTo(4);
    }

    @Test
    void givesMalformedJsonToTheRejectsWhateverColumnsAreAsked() throws IOException {
        Files.writeString(in.resolve("a.json"), "{\"id\":1,\"n\":\"x\"}\n{\"id\":\"no\",\"n\":\"y\"}\n{broken\n");
        FilesSource source = source(FilesSource.Format.JSON, Map.of(), Optional.of("id INT, n STRING"));
        Map<String, Dataset<Row>> tables = source.read(SPARK, slice(source), tally);
        assertThat(tables.get("").select("n").collectAsList()).hasSize(1);
        assertThat(tables.get("rejects").select("_item").collectAsList()).hasSize(2);
        assertThat(tally.counts()).isEqualTo(new Counts(3, 1, 2, 0, 0, 0, 0));
    }

    @Test
    void countsOnceWhenTasksFailAndAreRepeated() throws IOException {
        SPARK.range(0, 100, 1, 2).toDF("id").write().parquet(in.resolve("p").toString());
        FilesSource source = source(FilesSource.Format.PARQUET, Map.of(), Optional.empty());
        Dataset<Row> rows = source.read(SPARK, slice(source), tally).get("");
        assertThatThrownBy(() ->
                        rows.selectExpr("IF(id = 70, raise_error('no'), id)").collectAsList())
                .isNotNull();
        assertThat(rows.collectAsList()).hasSize(100);
        assertThat(rows.repartition(3).count()).isEqualTo(100);
        assertThat(tally.counts().rows()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(
            value = FilesSource.Format.class,
            names = {"PARQUET", "ORC", "AVRO", "JSON", "TEXT"})
    void aSplitThatIsLeftBeforeItsEndIsNotCounted(FilesSource.Format format) throws IOException {
        SPARK.range(0, 20_000, 1, 3)
                .selectExpr("string(id) AS value")
                .write()
                .format(format.word())
                .save(in.resolve("p").toString());
        Files.delete(in.resolve("p/_SUCCESS"));
        FilesSource source = source(format, Map.of(), Optional.of("value STRING"));
        Dataset<Row> rows = source.read(SPARK, slice(source), tally).get("");

        assertThat(rows.limit(5).collectAsList()).hasSize(5);
        assertThat(tally.unfinished()).isNotEmpty();
        assertThatThrownBy(() -> tally.counts())
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.UNBALANCED));

        rows.write().format("noop").mode("overwrite").save();
        assertThat(tally.unfinished()).isEmpty();
        assertThat(tally.counts().rows()).isEqualTo(20_000);
    }

    @Test
    void takenWholeItIsOneItemWhoseVersionTellsTheListing() throws IOException {
        Files.writeString(in.resolve("a.csv"), "1\n2\n");
        Files.writeString(in.resolve("b.csv"), "1\n2\n");
        FilesSource source = source(FilesSource.Format.CSV, Map.of(), Optional.of("id INT"));
        Item item = whole(source);
        assertThat(source.read(SPARK, new Slice("s", 1, List.of(item), List.of()), tally)
                        .get("")
                        .select("_item")
                        .collectAsList())
                .hasSize(4)
                .allMatch(row -> row.getLong(0) == item.key());
        assertThat(tally.counts().rows()).isEqualTo(4);
        assertThat(whole(source).version()).isEqualTo(item.version());
        Files.writeString(in.resolve("c.csv"), "3\n");
        assertThat(whole(source).version()).isNotEqualTo(item.version());
    }

    private Item whole(FilesSource source) {
        Slicing all =
                new Slicing(Optional.empty(), Slicing.By.WHOLE, Optional.empty(), new Size(1), 1, Duration.ofDays(7));
        Map<String, Item> items = Plans.byPlace(source.items(SPARK, new Plans(base.resolve("scratch"), all).scope()));
        assertThat(items).hasSize(1);
        return items.values().iterator().next();
    }

    @Test
    void aSliceWithoutItemsHasTheColumnsOfTheFiles() throws IOException {
        SPARK.range(3).write().parquet(in.resolve("p").toString());
        Slice none = new Slice("s", 0, List.of(), List.of());
        Dataset<Row> rows = source(FilesSource.Format.PARQUET, Map.of(), Optional.empty())
                .read(SPARK, none, tally)
                .get("");
        assertThat(rows.columns()).containsExactly("id", "_item");
        assertThat(rows.isEmpty()).isTrue();
        Map<String, Dataset<Row>> csv =
                source(FilesSource.Format.CSV, Map.of(), Optional.of("x INT")).read(SPARK, none, tally);
        assertThat(csv.get("").columns()).containsExactly("x", "_item");
        assertThat(csv.get("rejects").columns()).hasSize(6);
        assertThat(csv.get("rejects").isEmpty()).isTrue();
    }

    @Test
    void refusesAFileThatChanged() throws IOException {
        Files.writeString(in.resolve("a.txt"), "x\n");
        FilesSource source = source(FilesSource.Format.TEXT, Map.of(), Optional.empty());
        Slice slice = slice(source);
        Files.writeString(in.resolve("a.txt"), "x\ny\n");
        assertThatThrownBy(() -> source.read(SPARK, slice, tally))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.INPUT_CHANGED));
        Files.delete(in.resolve("a.txt"));
        assertThatThrownBy(() -> source.read(SPARK, slice, tally)).hasMessageContaining("is gone");
    }

    @Test
    void refusesToSkipCorruptFiles() throws IOException {
        Files.writeString(in.resolve("a.txt"), "x\n");
        FilesSource source = source(FilesSource.Format.TEXT, Map.of(), Optional.empty());
        Slice slice = slice(source);
        SPARK.conf().set("spark.sql.files.ignoreCorruptFiles", "true");
        try {
            assertThatThrownBy(() -> source.read(SPARK, slice, tally))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
        } finally {
            SPARK.conf().unset("spark.sql.files.ignoreCorruptFiles");
        }
    }

    @Test
    void dropsAnItemColumnOfTheFilesOwn() throws IOException {
        SPARK.sql("SELECT 7L AS _item, 1 AS id").write().parquet(in.resolve("p").toString());
        FilesSource source = source(FilesSource.Format.PARQUET, Map.of(), Optional.empty());
        Slice slice = slice(source);
        Dataset<Row> rows = source.read(SPARK, slice, tally).get("");
        assertThat(rows.columns()).containsExactly("id", "_item");
        assertThat(rows.first().getLong(1)).isEqualTo(slice.items().get(0).key());
    }

    @Test
    void checksItsSettings() {
        assertThatThrownBy(() -> source(FilesSource.Format.CSV, Map.of(), Optional.empty()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("is needed for csv");
        assertThatThrownBy(() -> source(FilesSource.Format.JSON, Map.of("inferSchema", "true"), Optional.of("a INT")))
                .isInstanceOf(InvalidSetting.class);
        assertThatThrownBy(() -> source(FilesSource.Format.CSV, Map.of(), Optional.of("no such type")))
                .isInstanceOf(InvalidSetting.class);
    }

    private FilesSource source(FilesSource.Format format, Map<String, String> options, Optional<String> schema) {
        return new FilesSource(format, List.of(new Location(in.toString())), List.of(), Duration.ZERO, options, schema);
    }

    private Slice slice(FilesSource source) {
        Plans plans = new Plans(base.resolve("scratch"), Slicing.usual());
        Items items = source.items(SPARK, plans.scope());
        List<Item> all = List.copyOf(Plans.byPlace(items).values());
        assertThat(all).allSatisfy(item -> assertThat(item.version()).isPresent());
        return new Slice("s1", 1, all, List.of("load"));
    }
}

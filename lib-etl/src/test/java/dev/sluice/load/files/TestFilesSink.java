package dev.sluice.load.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.ReceiptJson;
import dev.sluice.slice.Receipts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestFilesSink {
    private static FilesCase fresh() throws IOException {
        return FilesCase.of(FilesCase.fresh("out"), Format.PARQUET);
    }

    @Test
    void receiptSurvivesJson() {
        Receipt receipt = FilesCase.receipt(Receipt.Kind.PUBLISH, new Head(3, "before"), "a=1;b=2");
        assertThat(ReceiptJson.read(ReceiptJson.write(receipt))).isEqualTo(receipt);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void publishesReplacesAndReadsBackInEachFormat(Format format) throws IOException {
        FilesCase files = FilesCase.of(FilesCase.fresh("out"), format);
        Target target = files.open();
        Staged staged = files.stage(target, "a=1,2;b=3");
        assertThat(staged.rowCount()).isEqualTo(3);
        assertThat(staged.bytes()).isPositive();
        assertThat(staged.rows().schema().simpleString()).isEqualTo("struct<name:string,value:int,_item:bigint>");
        assertThat(staged.rows().where("name = 'a'").select("_item").distinct().collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(
                        Item.loadKey(FilesCase.LOAD, FilesCase.item("a").key()));
        assertThat(files.visible()).isEmpty();
        assertThat(staged.publish(FilesCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=;b=")))
                .isInstanceOf(Published.Done.class);
        assertThat(files.visible()).containsExactly("a=1", "a=2", "b=3");
        assertThat(files.publish(target, "a=9", "a")).isInstanceOf(Published.Done.class);
        assertThat(files.visible()).containsExactly("a=9", "b=3");
        assertThat(files.attempts()).isEmpty();
    }

    @Test
    void receiptsTellEveryEntryOfTheChain() throws IOException {
        FilesCase files = fresh();
        assertThat(files.open().receipts().head()).isEqualTo(Head.ORIGIN);
        assertThat(files.open().receipts().entries().isEmpty()).isTrue();
        files.publish(files.open(), "a=1;b=2");
        files.publish(files.open(), "a=3", "a");
        Receipts receipts = files.open().receipts();
        assertThat(receipts.chain()).extracting(Receipts.Link::number).containsExactly(1L, 2L);
        assertThat(receipts.head().receipt()).isEqualTo(receipts.chain().get(1).id());
        Dataset<Row> entries = receipts.entries();
        assertThat(entries.columns()).containsExactly(Receipts.ENTRIES.fieldNames());
        assertThat(entries.schema().fields())
                .allSatisfy(field -> assertThat(field.dataType())
                        .isEqualTo(Receipts.ENTRIES.apply(field.name()).dataType()));
        List<Row> rows = entries.orderBy("number", "id").collectAsList();
        assertThat(rows).extracting(row -> row.getLong(0) + row.getString(3)).containsExactly("1a", "1b", "2a");
        assertThat(rows.get(0).<Timestamp>getAs("written_at").toInstant()).hasToString("2026-01-02T03:04:05Z");
    }

    @Test
    void ofTwoPinnedToOneHeadOnePublishes() throws IOException {
        FilesCase files = fresh();
        Target first = files.open();
        Target second = files.open();
        Staged one = files.stage(first, "a=1");
        Staged two = files.stage(second, "a=1");
        assertThat(one.publish(FilesCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=")))
                .isInstanceOf(Published.Done.class);
        assertThat(two.publish(FilesCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=")))
                .isInstanceOf(Published.Stale.class);
        two.discard();
        assertThat(files.visible()).containsExactly("a=1");
        assertThat(files.attempts()).isEmpty();
    }

    @Test
    void whatWasStagedOnAnOlderHeadIsNotPublishedOnANewerOne() throws IOException {
        FilesCase files = fresh();
        Staged old = files.stage(files.open(), "a=1");
        files.publish(files.open(), "b=2");
        Head head = files.open().receipts().head();
        assertThat(old.publish(FilesCase.receipt(Receipt.Kind.PUBLISH, head, "a=")))
                .isInstanceOf(Published.Conflict.class);
        assertThat(files.visible()).containsExactly("b=2");
    }

    @Test
    void twoStagedByOneTargetPublishInTurnUnlessTheyReplaceTheSame() throws IOException {
        FilesCase files = fresh();
        Target target = files.open();
        files.publish(target, "a=1;b=2");
        Staged replacesA = files.stage(target, "a=10", "a");
        Staged addsC = files.stage(target, "c=30");
        Staged replacesB = files.stage(target, "b=20", "b");
        assertThat(replacesA.publish(FilesCase.receipt(
                        Receipt.Kind.PUBLISH, target.receipts().head(), "a=")))
                .isInstanceOf(Published.Done.class);
        assertThat(addsC.publish(FilesCase.receipt(
                        Receipt.Kind.PUBLISH, target.receipts().head(), "c=")))
                .isInstanceOf(Published.Done.class);
        assertThat(replacesB.publish(FilesCase.receipt(
                        Receipt.Kind.PUBLISH, target.receipts().head(), "b=")))
                .isInstanceOf(Published.Conflict.class);
        assertThat(files.visible()).containsExactly("a=10", "b=2", "c=30");
    }

    @Test
    void siblingsOutliveManyReplacements() throws IOException {
        FilesCase files = fresh();
        Target target = files.open();
        files.publish(target, "a=1;b=2;c=3");
        files.publish(target, "d=4");
        files.publish(target, "a=11", "a");
        files.publish(target, "b=12", "b");
        assertThat(files.visible()).containsExactly("a=11", "b=12", "c=3", "d=4");
        files.publish(target, "a=21;c=23", "a", "c", "never seen");
        assertThat(files.visible()).containsExactly("a=21", "b=12", "c=23", "d=4");
    }

    @Test
    void emptyResultTakesOldRowsAway() throws IOException {
        FilesCase files = fresh();
        Target target = files.open();
        files.publish(target, "a=1;b=2");
        files.publish(target, "a=", "a");
        assertThat(files.visible()).containsExactly("b=2");
        files.publish(target, "b=", "b");
        assertThat(files.directories()).isEmpty();
        Staged empty = files.stage(target, "c=");
        assertThat(empty.rowCount()).isZero();
        assertThat(empty.bytes()).isZero();
        assertThat(empty.rows().columns()).containsExactly("name", "value", "_item");
        assertThat(empty.rows().isEmpty()).isTrue();
    }

    @Test
    void sweepLeavesOwnAttemptsAndMakesStoppedOnesStale() throws IOException {
        FilesCase files = fresh();
        Target target = files.open();
        assertThat(target.sweep(FilesCase.receipt(Receipt.Kind.FENCE, Head.ORIGIN, "")))
                .isZero();
        assertThat(target.receipts().head()).isEqualTo(Head.ORIGIN);
        Staged stopped = files.stage(files.open(), "a=1");
        Staged own = files.stage(target, "b=2");
        assertThat(target.sweep(FilesCase.receipt(Receipt.Kind.FENCE, Head.ORIGIN, "")))
                .isEqualTo(1);
        assertThat(files.attempts()).hasSize(1);
        assertThat(stopped.publish(FilesCase.receipt(Receipt.Kind.PUBLISH, Head.ORIGIN, "a=")))
                .isInstanceOf(Published.Stale.class);
        assertThat(own.publish(FilesCase.receipt(
                        Receipt.Kind.PUBLISH, target.receipts().head(), "b=")))
                .isInstanceOf(Published.Done.class);
        assertThat(files.visible()).containsExactly("b=2");
    }

    @Test
    void staleSweepDeletesNothing() throws IOException {
        FilesCase files = fresh();
        files.publish(files.open(), "a=1");
        files.stage(files.open(), "b=2");
        assertThat(files.open().sweep(FilesCase.receipt(Receipt.Kind.FENCE, Head.ORIGIN, "")))
                .isZero();
        assertThat(files.attempts()).hasSize(1);
    }

    @Test
    void brokenChainIsAFault() throws IOException {
        FilesCase files = fresh();
        Target target = files.open();
        files.publish(target, "a=1");
        files.publish(target, "b=2");
        files.publish(target, "c=3");
        Path second = files.folder().resolve("head-2");
        Path aside = files.path.resolve("aside");
        Files.move(second, aside);
        assertBroken(files, "head-2 is missing");
        Files.writeString(second, Files.readString(aside).replaceFirst("\"id\":\"[^\"]+\"", "\"id\":\"other\""));
        assertBroken(files, "follows receipt");
        Files.delete(second);
        Files.delete(files.folder().resolve("head-1"));
        Files.delete(files.folder().resolve("head-3"));
        assertBroken(files, "no head names the directory");
    }

    private static void assertBroken(FilesCase files, String why) {
        assertThatThrownBy(() -> files.open().receipts())
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.CHAIN_BROKEN))
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blank", "ünï 日本", "[a]*{b}?c", "100%20", "quote'd`\"", "line\nend", "a#b;c"})
    void oddPathsAreTakenLiterally(String name) throws IOException {
        FilesCase files = FilesCase.of(FilesCase.fresh(name), Format.PARQUET);
        Target target = files.open();
        files.publish(target, "a=1;b=2");
        files.publish(target, "a=3", "a");
        assertThat(files.open().receipts().entries().count()).isEqualTo(3);
        assertThat(files.visible()).containsExactly("a=3", "b=2");
    }

    @Test
    void partitionsInsideASliceKeepTheirTypes() throws IOException {
        Path path = FilesCase.fresh("out");
        FilesSink sink =
                new FilesSink(new Location(path.toString()), Format.JSON, List.of("name"), List.of("value"), Map.of());
        FilesCase files = new FilesCase(path, sink);
        Target target = files.open();
        files.publish(target, "007=3,1,2;b c=4");
        assertThat(files.publish(target, "b c=5", "b c")).isInstanceOf(Published.Done.class);
        Staged staged = files.stage(target, "007=1");
        assertThat(staged.rows().columns()).containsExactly("name", "value", "_item");
        assertThat(staged.rows().first().getString(0)).isEqualTo("007");
        String kept = files.directories().stream()
                .filter(each -> each.contains("-kept"))
                .findFirst()
                .orElseThrow();
        assertThat(FilesCase.names(path.resolve(kept))).contains("name=007");
    }

    @Test
    void csvValuesWithLineEndsAndQuotesAreCountedAndKept() throws IOException {
        Path path = FilesCase.fresh("out");
        FilesSink sink = new FilesSink(new Location(path.toString()), Format.CSV, List.of(), List.of(), Map.of());
        FilesCase files = new FilesCase(path, sink);
        Dataset<Row> rows = files.spark.sql("SELECT s, timestamp'2026-01-02 03:04:05.678901' t, 1L _item FROM VALUES "
                + "('two\\nlines'), ('say \"hi\"\\\\'), (null), (''), (' padded '), ('cr\\r\\nlf') v(s)");
        Staged staged = files.open().stage(files.spark, rows, FilesCase.what("x", List.of("a")));
        assertThat(staged.rowCount()).isEqualTo(6);
        assertThat(staged.rows().drop("_item").except(rows.drop("_item")).collectAsList())
                .isEmpty();
        assertThat(rows.drop("_item").except(staged.rows().drop("_item")).collectAsList())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void extremeValuesComeBackAsTheyWere(Format format) throws IOException {
        Path path = FilesCase.fresh("out");
        FilesCase files = new FilesCase(
                path, new FilesSink(new Location(path.toString()), format, List.of(), List.of(), Map.of()));
        String flat = "tinyint(-128) AS b, smallint(32767) AS h, bigint('-9223372036854775808') AS l,"
                + " CAST('-12345678901234567890.123456789012345678' AS DECIMAL(38, 18)) AS d, float('NaN') AS f,"
                + " double('-0.0') AS g, double('-Infinity') AS i, date'0001-01-01' AS first, date'1582-10-10' AS gap,"
                + " timestamp'1582-10-04 23:59:59.999999Z' AS t, timestamp_ntz'9999-12-31 23:59:59.999999' AS n,"
                + " '' AS empty, string(null) AS nothing, '\uD83D\uDE00 \\\\ \u0000' AS odd, true AS yes";
        String nested = format == Format.CSV
                ? ""
                : ", X'00FF' AS x, array(1, null) AS a, map('k', '') AS m, named_struct('p', named_struct('q', 1L)) AS s, array(smallint(7)) AS c";
        Dataset<Row> rows = files.spark.sql("SELECT " + flat + nested + ", 1L AS _item");
        Dataset<Row> back = files.open()
                .stage(files.spark, rows, FilesCase.what("x", List.of("a")))
                .rows();
        assertThat(back.drop("_item").toJSON().collectAsList())
                .isEqualTo(rows.drop("_item").toJSON().collectAsList());
        StructType held = (StructType) AvroTypes.of(rows.drop("_item").schema());
        assertThat(back.drop("_item").schema().simpleString())
                .isEqualTo((format == Format.AVRO ? held : rows.drop("_item").schema()).simpleString());
        assertThat(held.apply("h").dataType()).isEqualTo(DataTypes.IntegerType);
    }

    @Test
    void renamedLoadGoesOn() throws IOException {
        FilesCase files = fresh();
        files.publish(files.open(), "a=1;b=2");
        LoadId renamed = new LoadId("other", "name", List.of("job one/lake"));
        Target target = files.sink.open(files.spark, renamed);
        assertThat(target.receipts().head().number()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a://b/x", "gs://b/x", "abfss://c@a/x", "wasb://c@a/x", "oss://b/x", "s3://b/x"})
    void objectStoresAreRefused(String uri) {
        FilesSink sink = new FilesSink(new Location(uri), Format.PARQUET, List.of(), List.of(), Map.of());
        assertThatThrownBy(() -> sink.open(dev.sluice.LocalSpark.session(), FilesCase.LOAD))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS))
                .hasMessageContaining("use iceberg");
    }

    @Test
    void unknownAndReservedColumnsAreRefused() throws IOException {
        FilesCase files = fresh();
        Target target = files.open();
        Dataset<Row> noValue = files.spark.sql("SELECT 1 a, 2L _item");
        assertThatThrownBy(() -> target.stage(files.spark, noValue, FilesCase.what("x", List.of("a"))))
                .hasMessageContaining("Cannot partition or sort by column: value");
        Dataset<Row> slice = files.spark.sql("SELECT 1 value, 2 Slice, 2L _item");
        assertThatThrownBy(() -> target.stage(files.spark, slice, FilesCase.what("y", List.of("a"))))
                .hasMessageContaining("rename it in a transform");
        assertThat(files.attempts()).isEmpty();
    }

    @Test
    void settingsAreChecked() {
        Location path = new Location("/x");
        for (List<String> partitions : Arrays.asList(List.of("_item"), List.of("Slice"), List.of("a", "A"))) {
            assertThatThrownBy(() -> new FilesSink(path, Format.ORC, partitions, List.of(), Map.of()))
                    .isInstanceOf(InvalidSetting.class);
        }
    }
}

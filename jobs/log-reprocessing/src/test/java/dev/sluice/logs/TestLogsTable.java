package dev.sluice.logs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.extract.ContentHash;
import dev.sluice.extract.Counts;
import dev.sluice.extract.Tally;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Item;
import dev.sluice.table.Handover;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestLogsTable {
    private static final String GOOD =
            "192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"ua\"";

    @TempDir
    Path folder;

    private final SparkSession spark = LocalSpark.session();

    @Test
    void readsWithoutAnySlice() throws IOException {
        Files.writeString(folder.resolve("a.log"), GOOD + "\r\n\nhello\n" + GOOD.replace("200", "2x0"));
        Dataset<Row> rows = spark.read().format("sluice-logs").load(folder.toString());
        List<Row> found = rows.orderBy("_origin.offset").collectAsList();
        assertThat(found).hasSize(2);
        Row first = found.get(0);
        assertThat(first.<Integer>getAs("status")).isEqualTo(200);
        assertThat(first.<String>getAs("_raw")).isNull();
        assertThat(first.<Row>getAs("_error")).isNull();
        Row second = found.get(1);
        assertThat(second.<String>getAs("_raw")).contains("2x0");
        assertThat(second.<Row>getAs("_error").getString(0)).isEqualTo("BAD_NUMBER");
        assertThat(second.<Row>getAs("_origin").getLong(2)).isEqualTo(4);
        assertThat(second.<Row>getAs("_origin").getString(0)).endsWith("/a.log");
        assertThat(rows.columns()).doesNotContain("_item");
        assertThat(rows.select("_error").where("_error is not null").count()).isEqualTo(1);
        assertThat(rows.count()).isEqualTo(2);
    }

    @Test
    void countsAHeaderAsSuch() throws IOException {
        String header = "instance-id start srcaddr\n";
        Path file = Files.writeString(folder.resolve("flow.log"), header + "- 1418530010 192.0.2.1\nhello\n" + header);
        SliceReading reading = SliceReading.of(
                SliceReading.source("vpc-flow ${instance-id} ${start} ${srcaddr}", Optional.empty()), file);
        assertThat(reading.rows().select("srcaddr", "_origin.line").collectAsList())
                .containsExactly(RowFactory.create("192.0.2.1", 2L));
        assertThat(reading.tally().counts()).isEqualTo(new Counts(4, 1, 1, 2, 0, 0, Files.size(file)));
        assertThat(reading.rejects().collectAsList()).hasSize(1);
    }

    @Test
    void rejectsALongLineAndGoesOn() throws IOException {
        Path file = folder.resolve("a.log");
        Files.writeString(file, GOOD + "\n" + "x".repeat(3 << 20) + "\n" + GOOD + "\n");
        SliceReading reading = SliceReading.combined(file);
        assertThat(reading.rows().collectAsList()).hasSize(2);
        List<Row> rejects = reading.rejects().collectAsList();
        assertThat(rejects).hasSize(1);
        assertThat(rejects.get(0).getString(0)).isEqualTo("LINE_TOO_LONG");
        assertThat(rejects.get(0).getString(2)).hasSize(1 << 16);
        assertThat(rejects.get(0).getStruct(4).getLong(2)).isEqualTo(2);
    }

    @Test
    void keepsAndFlagsInvalidUtf8() throws IOException {
        Path file = folder.resolve("a.log");
        Files.write(file, GOOD.replace("ua", "caf\u00e9\u0000").getBytes(StandardCharsets.ISO_8859_1));
        Row row = SliceReading.combined(file)
                .rows()
                .selectExpr("_error.code", "hex(user_agent)")
                .first();
        assertThat(row.getString(0)).isEqualTo("INVALID_UTF8");
        assertThat(row.getString(1)).isEqualTo("636166E900");
    }

    @Test
    void aSplitPlainFileReadsLikeItsGzip() throws IOException {
        Path plain = folder.resolve("big.log");
        byte[] part = Gz.lines(20_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(plain)) {
            for (long written = 0; written < 33L << 20; written += part.length) {
                out.write(part);
            }
        }
        Path gzip = Files.write(folder.resolve("big.gz"), Gz.of(Files.readAllBytes(plain)));
        String[] columns = {"_id", "_origin.offset", "client_ip", "path", "ts", "bytes", "_error"};
        Dataset<Row> cut = spark.read()
                .format("sluice-logs")
                .option("split-size", ContentHash.CHUNK)
                .load(plain.toString());
        Dataset<Row> whole = spark.read().format("sluice-logs").load(gzip.toString());
        assertThat(cut.selectExpr(columns).exceptAll(whole.selectExpr(columns)).count())
                .isZero();
        assertThat(cut.count()).isEqualTo(whole.count());
        assertThat(cut.select("_id").distinct().count()).isEqualTo(whole.count());
        assertThat(cut.where("_origin.line is not null").count()).isZero();

        SliceReading reading = SliceReading.combined(gzip);
        reading.rows().count();
        Tally tally = Tally.register(spark);
        ReadPlan plan = new ReadPlan(
                dev.sluice.logs.format.Formats.of("combined", Optional.empty(), java.time.ZoneId.of("UTC")),
                Raw.NEVER,
                1 << 20,
                true,
                new ReadPlan.InSlice(tally, folder.resolve("scratch").toString()));
        LogFile file = new LogFile(plain.toString(), Files.size(plain), 0, 0, "item big.gz", 1);
        Handover.dataset(spark, new LogsTable(List.of(file), plan, ContentHash.CHUNK, LogsTable.What.ROWS))
                .count();
        assertThat(tally.byItem().get("item big.gz")).hasSizeGreaterThan(2);
        assertThat(tally.counts()).isEqualTo(reading.tally().counts());
        assertThat(tally.versions()).isEqualTo(reading.tally().versions());
    }

    @Test
    void idsSurviveRenamingCompressionAndGrowth() throws IOException {
        String text = Gz.lines(100);
        Path old = Files.writeString(folder.resolve("access.log.1"), text);
        Path zipped = Files.write(folder.resolve("access.log.2.gz"), Gz.of(text));
        Path grown = Files.writeString(folder.resolve("access.log"), text + GOOD + "\n");
        List<Row> before = ids(old);
        assertThat(ids(zipped)).isEqualTo(before);
        assertThat(ids(grown)).hasSize(101).containsAll(before);
        Path other = Files.writeString(folder.resolve("other.log"), GOOD + "\n" + text);
        assertThat(ids(other)).doesNotContainAnyElementsOf(before);
    }

    private static List<Row> ids(Path file) throws IOException {
        return SliceReading.combined(file).rows().select("_id").orderBy("_id").collectAsList();
    }

    @Test
    void takesNamesLiterally() throws IOException {
        List<String> names = List.of(
                "with blank.log",
                "quote'\".log",
                "new\nline.log",
                "\u00e4\u6587.log",
                "[a]*?{b}.log",
                "100%25.log",
                "a:b",
                "c#d?e");
        for (String name : names) {
            Path file = Files.writeString(folder.resolve(name), GOOD + "\nhello\n");
            SliceReading reading = SliceReading.combined(file);
            List<Row> rows = reading.rows().select("_origin.file", "_item").collectAsList();
            assertThat(rows).hasSize(1);
            assertThat(rows.get(0).getString(0)).isEqualTo("file:" + file);
            String id = "item " + name;
            assertThat(rows.get(0).getLong(1)).isEqualTo(new Item(id, Optional.empty(), 0, "", "").key());
            assertThat(reading.rejects().select("_item").first())
                    .isEqualTo(reading.rows().select("_item").first());
        }
        Dataset<Row> all = spark.read().format("sluice-logs").load(folder.toString());
        assertThat(all.select("_origin.file").distinct().count()).isEqualTo(names.size());
        String literal = folder.resolve("[a]*?{b}.log").toString();
        assertThat(spark.read().format("sluice-logs").load(literal).count()).isEqualTo(1);
    }

    @Test
    void readsToThePlannedLengthOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("a.log"), GOOD + "\n");
        SliceReading reading = SliceReading.combined(file);
        Files.writeString(file, GOOD + "\n" + GOOD + "\n");
        assertThat(reading.rows().count()).isEqualTo(1);
        SliceReading shorter = SliceReading.combined(file);
        Files.writeString(file, GOOD.substring(0, 40));
        assertThatThrownBy(() -> shorter.rows().count()).hasStackTraceContaining("shorter than when it was planned");
    }

    @Test
    void countsAreExactWhenTasksFail() throws IOException {
        Path[] files = new Path[6];
        for (int i = 0; i < files.length; i++) {
            String text = Gz.lines(1_000 + i) + "hello\n\n";
            files[i] = Files.write(folder.resolve(i + ".gz"), Gz.of(text));
        }
        SliceReading reading = SliceReading.combined(files);
        Set<Integer> failed = ConcurrentHashMap.newKeySet();
        FAILED.put("once", failed);
        FilterFunction<Row> fail = row -> {
            TaskContext task = TaskContext.get();
            if (task.attemptNumber() == 0 && row.<Long>getAs("bytes") == 900) {
                FAILED.get("once").add(task.partitionId());
                throw new IllegalStateException("injected");
            }
            return true;
        };
        Dataset<Row> rows = reading.rows().filter(fail);
        assertThat(rows.toJavaRDD().count()).isEqualTo(6_015);
        assertThat(failed).isNotEmpty();
        assertThat(rows.groupBy("status").count().first().getLong(1)).isEqualTo(6_015);
        Counts counts = reading.tally().counts();
        assertThat(counts.lines()).isEqualTo(6_027);
        assertThat(counts.rows()).isEqualTo(6_015);
        assertThat(counts.rejected()).isEqualTo(6);
        assertThat(counts.blank()).isEqualTo(6);
        assertThat(reading.rejects().count()).isEqualTo(6);
        assertThat(reading.tally().versions()).hasSize(6);
    }

    private static final java.util.Map<String, Set<Integer>> FAILED = new ConcurrentHashMap<>();

    @Test
    void anEarlyEndIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("a.log"), Gz.lines(5_000));
        SliceReading reading = SliceReading.combined(file);
        assertThat(reading.rows().limit(3).collectAsList()).hasSize(3);
        assertThatThrownBy(() -> reading.tally().counts())
                .isInstanceOf(Fault.class)
                .hasMessageContaining("to its end");
    }

    @Test
    void readRunsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a.log"), GOOD + "\n");
        SliceReading reading = SliceReading.combined(file);
        reading.rejects().printSchema();
        assertThat(reading.tally().isZero()).isTrue();
        var upper = udf((String text) -> text, DataTypes.StringType);
        assertThat(reading.rows().select(upper.apply(col("path"))).first().getString(0))
                .isEqualTo("/");
    }

    @Test
    void refusesWrongOptions() {
        for (String[] option : new String[][] {
            {"format", "combnied"},
            {"zone", "Mars"},
            {"raw", "some"},
            {"table", "x"},
            {"max-line", "0"},
            {"split-size", "7"}
        }) {
            assertThatThrownBy(() -> spark.read()
                            .format("sluice-logs")
                            .option(option[0], option[1])
                            .load(folder.toString()))
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining(option[1]);
        }
        assertThatThrownBy(() -> spark.read().format("sluice-logs").load("/no/such/file"))
                .hasMessageContaining("/no/such/file");
    }
}

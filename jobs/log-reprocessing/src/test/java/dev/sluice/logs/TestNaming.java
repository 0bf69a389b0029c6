package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.naming.Naming;
import dev.sluice.settings.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows with the names of other schemas: {@code naming = ecs} and {@code naming = otel}. */
class TestNaming {
    private static final String COMBINED =
            "192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] \"GET /a?b=1 HTTP/1.1\" 200 5 \"-\" \"ua\"\n";
    private static final String SQUID =
            "979992041.366 502 192.168.1.160 TCP_IMS_HIT/304 216 GET http://example.com/a - NONE/- text/html\n";
    private static final String FLOW =
            "2 1 eni-1 192.0.2.7 192.0.2.8 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK\n";

    @TempDir
    Path folder;

    private Path access;
    private Path squid;
    private Path flow;
    private Path novel;

    @BeforeEach
    void write() throws IOException {
        access = Files.writeString(folder.resolve("a.log"), COMBINED + COMBINED.replace("200", "2x0"));
        squid = Files.writeString(folder.resolve("b.log"), SQUID.repeat(2));
        flow = Files.writeString(folder.resolve("c.log"), FLOW);
        novel = Files.writeString(folder.resolve("d.txt"), "Once upon a time\nthere was a log.\n");
    }

    @Test
    void aFolderOfSeveralFormatsIsOneTableOfTheElasticCommonSchema() throws IOException {
        SliceReading reading = reading(Naming.ECS);
        Dataset<Row> rows = reading.rows();
        assertThat(rows.where("http.response.status_code = 304 and event.duration = 502000000")
                        .count())
                .isEqualTo(2);
        assertThat(rows.where("_format = 'vpc-flow'")
                        .select("`@timestamp`", "network.bytes", "http.response.body.bytes", "network.transport")
                        .collectAsList())
                .containsExactly(RowFactory.create(
                        java.sql.Timestamp.from(Instant.ofEpochSecond(1_418_530_010L)), 4249L, null, "tcp"));
        assertThat(rows.where("_error is not null")
                        .select("_error.code", "_error.field", "url.path", "url.query")
                        .collectAsList())
                .containsExactly(RowFactory.create("BAD_NUMBER", "status", "/a", "b=1"));
        assertThat(rows.groupBy("client.ip").count().collectAsList()).hasSize(3);
        assertThat(reading.tally().counts().balanced()).isTrue();
        assertThat(reading.tally().reasons()).isEqualTo(Map.of("UNKNOWN_FORMAT", 2L));
        assertThat(reading.rejects().count()).isEqualTo(2);
    }

    @Test
    void eachFormatIsATableOfItsOwnFields() throws IOException {
        Map<String, Dataset<Row>> tables = reading(Naming.ECS).tables();
        StructType http =
                (StructType) tables.get("squid").schema().apply("http").dataType();
        StructType response = (StructType) http.apply("response").dataType();
        assertThat(response.fieldNames()).containsExactly("status_code", "bytes", "mime_type");
        assertThat(tables.get("squid").columns())
                .contains("@timestamp", "ecs", "_raw", "_id")
                .doesNotContain("_format", "user_agent", "tls");
        assertThat(tables.get("squid")
                        .select("ecs.version", "http.response.bytes", "event.duration")
                        .distinct()
                        .collectAsList())
                .containsExactly(RowFactory.create("8.17.0", 216L, 502_000_000L));
        assertThat(tables.get("vpc-flow").where("source.port = 20641").count()).isEqualTo(1);
        assertThat(tables.get("elb").count()).isZero();
    }

    @Test
    void severityHasANumberInOpenTelemetry() throws IOException {
        Path errors = Files.writeString(
                folder.resolve("e.log"), "[Wed Oct 11 14:32:52 2000] [crit] [client 127.0.0.1] out of memory\n");
        Dataset<Row> rows = SliceReading.of(
                        SliceReading.source("apache-error", List.of(), Optional.empty(), Naming.OTEL), errors)
                .rows();
        assertThat(rows.columns())
                .containsExactlyInAnyOrder(
                        "Timestamp",
                        "SeverityText",
                        "SeverityNumber",
                        "Body",
                        "Resource",
                        "Attributes",
                        "_raw",
                        "_error",
                        "_origin",
                        "_id",
                        "_item");
        assertThat(rows.select("SeverityText", "SeverityNumber", "Body", "Attributes.client.address")
                        .collectAsList())
                .containsExactly(RowFactory.create("crit", 18, "out of memory", "127.0.0.1"));
    }

    @Test
    void oneFieldOfAStructNeedsOneColumn() {
        Dataset<Row> rows = plain("combined", "ecs").load(access.toString());
        assertThat(read(rows.select("client.ip"))).isEqualTo("client STRUCT<ip: STRING>");
        assertThat(read(rows.where("http.response.status_code = 200").select("user_agent.original")))
                .isEqualTo("http STRUCT<response: STRUCT<status_code: INT>>,user_agent STRUCT<original: STRING>");
        assertThat(read(rows.groupBy("url.path").count())).isEqualTo("url STRUCT<path: STRING>");
        ReadPlan plan = plan(Naming.ECS);
        StructType wanted = StructType.fromDDL("client STRUCT<ip: STRING>, url STRUCT<query: STRING>");
        assertThat(plan.shape().flat(wanted).fieldNames())
                .containsExactly(
                        "client.address client.ip:ip source.address source.ip:ip",
                        "url.original url.path:path url.query:query");
    }

    /** What Spark asks the reader for. */
    private static String read(Dataset<Row> rows) {
        var scans = scala.jdk.javaapi.CollectionConverters.asJava(
                rows.queryExecution().optimizedPlan().collectLeaves());
        return scans.get(0).schema().toDDL().replace(" NOT NULL", "");
    }

    private static ReadPlan plan(Naming naming) {
        var formats = new dev.sluice.logs.format.Formats(
                Optional.empty(), java.time.ZoneId.of("UTC"), naming, Optional.empty());
        return new ReadPlan(formats.of("combined"), Raw.NEVER, 1 << 20, false, naming, null);
    }

    private static org.apache.spark.sql.DataFrameReader plain(String format, String naming) {
        return LocalSpark.session()
                .read()
                .format("sluice-logs")
                .option("format", format)
                .option("naming", naming);
    }

    @Test
    void plainSparkHasTheSameRows() throws IOException {
        Dataset<Row> rows = plain("auto", "otel").load(folder.toString());
        assertThat(rows.where("_format = 'combined'")
                        .select(
                                "Attributes.url.path",
                                "Attributes.network.protocol.name",
                                "Attributes.http.request.header.referer")
                        .distinct()
                        .collectAsList())
                .containsExactly(RowFactory.create("/a", "http", null));
        assertThat(rows.where("_format = 'squid'")
                        .selectExpr("Attributes.http.response.header.`content-type`[0]")
                        .distinct()
                        .collectAsList())
                .containsExactly(RowFactory.create("text/html"));
        Path out = folder.resolve("out");
        rows.write().parquet(out.toString());
        assertThat(LocalSpark.session()
                        .read()
                        .parquet(out.toString())
                        .where("Timestamp is not null")
                        .count())
                .isEqualTo(5);
    }

    @Test
    void eventsOfSeveralLinesAreNamedAsWell() throws IOException {
        Path app = Files.writeString(
                folder.resolve("app.log"),
                "2016-12-19 16:00:02,123 ERROR [main] org.example.Server - failed\njava.io.IOException: no\n\tat a.b(C.java:7)\n");
        assertThat(plain("log4j", "ecs")
                        .load(app.toString())
                        .select("error.type", "log.logger")
                        .collectAsList())
                .containsExactly(RowFactory.create("java.io.IOException", "org.example.Server"));
    }

    @Test
    void twoColumnsThatCannotBothBeThereAreRefused() {
        assertThatThrownBy(() -> SliceReading.source(
                        "json", List.of(), Optional.of("`user` string, `user.id` string"), Naming.ECS))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("Cannot name the column user.id");
        assertThatThrownBy(() -> plain("combined", "elastic").load(access.toString()))
                .isInstanceOf(Fault.class)
                .hasMessage("Cannot use option naming: elastic (allowed: sluice, ecs, otel)");
    }

    @Test
    void aLanguageThatIsNoneIsRefused() {
        assertThatThrownBy(() -> SliceReading.inLanguage("german", "jul"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("Cannot use locale: german");
        assertThatThrownBy(() -> SliceReading.inLanguage("de", "combined"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("Cannot use locale with format combined");
        assertThat(SliceReading.inLanguage("de", "jul").locale()).contains("de");
    }

    private SliceReading reading(Naming naming) throws IOException {
        LogsSource source = SliceReading.source("auto", List.of(), Optional.empty(), naming);
        return SliceReading.of(source, access, squid, flow, novel);
    }
}

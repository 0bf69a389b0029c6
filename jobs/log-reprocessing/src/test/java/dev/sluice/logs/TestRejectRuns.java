package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.bytes.ByteSource;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.LineFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was rejected comes back as it stood in its file. */
class TestRejectRuns {
    private static final StructType LINE = new StructType()
            .add("key", DataTypes.LongType)
            .add("file", DataTypes.StringType)
            .add("member", DataTypes.StringType)
            .add("offset", DataTypes.LongType)
            .add("line", DataTypes.LongType)
            .add("last_line", DataTypes.LongType)
            .add("code", DataTypes.StringType)
            .add("message", DataTypes.StringType)
            .add("raw", DataTypes.BinaryType)
            .add("first_line", DataTypes.LongType)
            .add("line_end", DataTypes.StringType)
            .add("base64", DataTypes.StringType)
            .add("written", DataTypes.LongType)
            .add("written_by", DataTypes.StringType)
            .add("hash", DataTypes.LongType);
    private static final String GOOD =
            "979992041.366 502 192.168.1.160 TCP_HIT/304 216 GET http://a/ - NONE/- text/html";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one\ntwo\nthree\n",
                "one\r\ntwo\nthree",
                "one\n\n\ntwo\n \t\r\n\r\nthree\n\n",
                "\u00ef\u00bb\u00bfwith a mark\r\nand a second\n",
                "caf\u00e9\ncaf\u00e9 noir\r\n\n",
                "one\r",
                "one\rtwo\r\r\nthree\n"
            })
    void byteByByte(String text) throws IOException {
        RejectRuns runs = new RejectRuns(rejected(text));
        assertThat(all(runs.run())).isEqualTo(text);
        assertThat(runs.peek()).isEmpty();
        assertThat(runs.bytes()).isEqualTo(text.length());
    }

    @Test
    void aRunEndsWhereARowOrAnUnknownLineStands() throws IOException {
        String text = "one\ntwo\n" + GOOD + "\nthree\n" + "x".repeat(70_000) + "\nfour\n";
        RejectRuns runs = new RejectRuns(rejected(text));
        assertThat(all(runs.run())).isEqualTo("one\ntwo\n");
        assertThat(all(runs.run())).isEqualTo("three\n");
        assertThat(runs.remove().asIs().code()).isEqualTo("NO_WHOLE_LINE");
        assertThat(runs.peek().orElseThrow().reject().origin().line()).hasValue(6);
        assertThat(all(runs.run())).isEqualTo("four\n");
    }

    /** As a load in JSON would replace them. */
    @Test
    void bytesThatAreNoTextAreKeptBesides() throws IOException {
        Iterator<Row> rows = rejected("caf\u00e9\nplain\n");
        assertThat(rows.next().<String>getAs("base64")).isEqualTo("Y2Fm6Q==");
        assertThat(rows.next().<String>getAs("base64")).isNull();
    }

    @Test
    void blanksWithoutEndAreLeftToNobody() throws IOException {
        String text = "one\n" + "\n".repeat(4000) + " ".repeat(200) + "\n\ntwo\n";
        RejectRuns runs = new RejectRuns(rejected(text));
        String first = all(runs.run());
        assertThat(first).hasSize(4004);
        assertThat(text).startsWith(first);
        assertThat(all(runs.run())).isEqualTo("two\n");
    }

    @Test
    void aVersionTellsEachReject() throws IOException {
        RejectRuns runs = new RejectRuns(rejected("one\ntwo\n"));
        all(runs.run());
        assertThat(runs.version()).isEqualTo("2-14");
        runs.reset();
        assertThat(runs.version()).isEqualTo("0-0");
    }

    /** What a job for squid's log rejects of a file, as it is published. */
    private Iterator<Row> rejected(String text) throws IOException {
        Path file = Files.write(folder.resolve("a.log"), text.getBytes(StandardCharsets.ISO_8859_1));
        LineFormat squid = Formats.of("squid", Optional.empty(), ZoneOffset.UTC);
        List<Row> rows = new ArrayList<>();
        for (Reject reject : SplitReading.of(squid, file).rejects()) {
            Optional<Redo> redo = reject.redo();
            rows.add(new GenericRowWithSchema(
                    new Object[] {
                        1L,
                        reject.origin().file(),
                        reject.origin().member().orElse(null),
                        reject.origin().offset(),
                        reject.origin().line().getAsLong(),
                        reject.origin().lastLine().getAsLong(),
                        reject.code(),
                        reject.message(),
                        reject.raw().getBytes(),
                        redo.map(Redo::firstLine).orElse(null),
                        redo.map(Redo::lineEnd).orElse(null),
                        redo.flatMap(Redo::base64).orElse(null),
                        redo.map(one -> one.written().micros()).orElse(null),
                        redo.map(one -> one.written().by().name()).orElse(null),
                        7L
                    },
                    LINE));
        }
        return rows.iterator();
    }

    private static String all(ByteSource run) throws IOException {
        return new String(run.stream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}

package dev.sluice.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole archives: each member reads as if it were a file. */
class TestArchives {
    private static final String LONG = "logs/" + "n".repeat(180) + "/" + "m".repeat(180) + ".log";
    private static final String FIRST = Gz.lines(700);
    private static final String SECOND = Gz.lines(300).replace("192.0.2.", "198.51.100.");
    private static final Map<String, byte[]> MEMBERS = Pack.members(
            "logs/", "", "logs/a.log", FIRST, LONG, SECOND, "./\u00e4 b!c.log", Gz.lines(3), "empty.log", "");

    @TempDir
    Path folder;

    static Stream<Arguments> archives() {
        byte[] tar = Pack.tar(MEMBERS);
        return Stream.of(
                Arguments.of("pax.tar", tar),
                Arguments.of("gnu.tar", Pack.tar(MEMBERS, TarArchiveOutputStream.LONGFILE_GNU)),
                Arguments.of("a.tar.gz", Gz.of(tar)),
                Arguments.of("a.tar.zst", Pack.zstd(tar)),
                Arguments.of("a.tar.xz", Pack.xz(tar)),
                Arguments.of("a.tar.bz2", Pack.bzip2(tar)),
                Arguments.of("tar-named.log", tar),
                Arguments.of("deflated.zip", Pack.zip(MEMBERS)),
                Arguments.of("stored.zip", Pack.zip(MEMBERS, ZipArchiveEntry.STORED, false)),
                Arguments.of("zip64.zip", Pack.zip(MEMBERS, ZipArchiveEntry.DEFLATED, true)),
                Arguments.of("zip-named.log", Pack.zip(MEMBERS)),
                Arguments.of("a.zip.gz", Gz.of(Pack.zip(MEMBERS))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("archives")
    void readsEachMember(String name, byte[] archive) throws IOException {
        SplitReading reading = SplitReading.combined(Files.write(folder.resolve(name), archive));

        assertThat(reading.rejects()).isEmpty();
        assertThat(reading.rows()).hasSize(1003);
        assertThat(reading.rowsOf("logs/a.log")).isEqualTo(700);
        assertThat(reading.rowsOf(LONG)).isEqualTo(300);
        assertThat(reading.rowsOf("./\u00e4 b!c.log")).isEqualTo(3);
    }

    @Test
    void aMemberHasTheIdsAndLinesOfTheFileThatItWas() throws IOException {
        Path alone = Files.writeString(folder.resolve("b.log"), SECOND);
        Map<String, byte[]> members = Pack.members("a.log", FIRST, "b.log.gz", Gz.of(SECOND));
        Path tar = Files.write(folder.resolve("a.tar"), Pack.tar(members));
        Path zip = Files.write(folder.resolve("a.zip"), Pack.zip(members));

        List<SplitReading.Line> expected = SplitReading.combined(alone).rows();
        assertThat(expected).hasSize(300).allMatch(row -> row.member().isEmpty());
        for (Path archive : List.of(tar, zip)) {
            List<SplitReading.Line> found = SplitReading.combined(archive).rows().stream()
                    .filter(row -> row.member().equals(Optional.of("b.log.gz")))
                    .map(row -> new SplitReading.Line(Optional.empty(), row.offset(), row.number(), row.id()))
                    .toList();
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void tellsRejectsByMember() throws IOException {
        Map<String, byte[]> members = Pack.members("a.log", FIRST + "hello\n", "b.log", "\n" + SECOND + "hello");
        SplitReading reading = SplitReading.combined(Files.write(folder.resolve("a.tar"), Pack.tar(members)));

        assertThat(reading.codes()).containsExactly("NOT_IN_FORMAT", "NOT_IN_FORMAT");
        Reject second = reading.rejects().get(1);
        assertThat(second.origin().member()).contains("b.log");
        assertThat(second.origin().line()).hasValue(302);
        assertThat(second.origin().offset()).isEqualTo(SECOND.length() + 1);
        assertThat(second.origin().file()).endsWith("/a.tar");
        assertThat(reading.count().counts().blank()).isEqualTo(1);
    }

    @Test
    void takesMembersByEachCodec() throws IOException {
        byte[] text = Gz.lines(20).getBytes(UTF_8);
        Map<String, byte[]> members = Pack.members(
                "gz",
                Gz.of(text),
                "zst.log",
                Pack.zstd(text),
                "bz2",
                Pack.bzip2(text),
                "xz",
                Pack.xz(text),
                "lz4",
                Pack.lz4(text),
                "plain.gz",
                text);
        for (byte[] archive : List.of(Pack.tar(members), Pack.zip(members))) {
            SplitReading reading = SplitReading.combined(Files.write(folder.resolve("a"), archive));
            assertThat(reading.rejects()).isEmpty();
            assertThat(reading.rows()).hasSize(120);
        }
    }

    @Test
    void stepsOverWhatIsNoLog() throws IOException {
        Map<String, byte[]> members = Pack.members(
                "._a.log",
                "x\n",
                "__MACOSX/a.log",
                "x\n",
                "a/.git/config",
                "x\n",
                "../a.log",
                FIRST,
                "link",
                "",
                "last",
                SECOND);
        byte[] tar = Pack.tar(members);
        SplitReading reading = SplitReading.combined(Files.write(folder.resolve("a.tar"), tar));
        assertThat(reading.rejects()).isEmpty();
        assertThat(reading.rowsOf("../a.log")).isEqualTo(700);
        assertThat(reading.rows()).hasSize(1000);
        assertThat(SplitReading.combined(Files.write(folder.resolve("a.zip"), Pack.zip(members)))
                        .rows())
                .hasSize(1000);
    }

    @Test
    void readsArchivesInArchivesToALimit() throws IOException {
        byte[] inner = Pack.tar(Pack.members("inner.log", FIRST));
        byte[] middle = Pack.zip(Pack.members("inner.tar.gz", Gz.of(inner), "m.log", SECOND));
        byte[] outer = Pack.tar(Pack.members("x.log", SECOND, "middle.zip", middle, "y.log", SECOND));
        SplitReading reading = SplitReading.combined(Files.write(folder.resolve("a.tar.gz"), Gz.of(outer)));
        assertThat(reading.rejects()).isEmpty();
        assertThat(reading.rowsOf("middle.zip!inner.tar.gz!inner.log")).isEqualTo(700);
        assertThat(reading.rowsOf("middle.zip!m.log")).isEqualTo(300);
        assertThat(reading.rowsOf("y.log")).isEqualTo(300);

        byte[] tooDeep = Pack.tar(Pack.members("outer.tar", outer, "z.log", FIRST));
        reading = SplitReading.combined(Files.write(folder.resolve("deep.tar"), tooDeep));
        assertThat(reading.codes()).containsExactly("NESTED_TOO_DEEP");
        assertThat(reading.rejects().get(0).origin().member()).contains("outer.tar!middle.zip!inner.tar.gz");
        assertThat(reading.rowsOf("outer.tar!middle.zip!m.log")).isEqualTo(300);
        assertThat(reading.rowsOf("z.log")).isEqualTo(700);
    }

    @Test
    void anEmptyArchiveHasNoLines() throws IOException {
        for (byte[] archive : List.of(Pack.zip(Map.of()), Gz.of(Pack.tar(Map.of())))) {
            SplitReading reading = SplitReading.combined(Files.write(folder.resolve("empty"), archive));
            assertThat(reading.rows()).isEmpty();
        }
    }

    @Test
    void aLogWithTheMagicOfATarIsALog() throws IOException {
        byte[] text = FIRST.getBytes(UTF_8);
        System.arraycopy("ustar".getBytes(UTF_8), 0, text, 257, 5);
        SplitReading reading = SplitReading.combined(Files.write(folder.resolve("a.log"), text));
        assertThat(reading.rows().size() + reading.rejects().size()).isEqualTo(700);
        assertThat(reading.rows()).allMatch(row -> row.member().isEmpty());
        assertThat(Arrays.copyOf(text, 3)).isEqualTo("192".getBytes(UTF_8));
    }

    @Test
    void anArchiveIsNotCutIntoSplits() throws IOException {
        ReadPlan plan = new ReadPlan(
                Formats.of("combined", Optional.empty(), ZoneId.of("UTC")), Raw.NEVER, 1 << 20, true, null);
        for (byte[] file : List.of(Pack.tar(MEMBERS), Pack.zip(MEMBERS), FIRST.getBytes(UTF_8))) {
            String path = Files.write(folder.resolve("a"), file).toUri().toString();
            LogFile one = new LogFile(path, file.length, 0, 0, "item", 1);
            List<LogSplit> splits = Splits.cut(List.of(one), plan, 4096, new Configuration(false));
            assertThat(splits.size() > 1).isEqualTo(file[0] == '1');
        }
    }

    @Test
    void aMemberIsDatedByItsNameOrItsTime() throws IOException {
        byte[] tar = Pack.tar(Pack.members("syslog-20250131", FIRST, "syslog", FIRST));
        List<LastWritten> dates = new ArrayList<>();
        LineFormat format = new Dating(dates);
        SplitReading.of(format, Files.write(folder.resolve("logs-20200101.tar"), tar));
        assertThat(dates)
                .containsExactly(
                        new LastWritten(
                                Instant.parse("2025-02-01T00:00:00Z").toEpochMilli() * 1000, LastWritten.By.FILE_NAME),
                        new LastWritten(1_760_000_000_000_000L, LastWritten.By.MTIME));
    }

    /** A format that takes no line and remembers how files begin. */
    private record Dating(List<LastWritten> dates) implements LineFormat {
        @Override
        public StructType columns() {
            return new StructType();
        }

        @Override
        public LineParser parser(StructType wanted) {
            return new LineParser() {
                @Override
                public void begin(LastWritten file) {
                    dates.add(file);
                }

                @Override
                public void parse(byte[] line, int from, int to, Columns out) {
                    out.header();
                }
            };
        }
    }
}

package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Items;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Report;
import dev.sluice.run.Request;
import dev.sluice.run.RunListener;
import dev.sluice.run.Runner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One run of a job over every codec, whole and damaged: it balances, and each reject says where. */
class TestDamagedRun {
    private static final int LINES = 300;
    private static final byte[] GARBAGE = "\0\1 garbage".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private static Path folder;

    private static Report report;
    private static Report again;
    private static Map<String, Long> rows;
    private static Map<String, List<Row>> rejects;

    /**
     * A file, whole or damaged.
     *
     * @param code of the one reject that tells the damage; "" where there is none
     * @param least rows that come out of it
     * @param most rows that come out of it
     */
    private record Case(String name, ByteBuffer content, String code, int least, int most) {
        @Override
        public String toString() {
            return name;
        }

        static Case of(String name, byte[] bytes, String code, int least, int most) {
            return new Case(name, ByteBuffer.wrap(bytes), code, least, most);
        }

        static Case of(String name, byte[] bytes, String code, int rows) {
            return of(name, bytes, code, rows, rows);
        }
    }

    /** No two files begin alike: a file that continues another would be a version of it. */
    private static byte[] text(String name) {
        return Gz.lines(LINES).replace(" - - [", " - " + name + " [").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String name) {
        return Gz.of(text(name));
    }

    private static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] flipped(byte[] bytes, int from, int count) {
        byte[] wrong = bytes.clone();
        Arrays.fill(wrong, from, from + count, (byte) 0x5a);
        return wrong;
    }

    private static int lineStart(byte[] text, int line) {
        int at = 0;
        for (int seen = 0; seen < line; at++) {
            seen += text[at] == '\n' ? 1 : 0;
        }
        return at;
    }

    private static Stream<Case> cases() {
        return Stream.of(plain(), gzip(), codecs(), archives()).flatMap(cases -> cases);
    }

    private static Stream<Case> plain() {
        byte[] plain = text("plain-cut");
        byte[] inline = text("inline");
        byte[] flip = text("flip");
        return Stream.of(
                Case.of("whole.log", text("whole"), "", LINES),
                Case.of("cut-at-line.log", cut(plain, lineStart(plain, 200)), "", 200),
                Case.of("cut-in-line.log", cut(inline, lineStart(inline, 200) + 20), "NOT_IN_FORMAT", 200),
                Case.of("cut-in-first-line.log", cut(text("first"), 30), "NOT_IN_FORMAT", 0),
                Case.of("flipped.log", flipped(flip, lineStart(flip, 150) + 5, 32), "NOT_IN_FORMAT", LINES - 1),
                Case.of("garbage.log", Gz.join(text("junk"), GARBAGE), "NOT_IN_FORMAT", LINES),
                Case.of("empty.log", new byte[0], "", 0),
                Case.of("plain-named.gz", text("named"), "", LINES),
                Case.of("plain-named.bz2", text("bz2"), "", LINES));
    }

    private static Stream<Case> gzip() {
        byte[] half = gzip("half");
        byte[] trailer = gzip("trailer");
        byte[] sum = gzip("sum");
        byte[] middle = gzip("middle");
        byte[] second = gzip("second");
        sum[sum.length - 6] ^= 1;
        return Stream.of(
                Case.of("whole.gz", gzip("wholegz"), "", LINES),
                Case.of("members.gz", Gz.join(gzip("one"), gzip("two")), "", 2 * LINES),
                Case.of("gzip-named.log", gzip("gzlog"), "", LINES),
                Case.of("gzip-named.zst", gzip("gzzst"), "", LINES),
                Case.of("cut-in-half.gz", cut(half, half.length / 2), "TRUNCATED_GZIP", LINES / 4, LINES - 1),
                Case.of("cut-in-trailer.gz", cut(trailer, trailer.length - 3), "TRUNCATED_GZIP", LINES),
                Case.of(
                        "cut-second-member.gz",
                        Gz.join(second, cut(gzip("third"), 400)),
                        "TRUNCATED_GZIP",
                        LINES,
                        2 * LINES - 1),
                Case.of("flipped-sum.gz", sum, "CORRUPT_GZIP", LINES),
                Case.of("flipped.gz", flipped(middle, middle.length / 2, 32), "CORRUPT_GZIP", LINES / 4, LINES - 1),
                Case.of("garbage.gz", Gz.join(gzip("tail"), GARBAGE), "GZIP_TRAILING_GARBAGE", LINES),
                Case.of("empty.gz", new byte[0], "", 0),
                Case.of("empty-member.gz", Gz.of(""), "", 0),
                Case.of("cut-in-header.gz", cut(gzip("head"), 7), "", 0));
    }

    /** Each other codec, whole and damaged in each way. */
    private static Stream<Case> codecs() {
        Map<String, UnaryOperator<byte[]>> packers =
                Map.of("ZSTD", Pack::zstd, "BZIP2", Pack::bzip2, "XZ", Pack::xz, "LZ4", Pack::lz4);
        return packers.entrySet().stream().flatMap(one -> codec(one.getKey(), one.getValue()));
    }

    private static Stream<Case> codec(String codec, UnaryOperator<byte[]> packer) {
        byte[] half = packer.apply(text(codec + "half"));
        byte[] last = packer.apply(text(codec + "last"));
        byte[] flip = packer.apply(text(codec + "flip"));
        return Stream.of(
                Case.of("whole." + codec, packer.apply(text(codec)), "", LINES),
                Case.of(codec + "-named.gz", packer.apply(text(codec + "name")), "", LINES),
                Case.of(
                        "members." + codec,
                        Gz.join(packer.apply(text(codec + "one")), packer.apply(text(codec + "two"))),
                        "",
                        2 * LINES),
                Case.of("cut-in-last." + codec, cut(last, last.length - 3), "TRUNCATED_" + codec, 0, LINES),
                Case.of(
                        "garbage." + codec,
                        Gz.join(packer.apply(text(codec + "tail")), GARBAGE),
                        codec + "_TRAILING_GARBAGE",
                        LINES),
                Case.of(
                        "cut-second." + codec,
                        Gz.join(packer.apply(text(codec + "first")), cut(half, half.length / 2)),
                        "TRUNCATED_" + codec,
                        LINES,
                        2 * LINES - 1),
                Case.of(
                        "flipped-second." + codec,
                        Gz.join(packer.apply(text(codec + "good")), flipped(flip, flip.length / 2, 32)),
                        "CORRUPT_" + codec,
                        LINES,
                        2 * LINES - 1),
                Case.of("empty-content." + codec, packer.apply(new byte[0]), "", 0));
    }

    private static Stream<Case> archives() {
        byte[] tar = Pack.tar(Pack.members("a.log", text("tara"), "b.log.gz", Gz.of(text("tarb"))));
        byte[] cut = Pack.tar(Pack.members("a.log", text("cuta"), "b.log", text("cutb")));
        byte[] zip = Pack.zip(Pack.members("a.log", text("zipa"), "b.log.gz", Gz.of(text("zipb"))));
        byte[] cutZip = Pack.zip(Pack.members("a.log", text("cza"), "b.log", text("czb")));
        byte[] garbage = Pack.zip(Pack.members("a.log", text("gza")));
        return Stream.of(
                Case.of("whole.tar.gz", Gz.of(tar), "", 2 * LINES),
                Case.of("whole.zip", zip, "", 2 * LINES),
                Case.of("cut.tar", cut(cut, cut.length * 2 / 3), "TRUNCATED_TAR", LINES, 2 * LINES - 1),
                Case.of("cut.zip", cut(cutZip, cutZip.length * 2 / 3), "TRUNCATED_ZIP", LINES, 2 * LINES - 1),
                Case.of("garbage.zip", Gz.join(garbage, GARBAGE), "ZIP_TRAILING_GARBAGE", LINES));
    }

    @BeforeAll
    static void runOnce() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        for (Case one : cases().toList()) {
            Files.write(in.resolve(one.name()), one.content().array());
        }
        Files.writeString(folder.resolve("job.conf"), """
                job = damaged
                extract.access { type = logs, paths = ["in/*"], format = combined, settle = 0s }
                load = [
                  { name = rows, from = access, type = files, path = "rows" }
                  { name = rejects, from = access.rejects, type = files, path = "rejects" }
                ]
                check { max-rejects = 100% }
                """);
        report = run("r1");
        again = run("r2");
        rows = new HashMap<>();
        loaded("rows")
                .groupBy("_origin.file")
                .count()
                .collectAsList()
                .forEach(row -> rows.put(row.getString(0), row.getLong(1)));
        rejects = new HashMap<>();
        loaded("rejects").select("code", "message", "origin.file", "origin.offset", "raw").collectAsList().stream()
                .forEach(row -> rejects.merge(
                        row.getString(2),
                        List.of(row),
                        (some, more) ->
                                Stream.concat(some.stream(), more.stream()).toList()));
    }

    private static Dataset<Row> loaded(String load) {
        return LocalSpark.session().read().parquet(folder.resolve(load).toString());
    }

    private static Report run(String id) {
        Job job = JobFile.read(folder.resolve("job.conf"), BuiltIn.kinds(), Map.of());
        Request request = new Request(id, Instant.now(), Optional.empty(), Optional.empty(), "test");
        return new Runner(LocalSpark.session(), job, request, job.runFolder(id), new RunListener() {}).run();
    }

    private static String uri(Case one) {
        return "file:" + folder.resolve("in").resolve(one.name());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachFileIsAccountedFor(Case one) {
        List<Row> told = rejects.getOrDefault(uri(one), List.of());

        assertThat(rows.getOrDefault(uri(one), 0L)).isBetween((long) one.least(), (long) one.most());
        if (one.code().isEmpty()) {
            assertThat(told).isEmpty();
        } else {
            assertThat(told.stream().filter(row -> row.getString(0).equals(one.code())))
                    .hasSize(1)
                    .allSatisfy(row -> {
                        assertThat(row.getString(1)).isNotBlank();
                        assertThat(row.getLong(3)).isBetween(0L, 4L * LINES * 100);
                    });
        }
        if (one.most() == 0 && one.code().isEmpty()) {
            assertThat(report.remarks())
                    .filteredOn(remark -> remark.subject().endsWith("/" + one.name()))
                    .extracting(Items.Remark::code)
                    .containsExactly(one.name().startsWith("empty") ? "EMPTY" : "DAMAGED");
        }
    }

    @Test
    void theRunBalances() {
        assertThat(report.problem()).isEmpty();
        assertThat(report.read().balanced()).isTrue();
        assertThat(report.read().rows())
                .isEqualTo(rows.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(report.loads().get(0).rows());
        assertThat(report.read().rejected())
                .isEqualTo(rejects.values().stream().mapToLong(List::size).sum())
                .isEqualTo(report.loads().get(1).rows());
        assertThat(report.reasons().keySet())
                .contains("NOT_IN_FORMAT", "TRUNCATED_GZIP", "CORRUPT_GZIP", "GZIP_TRAILING_GARBAGE");
    }

    @Test
    void aDamagedFileIsDoneLikeAnyOther() {
        assertThat(again.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }
}

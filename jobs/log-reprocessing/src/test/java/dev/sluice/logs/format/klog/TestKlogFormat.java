package dev.sluice.logs.format.klog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.logs.line.Begun;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of minikube, of a program with glog, and of klog's README. */
class TestKlogFormat extends LineFormatContract {
    /** minikube: golang/glog's header and klog's lines. */
    private static final List<String> HEADER = List.of(
            "Log file created at: 2022/03/28 23:36:49",
            "Running on machine: localhost",
            "Binary: Built with gc go1.17.7 for linux/amd64",
            "Log line format: [IWEF]mmdd hh:mm:ss.uuuuuu threadid file:line] msg");

    private static final String FIRST = "I0328 23:36:49.391439   13343 out.go:297] Setting OutFile to fd 1 ...";

    /** glog 0.6. */
    private static final String DATED = "I20220508 21:11:11.637158 22086 main.cpp:18] hello glog";

    /** klog's README, "structured logging". */
    private static final String STRUCTURED = "I1025 00:15:15.525108       1 controller_utils.go:116] \"Pod status"
            + " updated\" pod=\"kube-system/kubedns\" status=\"ready\"";

    private static final LastWritten WRITTEN =
            new LastWritten(Instant.parse("2022-11-01T00:00:00Z").getEpochSecond() * 1_000_000, LastWritten.By.MTIME);

    @Override
    protected LineFormat format() {
        return new Begun(new KlogFormat(ZoneId.of("UTC")), WRITTEN);
    }

    @Override
    protected List<String> lines() {
        return List.of(
                FIRST,
                DATED,
                STRUCTURED,
                "F0101 00:00:00.000001 1 a/b.cc:7] Check failed: x\n    @ 0x7f main\r\n",
                "W0101 00:00:00 1 a.py:7]");
    }

    @Test
    void readsALineWithoutAYear() {
        Parsed line = read(STRUCTURED);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2022-10-25T00:15:15.525108Z");
        assertThat(line.at("_time_source")).isEqualTo("mtime");
        assertThat(line.at("level")).isEqualTo("INFO");
        assertThat(line.at("tid")).isEqualTo("1");
        assertThat(line.at("source_file")).isEqualTo("controller_utils.go");
        assertThat(line.at("source_line")).isEqualTo("116");
        assertThat(line.at("message")).isEqualTo("\"Pod status updated\" pod=\"kube-system/kubedns\" status=\"ready\"");
    }

    @Test
    void readsALineWithAYear() {
        Parsed line = read(DATED);
        assertThat(line.error()).isEmpty();
        assertThat(line.at("ts")).isEqualTo("2022-05-08T21:11:11.637158Z");
        assertThat(line.at("_time_source")).isEqualTo("line");
        assertThat(line.at("message")).isEqualTo("hello glog");
    }

    @ParameterizedTest
    @CsvSource({"I, INFO", "W, WARNING", "E, ERROR", "F, FATAL"})
    void aLetterIsALevel(String letter, String level) {
        assertThat(read(letter + DATED.substring(1)).at("level")).isEqualTo(level);
    }

    @Test
    void theHeaderDatesTheLines() {
        List<Parsed> file = readAll("UTC", HEADER.get(0), HEADER.get(1), HEADER.get(2), HEADER.get(3), FIRST);
        assertThat(file.stream().limit(4)).allMatch(line -> line.columns().isHeader());
        assertThat(file.get(4).columns().isHeader()).isFalse();
        assertThat(file.get(4).at("ts")).isEqualTo("2022-03-28T23:36:49.391439Z");
        assertThat(file.get(4).at("_time_source")).isEqualTo("header");
    }

    /** A file of 2019 that was copied later; it goes on into the next year, and its first line is a bit before it. */
    @Test
    void linesGoOnIntoTheNextYear() {
        List<Parsed> file = readAll(
                "UTC",
                "Log file created at: 2019/12/31 00:00:01",
                "I1231 00:00:00.900000 1 a.go:1] before",
                "I1231 23:59:59.000000 1 a.go:1] last",
                "I0101 00:00:00.000000 1 a.go:1] next",
                "I0229 00:00:00.000000 1 a.go:1] leap");
        assertThat(file.stream().skip(1).map(line -> line.at("ts")))
                .containsExactly(
                        "2019-12-31T00:00:00.900Z",
                        "2019-12-31T23:59:59Z",
                        "2020-01-01T00:00:00Z",
                        "2020-02-29T00:00:00Z");
        List<Parsed> newYear = readAll(
                "UTC", "Log file created at: 2020/01/01 00:00:00", "I1231 23:59:59.900000 1 a.go:1] just before");
        assertThat(newYear.get(1).at("ts")).isEqualTo("2019-12-31T23:59:59.900Z");
    }

    @Test
    void theHeaderMaySayUtc() {
        String line = "I0708 12:00:00.000000 1 a.go:1] m";
        assertThat(readAll("Europe/Helsinki", "Log file created at: 2022/07/08 11:00:00", line)
                        .get(1)
                        .at("ts"))
                .isEqualTo("2022-07-08T09:00:00Z");
        assertThat(readAll("Europe/Helsinki", "Log file created at: 2022/07/08 11:00:00 UTC", line)
                        .get(1)
                        .at("ts"))
                .isEqualTo("2022-07-08T12:00:00Z");
    }

    @Test
    void theNextFileHasAHeaderOfItsOwn() {
        LineParser parser = new KlogFormat(ZoneId.of("UTC")).parser(format().columns());
        parser.begin(WRITTEN);
        parse(parser, "Log file created at: 2015/03/01 00:00:00 UTC");
        parser.begin(WRITTEN);
        assertThat(parse(parser, FIRST).at("ts")).startsWith("2022-03-28");
        parse(parser, "Log file created at: yesterday, it was");
        assertThat(parse(parser, FIRST).at("_time_source")).isEqualTo("mtime");
        parse(parser, "Log file created at: 2015/13/01 00:00:00");
        assertThat(parse(parser, FIRST).at("_time_source")).isEqualTo("mtime");
    }

    @Test
    void aMessageGoesOn() {
        LineParser parser = format().parser(format().columns());
        for (String line : List.of(FIRST, DATED, HEADER.get(0), HEADER.get(1), HEADER.get(2), HEADER.get(3))) {
            assertThat(continues(parser, line)).as(line).isFalse();
        }
        for (String line : List.of(
                "",
                "goroutine 1 [running]:",
                "    @     0x7f5a8c main",
                "I03 12:00:00",
                "I032 23:36:49.391439 1 a.go:1] m",
                "X0328 23:36:49.391439 1 a.go:1] m",
                "Log line")) {
            assertThat(continues(parser, line)).as(line).isTrue();
        }
        assertThat(read(FIRST + "\nsecond line]\n").at("message"))
                .isEqualTo("Setting OutFile to fd 1 ...\nsecond line]\n");
    }

    @ParameterizedTest
    @CsvSource({
        "I0328, I1328, BAD_TIME ts 2",
        "I0328, I0230, BAD_TIME ts 2",
        "23:36:49, 24:36:49, BAD_TIME ts 2",
        "23:36:49.391439, 23:36:49x391439, BAD_TIME ts 2",
        "13343, 99999999999999999999, BAD_NUMBER tid 25",
        "out.go:297, out.go:x, BAD_NUMBER source_line 38",
        "out.go:297, out.go, MISSING_FIELDS source_file 31",
        "out.go:297], out.go, MISSING_FIELDS source_file 31"
    })
    void tellsWhatIsWrong(String from, String into, String error) {
        assertThat(read(FIRST.replace(from, into)).error()).isEqualTo(error);
    }

    @Test
    void whatIsLeftOfACutLineIsTheMessage() {
        Parsed cut = read("I0328 23:36:49.391439   13343 out.go\nhalf: a]");
        assertThat(cut.error()).isEqualTo("MISSING_FIELDS source_file 31");
        assertThat(cut.at("message")).isEqualTo("out.go\nhalf: a]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "I",
                "hello world",
                "I0328 23:36:49.391439",
                "I0328 23:36:49.391439 out.go:297] m",
                "I0328 23-36-49.391439 1 out.go:297] m",
                "Info 23:36:49.391439 1 out.go:297] m",
                "2022-03-28 23:36:49,391 INFO [main] a.B - m",
                "Mar 28 23:36:49 host program[1]: m"
            })
    void aLineOfAnotherFormatIsNoRow(String line) {
        assertThat(read(line).columns().rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(9);
        DateTimeFormatter yearless = DateTimeFormatter.ofPattern("MMdd HH:mm:ss.SSSSSS");
        DateTimeFormatter dated = DateTimeFormatter.ofPattern("yyyyMMdd HH:mm:ss.SSSSSS");
        DateTimeFormatter header = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");
        for (int i = 0; i < 4_000; i++) {
            LocalDateTime created = LocalDateTime.ofEpochSecond(random.nextInt(2_000_000_000), 0, ZoneOffset.UTC);
            LocalDateTime time =
                    created.plusSeconds(random.nextInt(363 * 86_400)).plusNanos(random.nextInt(1_000_000) * 1_000L);
            boolean withYear = random.nextBoolean();
            long thread = random.nextLong(Long.MAX_VALUE);
            String file = Integer.toString(random.nextInt(1 << 20), 36) + ".cc";
            int number = random.nextInt(100_000);
            String message = Long.toString(random.nextLong(), 36) + (random.nextBoolean() ? " a] b: c" : "\nd");
            String line = "E" + (withYear ? dated : yearless).format(time) + "%8d ".formatted(thread) + file + ":"
                    + number + "] " + message;
            line = line.replaceFirst("(\\.\\d{6})(\\d)", "$1 $2");
            Parsed parsed = readAll("UTC", "Log file created at: " + header.format(created), line)
                    .get(1);
            assertThat(parsed.error()).as(line).isEmpty();
            assertThat(parsed.at("ts")).isEqualTo(time.toInstant(ZoneOffset.UTC).toString());
            assertThat(parsed.at("_time_source")).isEqualTo(withYear ? "line" : "header");
            assertThat(parsed.at("tid")).isEqualTo(Long.toString(thread));
            assertThat(parsed.at("source_file")).isEqualTo(file);
            assertThat(parsed.at("source_line")).isEqualTo(Integer.toString(number));
            assertThat(parsed.at("message")).isEqualTo(message);
        }
    }

    private static boolean continues(LineParser parser, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return parser.continues(bytes, 0, bytes.length);
    }

    private static List<Parsed> readAll(String zone, String... lines) {
        KlogFormat klog = new KlogFormat(ZoneId.of(zone));
        LineParser parser = klog.parser(klog.columns());
        parser.begin(WRITTEN);
        return List.of(lines).stream().map(line -> parse(parser, line)).toList();
    }

    private static Parsed parse(LineParser parser, String line) {
        StructType all = new KlogFormat(ZoneId.of("UTC")).columns();
        Columns columns = new Columns(all);
        columns.clear(0);
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        parser.parse(bytes, 0, bytes.length, columns);
        columns.keep();
        return new Parsed(all, columns);
    }

    private Parsed read(String line) {
        return Parsed.of(format(), line);
    }
}

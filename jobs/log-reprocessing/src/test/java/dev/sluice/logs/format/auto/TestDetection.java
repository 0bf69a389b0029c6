package dev.sluice.logs.format.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.format.json.LayoutLines;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TestDetection {
    /** Lines of each format as its documentation has them. */
    static final List<Documented> DOCUMENTED = Stream.concat(
                    DocumentedLines.ALL.stream(),
                    LayoutLines.ALL.entrySet().stream()
                            .map(layout -> new Documented(layout.getKey(), String.join("\n", layout.getValue()))))
            .toList();

    private final List<Candidate> all =
            new Formats(Optional.of("level string, msg string"), ZoneId.of("UTC")).candidates("auto", List.of());
    private final Detector detector = new Detector(all);

    record Documented(String format, String text) {}

    @ParameterizedTest
    @FieldSource("DOCUMENTED")
    void eachFormatIsKnownByItsOwnLines(Documented documented) {
        Detection found = detect(documented.text());
        // Of two that read it equally well the one that stands first is taken.
        String best = found.sure() == found.nextSure() && found.next().equals(documented.format())
                ? found.next()
                : found.best();
        assertThat(best).as(found.toString()).isEqualTo(documented.format());
        assertThat(found.sure()).as(found.toString()).isGreaterThanOrEqualTo(0.9);
        assertThat(found.nextSure()).as(found.toString()).isLessThanOrEqualTo(found.sure());
    }

    @Test
    void everyFormatHasDocumentedLines() {
        assertThat(DOCUMENTED.stream().map(Documented::format).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(Candidate::name).toList());
    }

    @Test
    void aFewForeignLinesDoNotMatter() {
        String combined = line("combined");
        Detection found = detect((combined + "\n").repeat(8) + "Segmentation fault\n\n" + line("apache-error"));
        assertThat(found.toString()).startsWith("combined 80 %, then ").endsWith(" 40 %");
        assertThat(found.known()).isTrue();
    }

    @Test
    void whatNoFormatReadsIsUnknown() {
        assertThat(detect((line("combined") + " 17\n").repeat(5)).toString()).startsWith("unknown, nearest ");
        Random random = new Random(1);
        byte[] noise = new byte[20_000];
        random.nextBytes(noise);
        assertThat(detector.detect(new Sample(noise, true)).known()).isFalse();
        assertThat(detect("").toString()).isEqualTo("unknown");
        assertThat(detect("\n \n").known()).isFalse();
        assertThat(detect("Once upon a time\nthere was a log.\n").known()).isFalse();
        String mostly = "hello world\n".repeat(3) + line("squid");
        assertThat(detect(mostly).toString()).isEqualTo("unknown, nearest squid 25 %");
    }

    @Test
    void ofTwoThatFitTheMoreExactOneIsTaken() {
        assertThat(detect(line("common")).best()).isEqualTo("common");
        assertThat(detect(line("combined")).best()).isEqualTo("combined");
    }

    @Test
    void aLineWithoutItsTimeDoesNotCount() {
        assertThat(detect(line("alb").replace("2018-07-02T22:23:00.186641Z", "yesterday"))
                        .known())
                .isFalse();
        assertThat(detect(line("combined")).next()).isNotEqualTo("alb");
    }

    @Test
    void aLineThatIsCutByTheSampleDoesNotCount() {
        String line = line("combined");
        String cut = (line + "\n").repeat(3) + line.substring(0, 30);
        assertThat(detector.detect(new Sample(bytes(cut), false)).sure()).isEqualTo(1);
        assertThat(detector.detect(new Sample(bytes(cut), true)).sure()).isEqualTo(0.75);
    }

    @Test
    void aByteOrderMarkAndLineEndsDoNotMatter() {
        assertThat(detect("\ufeff" + line("squid") + "\r\n" + line("squid") + "\r\n")
                        .sure())
                .isEqualTo(1);
    }

    @Test
    void readsEachFileInItsOwnFormat() {
        AutoFormat auto = new AutoFormat(all);
        StructType columns = auto.columns();
        LineParser parser = auto.parser(columns);
        for (String format : List.of("squid", "combined", "squid", "apache-error")) {
            String line = line(format);
            parser.lookAt(bytes(line));
            parser.begin(new LastWritten(0, LastWritten.By.MTIME));
            assertThat(parser.detected()).isEqualTo(format);
            Parsed parsed = parse(parser, columns, line);
            assertThat(parsed.at("_format")).isEqualTo(format);
            LineFormat alone = Formats.of(format, Optional.empty(), ZoneId.of("UTC"));
            for (String name : alone.columns().fieldNames()) {
                assertThat(parsed.at(name))
                        .as(name)
                        .isEqualTo(Parsed.of(alone, line).at(name));
            }
        }
        parser.lookAt(bytes("nothing that anyone knows"));
        assertThat(parser.detected()).isEmpty();
        Columns out = new Columns(columns);
        out.clear(0);
        parser.parse(bytes(line("squid")), 0, 10, out);
        assertThat(out.rejectCode()).isEqualTo("UNKNOWN_FORMAT");
    }

    @Test
    void readsEachLineInTheFirstFormatThatTakesIt() {
        LineFormat mixed = new Formats(Optional.empty(), ZoneId.of("UTC")).of("mixed", List.of("combined", "squid"));
        LineParser parser = mixed.parser(mixed.columns());
        Parsed first = parse(parser, mixed.columns(), line("squid"));
        assertThat(first.at("_format")).isEqualTo("squid");
        assertThat(first.at("status")).isEqualTo("304");
        assertThat(first.at("user_agent")).isNull();
        assertThat(first.error()).isEmpty();
        Parsed second = parse(parser, mixed.columns(), line("combined"));
        assertThat(second.at("_format")).isEqualTo("combined");
        assertThat(second.at("hierarchy_code")).isNull();
        Columns out = new Columns(mixed.columns());
        out.clear(0);
        parser.parse(bytes("neither"), 0, 7, out);
        assertThat(out.rejectCode()).isEqualTo("NOT_IN_FORMAT");
    }

    @Test
    void anEventAmongOtherLinesHasAllItsLines() {
        LineFormat mixed = new Formats(Optional.empty(), ZoneId.of("UTC")).of("mixed", List.of("combined", "log4j"));
        assertThat(mixed.multiLine()).isTrue();
        LineParser parser = mixed.parser(mixed.columns());
        List<String> lines = (line("log4j") + "\n" + line("combined")).lines().toList();
        assertThat(lines.stream().map(line -> parser.continues(bytes(line), 0, bytes(line).length)))
                .containsExactly(false, false, true, true, false);
    }

    @Test
    void whatCannotBeUsedIsSaid() {
        Formats formats = new Formats(Optional.empty(), ZoneId.of("UTC"));
        assertThatThrownBy(() -> formats.of("mixed", List.of()))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("formats = [combined, apache-error]");
        assertThatThrownBy(() -> formats.of("squid", List.of("combined"))).hasMessageContaining("format = auto");
        assertThatThrownBy(() -> formats.of("auto", List.of("squib"))).hasMessageContaining("did you mean \"squid\"");
        assertThatThrownBy(() -> formats.of("auto", List.of("json"))).hasMessageContaining("columns");
        Candidate other =
                new Candidate("other", new Formats(Optional.of("status string"), ZoneId.of("UTC")).of("json"));
        assertThatThrownBy(() -> new AutoFormat(List.of(all.get(0), other)))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("the column status is INT in one and STRING in the other");
    }

    private static Parsed parse(LineParser parser, StructType columns, String line) {
        Columns out = new Columns(columns);
        out.clear(0);
        parser.parse(bytes(line), 0, bytes(line).length, out);
        assertThat(out.rejected()).isFalse();
        out.keep();
        return new Parsed(columns, out);
    }

    private static String line(String format) {
        return DOCUMENTED.stream()
                .filter(one -> one.format().equals(format))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private Detection detect(String text) {
        return detector.detect(new Sample(bytes(text), true));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

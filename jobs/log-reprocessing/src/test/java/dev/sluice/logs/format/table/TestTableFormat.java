package dev.sluice.logs.format.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.fault.Fault;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.logs.line.LineFormat;
import dev.sluice.logs.line.LineFormatContract;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestTableFormat extends LineFormatContract {
    private static final String COLUMNS = "ts timestamp, user string, n int, note string";
    private static final String HEADER = "n,other,\"user\",ts,note";
    private static final LineFormat CSV = headed("csv", HEADER);
    private static final LineFormat TSV = headed("tsv", HEADER.replace("\"", "").replace(',', '\t'));

    private static LineFormat format(String name, String columns) {
        return Formats.of(name, Optional.of(columns), ZoneId.of("UTC"));
    }

    /** A format whose parsers have read the header. */
    private static LineFormat headed(String name, String header) {
        LineFormat inner = format(name, COLUMNS);
        return new LineFormat() {
            @Override
            public StructType columns() {
                return inner.columns();
            }

            @Override
            public LineParser parser(StructType wanted) {
                LineParser parser = inner.parser(wanted);
                Columns out = new Columns(wanted);
                byte[] line = bytes(header);
                out.clear(0);
                parser.parse(line, 0, line.length, out);
                assertThat(out.isHeader()).isTrue();
                return parser;
            }
        };
    }

    @Override
    protected LineFormat format() {
        return CSV;
    }

    @Override
    protected List<String> lines() {
        return List.of("1,x,jo,2026-01-31T12:34:56Z,text", "1,x,\"j\"\"o\",2026-01-31T12:34:56Z,\"a, b\"");
    }

    /** With a parser for each line: what is read after a quote that stays open depends on it. */
    @Override
    @Test
    public void aLineThatIsMutatedOrCutIsARowOrAReject() {
        Random random = new Random(20);
        String marks = "\",\"\"a1\n\t";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder line = new StringBuilder("1,x,\"j\"\"o\",2026-01-31T12:34:56Z,\"text\"");
            for (int change = random.nextInt(4); change >= 0; change--) {
                line.setCharAt(random.nextInt(line.length()), marks.charAt(random.nextInt(marks.length())));
            }
            Parsed read = Parsed.of(CSV, line.substring(0, random.nextInt(line.length() + 1)));
            assertThat(read.columns().rejected()
                            || read.at("n") != null
                            || !read.error().isEmpty()
                            || line.charAt(0) != '1')
                    .as(line.toString())
                    .isTrue();
        }
    }

    @Test
    void readsFieldsByTheHeader() {
        Parsed row = Parsed.of(CSV, "7,ignored,\"a \"\"b\"\", c\",2026-01-31T12:34:56Z,");
        assertThat(row.error()).isEmpty();
        assertThat(row.at("n")).isEqualTo("7");
        assertThat(row.at("user")).isEqualTo("a \"b\", c");
        assertThat(row.at("ts")).isEqualTo("2026-01-31T12:34:56Z");
        assertThat(row.at("note")).isNull();
        assertThat(Parsed.of(CSV, "7,,,,\"\"").at("note")).isEmpty();
        Parsed tabs = Parsed.of(TSV, "7\t\t\"a\"\"b\t2026-01-31T12:34:56Z\t\"");
        assertThat(tabs.error()).isEmpty();
        assertThat(tabs.at("user")).isEqualTo("\"a\"\"b");
        assertThat(tabs.at("note")).isEqualTo("\"");
    }

    /** RFC 4180, section 2, rules 1 to 7 without the line break of rule 6. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "aaa,bbb,ccc | aaa | bbb | ccc",
                "\"aaa\",\"bbb\",\"ccc\" | aaa | bbb | ccc",
                "\"aaa\",\"b,bb\",\"ccc\" | aaa | b,bb | ccc",
                "\"aaa\",\"b\"\"bb\",\"ccc\" | aaa | b\"bb | ccc",
                "zzz,yyy, xxx | zzz | yyy | ` xxx`"
            })
    void readsTheExamplesOfTheRfc(String line, String one, String two, String three) {
        LineFormat format = format("csv", "field_name string, field_2 string, field_3 string");
        assertThat(read(format, "field_name,field_2,field_3", line))
                .containsExactly("header", "row " + one + "; " + two + "; " + three + "; ");
    }

    @Test
    void aFileHasItsOwnHeader() {
        LineFormat format = format("csv", "a string, b int");
        LineParser parser = format.parser(format.columns());
        assertThat(read(parser, format, "a,b", "x,1", "a,b", "y,2"))
                .containsExactly("header", "row x; 1; ", "header", "row y; 2; ");
        parser.begin(new LastWritten(0, LastWritten.By.MTIME));
        assertThat(read(parser, format, "b,c,b,a", "1,2,3,x")).containsExactly("header", "row x; 1; ");
        parser.begin(new LastWritten(0, LastWritten.By.MTIME));
        assertThat(read(parser, format, "b", "1")).containsExactly("header", "row null; 1; ");
        parser.begin(new LastWritten(0, LastWritten.By.MTIME));
        assertThat(read(parser, format, "x,y", "1,2")).containsExactly("reject", "reject");
        parser.begin(new LastWritten(0, LastWritten.By.MTIME));
        assertThat(read(parser, format, "a,b", "x,1")).containsExactly("header", "row x; 1; ");
    }

    @Test
    void aFieldWithALineBreakIsRefusedWithAllItsLines() {
        LineFormat format = format("csv", "a string, b int");
        assertThat(read(format, "a,b", "x,1", "\"open", "still", "closed\",2", "y,3", "z,4", "5"))
                .containsExactly(
                        "header",
                        "row x; 1; ",
                        "reject",
                        "reject",
                        "reject",
                        "row y; 3; ",
                        "row z; 4; ",
                        "row 5; null; MISSING_FIELDS b 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x,x,jo,2026-01-31,t | BAD_TYPE n 1",
                "1,x,jo,2026-01-32,t | BAD_TYPE ts 8",
                "1,x,\"jo\"e,2026-01-31,t | BAD_QUOTES user 8",
                "1,x,jo,2026-01-31 | MISSING_FIELDS note 18",
                "1 | MISSING_FIELDS null 2",
                "1,x,jo,2026-01-31,t,more | TRAILING_TEXT null 21"
            })
    void tellsWhatIsWrong(String line, String error) {
        assertThat(Parsed.of(CSV, line).error()).isEqualTo(error);
    }

    @Test
    void readsWhatWasWritten() {
        Random random = new Random(17);
        LineFormat format = format("csv", "ts timestamp, user string, n int");
        for (int i = 0; i < 2_000; i++) {
            String time =
                    Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)).toString();
            String n = Integer.toString(random.nextInt());
            StringBuilder user = new StringBuilder();
            for (int k = random.nextInt(12); k > 0; k--) {
                user.append("a,\"; \u00e9\t'".charAt(random.nextInt(8)));
            }
            String quoted = "\"" + user.toString().replace("\"", "\"\"") + "\"";
            assertThat(read(format, "n,\"user\",ts", n + "," + quoted + ",\"" + time + "\""))
                    .containsExactly("header", "row " + time + "; " + user + "; " + n + "; ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "tsv"})
    void refusesColumnsItCannotFill(String name) {
        assertThatThrownBy(() -> format(name, "a map<string,int>"))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("Cannot read " + name.toUpperCase(java.util.Locale.ROOT) + " into column a");
        assertThat(format(name, "a int").inOrder()).isTrue();
    }

    private static List<String> read(LineFormat format, String... lines) {
        return read(format.parser(format.columns()), format, lines);
    }

    /** What each line is, and of a row all values and the error. */
    private static List<String> read(LineParser parser, LineFormat format, String... lines) {
        return Stream.of(lines)
                .map(text -> {
                    Columns out = new Columns(format.columns());
                    byte[] line = bytes(text);
                    out.clear(0);
                    parser.parse(line, 0, line.length, out);
                    out.keep();
                    Parsed read = new Parsed(format.columns(), out);
                    StringBuilder row = new StringBuilder("row ");
                    Stream.of(format.columns().fieldNames())
                            .forEach(name -> row.append(read.at(name)).append("; "));
                    return out.isHeader()
                            ? "header"
                            : out.rejected()
                                    ? "reject"
                                    : row.append(read.error()).toString();
                })
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

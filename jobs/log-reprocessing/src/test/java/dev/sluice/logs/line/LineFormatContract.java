package dev.sluice.logs.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What every format keeps, whatever its lines are. */
public abstract class LineFormatContract {
    private static final int ROUNDS = 6_000;
    private static final String MARKS = "[]():#*/\"\\,.- \u0000\u00e91A";

    /** Made once: to make one may be to compile a text. */
    private final LineFormat format = format();

    private final StructType all = format.columns();
    private final Columns scratch = new Columns(all);

    protected abstract LineFormat format();

    /** Lines of the format; together they have every part of it. */
    protected abstract List<String> lines();

    @Test
    public void aLineWithinALargerBufferIsTheSameRow() {
        for (String text : lines()) {
            byte[] line = bytes(text);
            for (String around : List.of("x", "], \"[ / ", text)) {
                byte[] before = bytes(around);
                byte[] buffer = Arrays.copyOf(before, before.length * 2 + line.length);
                System.arraycopy(line, 0, buffer, before.length, line.length);
                System.arraycopy(before, 0, buffer, before.length + line.length, before.length);
                assertThat(read(parser(), buffer, before.length, before.length + line.length))
                        .as(text)
                        .isEqualTo(read(parser(), line, 0, line.length));
            }
        }
    }

    @Test
    public void aLineThatIsMutatedOrCutIsARowOrAReject() {
        Random random = new Random(20);
        List<String> lines = lines();
        LineParser used = parser();
        int rows = 0;
        int rejects = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] line = mutated(bytes(lines.get(random.nextInt(lines.size()))), random);
            List<String> row = read(used, line, 0, line.length);
            assertThat(row).as("a parser that was used before").isEqualTo(read(parser(), line, 0, line.length));
            rejects += row.get(0).startsWith("reject") ? 1 : 0;
            rows += row.get(0).startsWith("reject") ? 0 : 1;
        }
        assertThat(rows).isPositive();
        assertThat(rejects).isPositive();
    }

    @Test
    public void eachCutOfALineIsARowOrAReject() {
        for (String text : lines()) {
            byte[] line = bytes(text);
            for (int end = 0; end <= line.length; end++) {
                byte[] cut = Arrays.copyOf(line, end);
                assertThat(read(parser(), line, 0, end)).as(text).isEqualTo(read(parser(), cut, 0, end));
            }
        }
    }

    @Test
    public void aColumnThatIsWantedAloneHasTheSameValue() {
        for (String text : lines()) {
            byte[] line = bytes(text);
            Parsed whole = Parsed.of(format, line);
            for (StructField field : all.fields()) {
                StructType wanted = new StructType().add(field);
                Columns columns = new Columns(wanted);
                columns.clear(0);
                format.parser(wanted).parse(line, 0, line.length, columns);
                columns.keep();
                assertThat(new Parsed(wanted, columns).at(field.name()))
                        .as(field.name() + " of " + text)
                        .isEqualTo(whole.at(field.name()));
            }
        }
    }

    @Test
    public void theLinesHaveEachColumn() {
        for (String name : all.fieldNames()) {
            assertThat(lines().stream().map(line -> Parsed.of(format, line).at(name)))
                    .as(name)
                    .anyMatch(value -> value != null);
        }
    }

    private LineParser parser() {
        return format.parser(all);
    }

    /** All values, then the error; or the reject. */
    private List<String> read(LineParser parser, byte[] buffer, int from, int to) {
        scratch.reset();
        Columns columns = scratch;
        columns.clear(from);
        parser.parse(buffer, from, to, columns);
        columns.keep();
        if (columns.rejected()) {
            return List.of("reject " + columns.rejectCode());
        }
        Parsed parsed = new Parsed(all, columns);
        List<String> row = new ArrayList<>();
        Stream.of(all.fieldNames()).map(parsed::at).forEach(row::add);
        row.replaceAll(value -> value == null ? "null" : "'" + value + "'");
        row.add(parsed.error());
        return row;
    }

    private static byte[] mutated(byte[] line, Random random) {
        byte[] bytes = line;
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) MARKS.charAt(random.nextInt(MARKS.length()));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    int count = Math.min(bytes.length - at, 1 + random.nextInt(8));
                    System.arraycopy(bytes, at + count, bytes, at, bytes.length - at - count);
                    bytes = Arrays.copyOf(bytes, bytes.length - count);
                }
            }
        }
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

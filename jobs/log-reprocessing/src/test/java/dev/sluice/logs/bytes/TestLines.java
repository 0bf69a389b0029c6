package dev.sluice.logs.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestLines {
    @Test
    void framesEveryKindOfLineEnd() throws IOException {
        assertThat(all("a\r\nb\n\n\r\nlast")).containsExactly("0:a", "3:b", "5:", "6:", "8:last");
        assertThat(all("")).isEmpty();
        assertThat(all("\n")).containsExactly("0:");
        assertThat(all("\ufeffa\n\ufeffb\n")).containsExactly("0:a", "5:\ufeffb");
    }

    @Test
    void framesWhateverTheReadsReturn() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String line = "x".repeat(random.nextInt(900)) + i;
            expected.add(text.length() + ":" + line);
            text.append(line).append('\n');
        }
        assertThat(all(text.toString())).isEqualTo(expected);
    }

    @Test
    void stepsOverALongLineAndKeepsItsBeginning() throws IOException {
        String text = "a\n" + "y".repeat(5_000_000) + "\nb\n" + "z".repeat(1_500_000);
        Lines lines = lines(text, 1 << 20);
        assertThat(lines.next()).isTrue();
        assertThat(lines.next()).isTrue();
        assertThat(lines.tooLong()).isTrue();
        assertThat(lines.length()).isEqualTo(5_000_000);
        assertThat(lines.to() - lines.from()).isEqualTo(Lines.KEPT);
        assertThat(lines.next()).isTrue();
        assertThat(text(lines)).isEqualTo("b");
        assertThat(lines.offset()).isEqualTo(5_000_003);
        assertThat(lines.next()).isTrue();
        assertThat(lines.tooLong()).isTrue();
        assertThat(lines.terminated()).isFalse();
        assertThat(lines.next()).isFalse();
    }

    @Test
    void aLineOfExactlyTheMostIsALine() throws IOException {
        for (String end : List.of("\n", "\r\n", "")) {
            Lines lines = lines("1234567890" + end, 10);
            assertThat(lines.next()).isTrue();
            assertThat(lines.tooLong()).isFalse();
            lines = lines("12345678901" + end, 10);
            assertThat(lines.next()).isTrue();
            assertThat(lines.tooLong()).isTrue();
        }
    }

    @Test
    void knowsAscii() throws IOException {
        Lines lines = lines("plain and long enough\n" + "x".repeat(30) + "\u00e9\n", 100);
        assertThat(lines.next()).isTrue();
        assertThat(lines.ascii()).isTrue();
        assertThat(lines.next()).isTrue();
        assertThat(lines.ascii()).isFalse();
    }

    private static List<String> all(String text) throws IOException {
        Lines lines = lines(text, 1 << 20);
        List<String> found = new ArrayList<>();
        while (lines.next()) {
            found.add(lines.offset() + ":" + text(lines));
        }
        return found;
    }

    private static String text(Lines lines) {
        return new String(lines.buffer(), lines.from(), lines.to() - lines.from(), StandardCharsets.UTF_8);
    }

    /** Gives out a few bytes at a time, as inflating does. */
    private static Lines lines(String text, int maxLine) {
        ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        Random random = new Random(7);
        ByteSource source = new ByteSource() {
            @Override
            public int read(byte[] into, int offset, int count) {
                return in.read(into, offset, Math.min(count, 1 + random.nextInt(50_000)));
            }

            @Override
            public void close() {}
        };
        return new Lines(source, 0, maxLine);
    }
}

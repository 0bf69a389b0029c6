package dev.sluice.logs.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Inflation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines that begin with 0 or 1 belong to that event, which ends with a line that ends in a dot; others are alone. */
class TestJoined {
    private static final int MOST = 1 << 20;

    private static final class Dots implements Joints {
        private final List<Long> lengths = new ArrayList<>();
        private boolean open;

        @Override
        public int next(byte[] line, int from, int end, long length) {
            lengths.add(length);
            String text = new String(line, from, end - from, ISO_8859_1);
            open = !text.strip().endsWith(".");
            return text.startsWith("0") ? 0 : text.startsWith("1") ? 1 : ALONE;
        }

        @Override
        public boolean goesOn() {
            return open;
        }
    }

    @Test
    void eventsMayStandInOneAnother() throws IOException {
        assertThat(all("0a\n1b\nx\n0c.\n\n1d\n0e.\n1f.\n"))
                .containsExactly(
                        "6 x 2-2 of 1",
                        "0 0a\n0c. 0-3 of 2",
                        "12  4-4 of 1",
                        "16 0e. 6-6 of 1",
                        "3 1b\n1d\n1f. 1-7 of 3");
    }

    @Test
    void anEventWithoutItsEndIsGivenOutAtTheEndOfTheFile() throws IOException {
        assertThat(all("1a\n0b\n1c\nx")).containsExactly("9 x 3-3 of 1", "0 1a\n1c 0-2 of 2", "3 0b 1-1 of 1");
        assertThat(all("0a\n0b")).containsExactly("0 0a\n0b 0-1 of 2");
        assertThat(all("")).isEmpty();
        Joined events = events("0a.\n1b\n", MOST, 7, new Dots());
        events.next();
        assertThat(events.ended()).isTrue();
        events.next();
        assertThat(events.ended()).isFalse();
    }

    @Test
    void anEndOffsetIsBehindItsOwnLastLine() throws IOException {
        Joined events = events("0a\n1b\r\n0c.\r\n1d.\n", MOST, 100, new Dots());
        assertThat(events.next()).isTrue();
        assertThat(events.endOffset()).isEqualTo(12);
        assertThat(events.next()).isTrue();
        assertThat(text(events)).isEqualTo("3 1b\r\n1d. 1-3 of 2");
        assertThat(events.endOffset()).isEqualTo(16);
    }

    @Test
    void anEventThatIsTooLongKeepsItsBeginningAndItsEnd() throws IOException {
        for (String line : List.of("0" + "y".repeat(99) + "\n", "0" + "y".repeat(3 * MOST) + "\n")) {
            String event = line.repeat(12_000_000 / line.length());
            Joined events = events("0a\n" + event + "1z.\n0b.\n0c.\n", MOST, 10_007, new Dots());
            assertThat(events.next()).isTrue();
            assertThat(text(events)).endsWith(" 1z. %1$d-%1$d of 1".formatted(1 + 12_000_000 / line.length()));
            assertThat(events.next()).isTrue();
            assertThat(events.tooLong()).isTrue();
            assertThat(events.length()).isEqualTo(3 + event.length() + 4);
            assertThat(events.to()).isEqualTo(Lines.KEPT);
            assertThat(text(events)).startsWith("0 0a\n0y");
            assertThat(events.next()).isTrue();
            assertThat(events.tooLong()).isFalse();
            assertThat(text(events)).contains(" 0c. ");
        }
    }

    @Test
    void eachLineIsToldOnceWithItsLength() throws IOException {
        Dots dots = new Dots();
        Joined events = events("0a\r\n0" + "z".repeat(3 * MOST) + "\n\nlast", MOST, 1_000, dots);
        int found = 0;
        while (events.next()) {
            found++;
        }
        assertThat(found).isEqualTo(3);
        assertThat(dots.lengths).containsExactly(4L, 3L * MOST + 2, 1L, 4L);
    }

    @Test
    void readsTheSameWhateverTheReadsReturn() throws IOException {
        Random random = new Random(9);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append(random.nextInt(3)).append("x".repeat(random.nextInt(60)));
            text.append(random.nextInt(3) == 0 ? ".\n" : random.nextBoolean() ? "\n" : "\r\n");
        }
        List<String> whole = all(text.toString());
        Joined events = events(text.toString(), MOST, 37, new Dots());
        List<String> found = new ArrayList<>();
        while (events.next()) {
            found.add(text(events));
        }
        assertThat(found).isEqualTo(whole).hasSizeGreaterThan(5_000);
    }

    /** Of a batch, whose bytes stay in place until the next one. */
    private static List<String> all(String text) throws IOException {
        Joined events = events(text, MOST, 100_003, new Dots());
        List<String> found = new ArrayList<>();
        while (events.next()) {
            List<byte[]> buffers = new ArrayList<>();
            List<int[]> places = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            do {
                buffers.add(events.buffer());
                places.add(new int[] {events.from(), events.to()});
                texts.add(text(events));
            } while (events.nextInBuffer());
            for (int i = 0; i < texts.size(); i++) {
                int[] place = places.get(i);
                assertThat(texts.get(i))
                        .contains(" " + new String(buffers.get(i), place[0], place[1] - place[0], ISO_8859_1) + " ");
            }
            found.addAll(texts);
        }
        return found;
    }

    private static String text(Joined events) {
        String text = new String(events.buffer(), events.from(), events.to() - events.from(), ISO_8859_1);
        return "%d %s %d-%d of %d".formatted(events.offset(), text, events.first(), events.last(), events.count());
    }

    private static Joined events(String text, int most, int piece, Joints joints) {
        InputStream in = new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] into, int offset, int count) {
                return super.read(into, offset, Math.min(count, piece));
            }
        };
        return new Joined(new Lines(Unpacked.of(Codec.PLAIN, in, Inflation.OF_FILE), 0, most), joints, most, MOST);
    }
}

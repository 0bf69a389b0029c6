package dev.sluice.logs.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Inflation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines that begin with a blank go on with the event before them. */
class TestEvents {
    private static final int MOST = 1 << 20;

    @Test
    void joinsLinesThatGoOn() throws IOException {
        assertThat(all("a\n b\n\tc\nd\ne\n f")).containsExactly("0 a\n b 2", "5 \tc 1", "8 d 1", "10 e\n f 2");
        assertThat(all("a\r\n b\r\nc\r\n")).containsExactly("0 a\r\n b 2", "7 c 1");
        assertThat(all(" first\n second\na\n")).containsExactly("0  first\n second 2", "15 a 1");
        assertThat(all("a")).containsExactly("0 a 1");
        assertThat(all("")).isEmpty();
        assertThat(all("\ufeffa\n b\n")).containsExactly("0 a\n b 2");
    }

    @Test
    void joinsThemWhateverTheReadsReturn() throws IOException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int start = text.length();
            int lines = 1 + random.nextInt(6);
            for (int line = 0; line < lines; line++) {
                text.append(line == 0 ? "" : "\n ").append("x".repeat(random.nextInt(900)));
                text.append(line == 0 ? "." : "");
            }
            expected.add(start + " " + text.substring(start) + " " + lines);
            text.append('\n');
        }
        assertThat(all(text.toString())).isEqualTo(expected);
    }

    @Test
    void anEventThatIsTooLongIsSteppedOverToItsEnd() throws IOException {
        String event = "a" + "\n " + "y".repeat(99).repeat(3) + ("\n " + "z".repeat(99)).repeat(20_000);
        Events events = events("before\n" + event + "\nafter\n more\n", MOST, MOST);
        assertThat(events.next()).isTrue();
        assertThat(text(events)).isEqualTo("0 before 1");
        assertThat(events.next()).isTrue();
        assertThat(events.tooLong()).isTrue();
        assertThat(events.length()).isEqualTo(event.length());
        assertThat(events.count()).isEqualTo(20_002);
        assertThat(text(events)).startsWith("7 " + event.substring(0, Lines.KEPT) + " ");
        assertThat(events.next()).isTrue();
        assertThat(events.tooLong()).isFalse();
        assertThat(text(events)).isEqualTo((8 + event.length()) + " after\n more 2");
        assertThat(events.next()).isFalse();
    }

    @Test
    void aLongLineBehindAnEventLeavesItWhole() throws IOException {
        for (int size : List.of(MOST + 1, 3 * MOST)) {
            Events events = events("a\n b\n" + "L".repeat(size) + "\n c\nd\n", MOST, MOST);
            assertThat(events.next()).isTrue();
            assertThat(text(events)).isEqualTo("0 a\n b 2");
            assertThat(events.tooLong()).isFalse();
            assertThat(events.next()).isTrue();
            assertThat(events.tooLong()).isTrue();
            assertThat(events.count()).isEqualTo(2);
            assertThat(events.next()).isTrue();
            assertThat(text(events)).isEqualTo((size + 9) + " d 1");
        }
    }

    @Test
    void aLongLineThatGoesOnMakesItsEventTooLong() throws IOException {
        for (int size : List.of(MOST + 1, 3 * MOST)) {
            Events events = events("a\n " + "L".repeat(size) + "\n c\nd\n", MOST, MOST);
            assertThat(events.next()).isTrue();
            assertThat(events.tooLong()).isTrue();
            assertThat(events.length()).isEqualTo(size + 6);
            assertThat(text(events)).startsWith("0 a\n");
            assertThat(events.next()).isTrue();
            assertThat(text(events)).isEqualTo((size + 7) + " d 1");
        }
    }

    @Test
    void anEventMayHaveSoManyLines() throws IOException {
        Events events = events("a\n b\n c\n d\ne\n f\n", MOST, 3);
        assertThat(events.next()).isTrue();
        assertThat(events.tooLong()).isTrue();
        assertThat(events.count()).isEqualTo(4);
        assertThat(events.next()).isTrue();
        assertThat(events.tooLong()).isFalse();
    }

    @Test
    void whatIsInTheBufferStaysInPlaceWithinABatch() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append(i).append("\n line of ").append(i).append('\n');
        }
        Events events = events(text.toString(), MOST, MOST);
        int seen = 0;
        while (events.next()) {
            byte[] buffer = events.buffer();
            List<int[]> places = new ArrayList<>();
            do {
                assertThat(events.buffer()).isSameAs(buffer);
                places.add(new int[] {events.from(), events.to()});
            } while (events.nextInBuffer());
            for (int[] place : places) {
                String event = new String(buffer, place[0], place[1] - place[0], StandardCharsets.UTF_8);
                assertThat(event).isEqualTo(seen + "\n line of " + seen);
                seen++;
            }
        }
        assertThat(seen).isEqualTo(50_000);
    }

    @Test
    void anEventWhoseEndHasNotBeenSeenIsStillToCome() throws IOException {
        Events events = events("a\nb\n c\n", MOST, MOST);
        assertThat(events.next()).isTrue();
        assertThat(events.nextInBuffer()).isFalse();
        assertThat(events.nextOffset()).isEqualTo(2);
        assertThat(events.next()).isTrue();
        assertThat(text(events)).isEqualTo("2 b\n c 2");
        assertThat(events.nextOffset()).isEqualTo(7);
    }

    @Test
    void skipsWhatBeganBefore() throws IOException {
        Events events = events(" x\n y\na\n b\n", MOST, MOST);
        events.skipRest(100);
        assertThat(events.nextOffset()).isEqualTo(6);
        assertThat(events.next()).isTrue();
        assertThat(text(events)).isEqualTo("6 a\n b 2");
        events = events(" x\n y\n z\na\n", MOST, MOST);
        events.skipRest(4);
        assertThat(events.nextOffset()).isGreaterThanOrEqualTo(4);
    }

    private static List<String> all(String text) throws IOException {
        Events events = events(text, MOST, MOST);
        List<String> found = new ArrayList<>();
        while (events.next()) {
            do {
                assertThat(events.tooLong()).isFalse();
                found.add(text(events));
            } while (events.nextInBuffer());
        }
        return found;
    }

    private static String text(Events events) {
        String text = new String(events.buffer(), events.from(), events.to() - events.from(), StandardCharsets.UTF_8);
        return events.offset() + " " + text + " " + events.count();
    }

    private static Events events(String text, int most, int maxLines) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        InputStream in = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int count) {
                return super.read(into, offset, Math.min(count, 10_007));
            }
        };
        ByteSource dribbles = Unpacked.of(Codec.PLAIN, in, Inflation.OF_FILE);
        return new Events(
                new Lines(dribbles, 0, most), (line, from, to) -> from < to && line[from] == ' ', most, maxLines);
    }
}

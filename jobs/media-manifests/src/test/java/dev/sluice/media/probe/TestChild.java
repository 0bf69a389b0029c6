package dev.sluice.media.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.media.table.RecordJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A child that a file has taken over may say anything. */
class TestChild {
    private static final int LENGTH = 2 << 20;
    private static final Bytes FILE = new Bytes(new byte[LENGTH]);
    private static final Probe PROBE = new Probe(
            Tier.FULL,
            "wav",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            false,
            Map.of("title", "a"),
            List.of());

    /** A process that says what it was told to, and nothing to what it is asked. */
    private static final class Liar extends Process {
        private final InputStream says;
        private boolean ended;

        private Liar(byte[] says) {
            this.says = new ByteArrayInputStream(says);
        }

        @Override
        public OutputStream getOutputStream() {
            return new ByteArrayOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return says;
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return 0;
        }

        @Override
        public int exitValue() {
            return 0;
        }

        @Override
        public void destroy() {
            ended = true;
        }
    }

    private static byte[] frame(char kind, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) kind)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static byte[] frame(char kind, String body) {
        return frame(kind, body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] wish(long at, int count) {
        return frame('R', ByteBuffer.allocate(12).putLong(at).putInt(count).array());
    }

    private static byte[] head(char kind, int length) {
        return ByteBuffer.allocate(5 + (4 << 20))
                .put((byte) kind)
                .putInt(length)
                .array();
    }

    private static Outcome asked(byte[]... frames) throws Child.Died, IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.write(frame);
        }
        try (Child child = new Child(new Liar(all.toByteArray()))) {
            return child.ask(FILE, Wish.FULL, Limits.USUAL);
        }
    }

    private static void isNotBelieved(String why, byte[]... frames) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.write(frame);
        }
        Liar liar = new Liar(all.toByteArray());
        @SuppressWarnings("resource") // it must have been closed by what it said
        Child child = new Child(liar);
        assertThatThrownBy(() -> child.ask(FILE, Wish.FULL, Limits.USUAL))
                .isInstanceOf(Child.Died.class)
                .hasStackTraceContaining(why);
        assertThat(liar.ended).isTrue();
    }

    @Test
    void anAnswerIsTaken() throws Exception {
        assertThat(asked(wish(LENGTH - 9L, 9), frame('P', RecordJson.text(PROBE))))
                .isEqualTo(new Outcome.Probed(PROBE));
        assertThat(asked(frame('N', "DAMAGED\nmakes no sense")))
                .isEqualTo(new Outcome.Refused(Refusal.DAMAGED, "makes no sense"));
    }

    @Test
    void aFrameIsOfAKnownKindAndNoLongerThanAnAnswer() throws Exception {
        isNotBelieved("no frame: kind 88", frame('X', ""));
        isNotBelieved("no frame: 1048577 bytes", head('P', (1 << 20) + 1));
        isNotBelieved("no frame: -1 bytes", head('P', -1));
        isNotBelieved("EOFException", new byte[] {'P', 0});
        isNotBelieved("not the time for READY", frame('Y', ""));
    }

    @Test
    void bytesAreGivenOutOfTheFileAlone() throws Exception {
        isNotBelieved("no place in the file", wish(-1, 5));
        isNotBelieved("no place in the file", wish(0, 0));
        isNotBelieved("no place in the file", wish(0, Integer.MIN_VALUE));
        isNotBelieved("no place in the file", wish(LENGTH - 9L, 10));
        isNotBelieved("no place in the file", wish(Long.MAX_VALUE, 10));
        isNotBelieved("no place in the file", wish(0, (1 << 20) + 1));
        isNotBelieved("BufferUnderflowException", frame('R', "short"));
    }

    @Test
    void aProbeIsWholeAndHasNothingBeside() throws Exception {
        String text = RecordJson.text(PROBE);
        isNotBelieved("/chapters is missing", frame('P', text.replace("\"chapters\":0,", "")));
        isNotBelieved("/x is not known", frame('P', text.replaceFirst("\\{", "{\"x\":1,")));
        isNotBelieved("nesting depth", frame('P', text.replace("\"tags\":{", "\"tags\":{\"a\":" + "[".repeat(9))));
        StringBuilder tags = new StringBuilder("\"tags\":{");
        for (int i = 0; i < 1 << 16; i++) {
            tags.append('"').append(i).append("\":\"\",");
        }
        isNotBelieved("Token count", frame('P', text.replace("\"tags\":{", tags)));
    }

    @Test
    void aRefusalHasACode() throws Exception {
        isNotBelieved("Refusal.ALL_FINE", frame('N', "ALL_FINE\nmakes sense"));
        isNotBelieved("ArrayIndexOutOfBounds", frame('N', "DAMAGED"));
    }
}

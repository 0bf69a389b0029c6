package dev.sluice.media.probe;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Frames between {@link Prober} and its child: a byte for the kind, four for the length, then the body. The prober asks
 * PROBE and answers each READ with BYTES or FAILED, until the child answers PROBED or REFUSED. Not thread-safe.
 */
final class Wire {
    /** A longer body is not believed: an answer is a few kilobytes, and a read {@link RemoteBytes#WINDOW}. */
    static final int LONGEST = 1 << 20;

    private static final int HEAD = 5;

    private final DataInputStream in;
    private final OutputStream out;

    Wire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    enum Kind {
        /** The child is ready for its first file. */
        READY('Y'),
        /** A {@link Question}. */
        PROBE('Q'),
        /** At (long) and count (int) of bytes that the child wants. */
        READ('R'),
        /** The bytes; fewer than wanted at the end of the file. */
        BYTES('B'),
        /** The bytes, or the libraries, cannot be had. */
        FAILED('F'),
        /** A {@link Probe} as JSON. */
        PROBED('P'),
        /** A {@link Refusal}'s name, a line feed and the message. */
        REFUSED('N');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }

        private static Kind of(int sign) throws IOException {
            for (Kind kind : values()) {
                if (kind.sign == sign) {
                    return kind;
                }
            }
            throw new IOException("no frame: kind " + sign);
        }
    }

    record Frame(Kind kind, ByteBuffer body) {
        String text() {
            return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
        }
    }

    /** One write, so that a pipe's reader wakes up once. */
    void send(Kind kind, byte[] body) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEAD + body.length);
        frame.put((byte) kind.sign).putInt(body.length).put(body);
        out.write(frame.array());
        out.flush();
    }

    void send(Kind kind, String body) throws IOException {
        send(kind, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Waits for a frame.
     *
     * @throws IOException at the end of the stream, or when it holds no frame
     */
    Frame receive() throws IOException {
        Kind kind = Kind.of(in.readUnsignedByte());
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("no frame: " + length + " bytes");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Frame(kind, ByteBuffer.wrap(body));
    }
}

package dev.sluice.logs.bytes;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file as they are. */
final class Plain implements ByteSource {
    private final InputStream in;

    Plain(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        return in.read(into, offset, count);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package dev.sluice.media.verify;

import dev.sluice.media.probe.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A file on a mounted file system. One thread at a time. */
final class LocalBytes implements ByteSource, Closeable {
    private final FileChannel channel;
    private final long length;

    private LocalBytes(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    static LocalBytes open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new LocalBytes(channel, channel.size());
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public byte[] read(long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(count, length - at)));
        for (int more = 0; more >= 0 && bytes.hasRemaining(); ) {
            more = channel.read(bytes, at + bytes.position());
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

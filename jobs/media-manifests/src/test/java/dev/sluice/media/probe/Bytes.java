package dev.sluice.media.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Bytes in memory as a file, counting what is read of them. */
final class Bytes implements ByteSource {
    private final byte[] all;
    private long read;

    Bytes(byte[] all) {
        this.all = all;
    }

    static Bytes of(Path file) {
        try {
            return new Bytes(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long length() {
        return all.length;
    }

    @Override
    public byte[] read(long at, int count) {
        read += count;
        return Arrays.copyOfRange(all, (int) at, (int) Math.min(all.length, at + count));
    }

    long wasRead() {
        return read;
    }
}

package dev.sluice.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The least that reading gzip costs in Java: the bytes are inflated and forgotten. */
final class GunzipPeer implements Peer {
    @Override
    public void run(List<Path> files, Path out) {
        files.parallelStream().forEach(GunzipPeer::read);
    }

    private static void read(Path file) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), buffer.length)) {
            int got = 0;
            while (got >= 0) {
                got = in.read(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

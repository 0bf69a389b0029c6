package dev.sluice.logs.bytes;

import dev.sluice.extract.Gunzip;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The content of a gzip file, and what was wrong with it. */
final class Gzip implements ByteSource {
    private final Gunzip bytes;

    Gzip(InputStream in) {
        this.bytes = new Gunzip(in);
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        return bytes.read(into, offset, count);
    }

    @Override
    public Optional<Damage> damage() {
        return switch (bytes.end()) {
            case WHOLE -> Optional.empty();
            case TRUNCATED -> Optional.of(Damage.truncated(bytes.endedAt()));
            case CORRUPT -> Optional.of(Damage.corrupt(bytes.endedAt(), bytes.reason()));
            case TRAILING -> Optional.of(Damage.garbage(bytes.endedAt()));
        };
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}

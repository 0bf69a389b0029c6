package dev.sluice.logs.bytes;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Decoded;
import dev.sluice.extract.Inflation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The content of a stream, decompressed, and what was wrong with it. Not thread-safe. */
public final class Unpacked implements ByteSource {
    private final Codec codec;
    private final Decoded bytes;
    private Optional<Damage> damage = Optional.empty();

    private Unpacked(Codec codec, Decoded bytes) {
        this.codec = codec;
        this.bytes = bytes;
    }

    /** Decompresses a stream, which is closed with the answer. */
    public static Unpacked of(Codec codec, InputStream in, Inflation inflation) {
        return new Unpacked(codec, codec.open(in, inflation));
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        return bytes.read(into, offset, count);
    }

    @Override
    public Optional<Damage> damage() {
        if (damage.isEmpty()) {
            damage = Damage.of(codec, bytes.ending());
        }
        return damage;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}

package dev.sluice.logs;

import dev.sluice.extract.Ending;
import dev.sluice.extract.Inflation;
import dev.sluice.logs.bytes.ByteSource;
import dev.sluice.logs.bytes.Damage;
import java.io.IOException;
import java.util.Optional;

/**
 * What all members of an archive give together, held against the file's bytes on disk: each layer of archives and codecs
 * may blow up what the one around it has blown up. Not thread-safe.
 */
final class Weight {
    private final long size;
    private final Inflation inflation;
    private long out;
    private Optional<Damage> damage = Optional.empty();

    Weight(long size, Inflation inflation) {
        this.size = size;
        this.inflation = inflation;
    }

    /** BOMB, once the members gave too much. */
    Optional<Damage> damage() {
        return damage;
    }

    /** The bytes of a member; they end where the members gave too much. */
    ByteSource of(ByteSource member) {
        return new ByteSource() {
            @Override
            public int read(byte[] into, int offset, int count) throws IOException {
                if (damage.isPresent()) {
                    return -1;
                }
                int got = member.read(into, offset, Math.min(count, inflation.room(out)));
                add(Math.max(0, got));
                return got;
            }

            @Override
            public Optional<Damage> damage() {
                return member.damage();
            }

            @Override
            public void close() throws IOException {
                member.close();
            }
        };
    }

    private void add(int got) {
        out += got;
        if (inflation.exceeded(size, out)) {
            Ending ending = new Ending(Ending.How.BOMB, size, "its members together, " + inflation.told(size, out));
            damage = Optional.of(Damage.of("ARCHIVE", ending));
        }
    }
}

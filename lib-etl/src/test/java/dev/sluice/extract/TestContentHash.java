package dev.sluice.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestContentHash {
    @Test
    void isTheSameHoweverItIsFed() {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        ContentHash byteWise = new ContentHash();
        for (int i = 0; i < bytes.length; i++) {
            byteWise.update(bytes, i, 1);
        }
        assertThat(byteWise.version())
                .isEqualTo(hash(bytes, 0, bytes.length).version())
                .startsWith("100000-");
    }

    @Test
    void joinsPartsThatWereHashedApart() {
        byte[] bytes = new byte[ContentHash.CHUNK + 5];
        new Random(2).nextBytes(bytes);
        List<String> chunks = new ArrayList<>(hash(bytes, 0, ContentHash.CHUNK).chunks());
        chunks.addAll(hash(bytes, ContentHash.CHUNK, 5).chunks());
        assertThat(ContentHash.combine(bytes.length, chunks))
                .isEqualTo(hash(bytes, 0, bytes.length).version());
    }

    @Test
    void tellsABeginningOnTheWay() {
        byte[] bytes = {1, 2, 3};
        ContentHash hash = hash(bytes, 0, 2);
        String beginning = hash.version();
        hash.update(bytes, 2, 1);
        assertThat(beginning).isEqualTo(hash(bytes, 0, 2).version()).isNotEqualTo(hash.version());
        assertThat(hash.version()).isEqualTo(hash(bytes, 0, 3).version());
    }

    @Test
    void hasNoChunksForNothing() {
        assertThat(new ContentHash().chunks()).isEmpty();
        assertThat(new ContentHash().version()).startsWith("0-");
    }

    private static ContentHash hash(byte[] bytes, int offset, int count) {
        ContentHash hash = new ContentHash();
        hash.update(bytes, offset, count);
        return hash;
    }
}

package dev.sluice.media.shard;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a shard's jobs need of a worker. A shard holds jobs of one class; classes are numbered in
 * this order, which is that of their words.
 */
public enum ShardClass {
    /** The input is HDR: it takes tools that keep or map it. */
    HDR,
    /** The encoder's memory may be more than an ordinary worker has. */
    LARGE_MEMORY,
    /** Everything else. */
    ORDINARY;

    /** As it stands in a table: hdr, large-memory or ordinary. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The class of this word. */
    public static ShardClass of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not a class of shards: " + word));
    }
}

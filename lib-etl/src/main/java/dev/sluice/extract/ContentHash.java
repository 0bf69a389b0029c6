package dev.sluice.extract;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash of a content, made so that parts of it can be hashed apart: SHA-256 over the SHA-256 of each chunk of
 * {@value #CHUNK} bytes, the last one shorter. A split that starts at a multiple of the chunk size hashes its own
 * chunks; {@link #combine} joins them. Not thread-safe.
 */
public final class ContentHash {
    /** Bytes of a chunk. */
    public static final int CHUNK = 16 << 20;

    private final List<String> chunks = new ArrayList<>();
    private final MessageDigest current = sha256();
    private int filled;
    private long length;

    public void update(byte[] bytes, int offset, int count) {
        int from = offset;
        int left = count;
        while (left > 0) {
            int now = Math.min(left, CHUNK - filled);
            current.update(bytes, from, now);
            filled += now;
            from += now;
            left -= now;
            if (filled == CHUNK) {
                chunks.add(HexFormat.of().formatHex(current.digest()));
                filled = 0;
            }
        }
        length += count;
    }

    /** Bytes so far. */
    public long length() {
        return length;
    }

    /** The hashes of the chunks so far, the unfinished one included; this hash can still be updated. */
    public List<String> chunks() {
        List<String> all = new ArrayList<>(chunks);
        if (filled > 0) {
            all.add(HexFormat.of().formatHex(copy(current).digest()));
        }
        return all;
    }

    /** The version string of the content so far. */
    public String version() {
        return combine(length, chunks());
    }

    /** "length-hash" of a content whose chunks, in order, have these hashes; the hash is 32 hex digits. */
    public static String combine(long length, List<String> chunks) {
        MessageDigest all = sha256();
        for (String chunk : chunks) {
            all.update(HexFormat.of().parseHex(chunk));
        }
        return length + "-" + HexFormat.of().formatHex(all.digest(), 0, 16);
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new Fault(Code.INTERNAL, "Cannot copy a SHA-256 in progress", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new Fault(Code.INTERNAL, "Cannot find SHA-256, which each Java has", e);
        }
    }
}

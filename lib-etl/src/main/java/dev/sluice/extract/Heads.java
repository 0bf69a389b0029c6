package dev.sluice.extract;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/** Opens files in tasks and hashes their beginnings. Thread-safe. */
record Heads(SerializableConfiguration configuration) implements Serializable {
    private static final int USUAL_RATIO = 10;
    /** Header and trailer of a gzip file. */
    private static final int LEAST_GZIP = 18;

    /**
     * A file's first bytes.
     *
     * @param length -1 when the file is gone
     * @param damaged told when there is no content
     * @param estimate uncompressed bytes, about
     * @param whole uncompressed bytes, -1 when only reading tells
     */
    record Head(int length, String hash, int sum, List<Integer> anchors, boolean damaged, long estimate, long whole) {
        static final Head GONE = new Head(-1, "", 0, List.of(), false, 0, -1);
    }

    /** The hash of some first bytes. */
    record Prefix(int length, String hash) {}

    /**
     * A content read to its end.
     *
     * @param beginnings versions of its beginnings at the lengths that were asked for
     */
    record Whole(String version, long length, List<String> beginnings) {}

    Head head(String uri, long size) {
        Path path = FilePin.path(uri);
        try (Content content = Content.open(hadoop(), path, size)) {
            byte[] first = content.readNBytes(FilePin.PREFIX);
            boolean plain = content.codec() == Codec.PLAIN;
            return new Head(
                    first.length,
                    hash(first, first.length),
                    ShortPrefixes.sum(first),
                    Anchors.of(first),
                    first.length == 0 && content.ending().how() != Ending.How.WHOLE,
                    estimate(content.codec(), path, size),
                    plain ? size : -1);
        } catch (FileNotFoundException e) {
            // What Java calls a file that may not be read, too.
            Fault told = unreadable(uri, e);
            if (told.code() == Code.NOT_ALLOWED) {
                throw told;
            }
            return Head.GONE;
        } catch (IOException e) {
            throw unreadable(uri, e);
        }
    }

    /** Hashes of the file's first bytes at the lengths, less than it has, at which some others seem to begin like it. */
    List<Prefix> shorter(String uri, long size, int own, ShortPrefixes some) {
        try (Content content = Content.open(hadoop(), FilePin.path(uri), size)) {
            byte[] first = content.readNBytes(own);
            return some.lengthsOf(first)
                    .mapToObj(length -> new Prefix(length, hash(first, length)))
                    .toList();
        } catch (IOException e) {
            throw unreadable(uri, e);
        }
    }

    /** Reads a file and hashes its content, and its beginnings of the given lengths. */
    Whole whole(String uri, long size, List<Long> lengths) {
        ContentHash hash = new ContentHash();
        List<String> beginnings = new ArrayList<>();
        try (Content content = Content.open(hadoop(), FilePin.path(uri), size)) {
            for (long length : new TreeSet<>(lengths)) {
                if (advance(content, hash, length)) {
                    beginnings.add(hash.version());
                }
            }
            advance(content, hash, Long.MAX_VALUE);
            return new Whole(hash.version(), hash.length(), beginnings);
        } catch (IOException e) {
            throw unreadable(uri, e);
        }
    }

    /** Versions of the file's beginnings of the given lengths; reads no further than the longest. */
    List<String> beginnings(String uri, long size, List<Long> lengths) {
        ContentHash hash = new ContentHash();
        try (Content content = Content.open(hadoop(), FilePin.path(uri), size)) {
            List<String> found = new ArrayList<>();
            for (long length : new TreeSet<>(lengths)) {
                if (advance(content, hash, length)) {
                    found.add(hash.version());
                }
            }
            return found;
        } catch (IOException e) {
            throw unreadable(uri, e);
        }
    }

    private static boolean advance(Content content, ContentHash hash, long length) throws IOException {
        byte[] buffer = new byte[64 << 10];
        while (hash.length() < length) {
            int got = content.read(buffer, 0, (int) Math.min(buffer.length, length - hash.length()));
            if (got < 0) {
                return false;
            }
            hash.update(buffer, 0, got);
        }
        return true;
    }

    private long estimate(Codec codec, Path path, long size) throws IOException {
        return switch (codec) {
            case PLAIN -> size;
            case GZIP -> inflated(path, size);
            case ZSTD, BZIP2, XZ, LZ4, BROTLI -> USUAL_RATIO * size;
        };
    }

    /** A gzip file's last four bytes tell the length of its last member, modulo 4 GiB: right for most small files. */
    private long inflated(Path path, long size) throws IOException {
        if (size < LEAST_GZIP) {
            return USUAL_RATIO * size;
        }
        try (FSDataInputStream file = Content.raw(path.getFileSystem(hadoop())).open(path)) {
            byte[] last = new byte[Integer.BYTES];
            file.readFully(size - last.length, last);
            long told = Integer.toUnsignedLong(
                    (last[3] & 0xff) << 24 | (last[2] & 0xff) << 16 | (last[1] & 0xff) << 8 | (last[0] & 0xff));
            boolean likely = told >= size && told / 1100 <= size;
            return likely ? told : USUAL_RATIO * size;
        }
    }

    private Configuration hadoop() {
        return configuration.value();
    }

    private static Fault unreadable(String uri, IOException cause) {
        boolean denied = cause instanceof org.apache.hadoop.security.AccessControlException
                || String.valueOf(cause.getMessage()).contains("Permission denied");
        return denied
                ? new Fault(Code.NOT_ALLOWED, "Cannot read file: " + uri + " (give read access)", cause)
                : new Fault(Code.INPUT_OUTPUT, "Cannot read file: " + uri + " (" + cause.getMessage() + ")", cause);
    }

    private static String hash(byte[] bytes, int count) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, count);
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new Fault(Code.INTERNAL, "Cannot find SHA-256, which each Java has", e);
        }
    }
}

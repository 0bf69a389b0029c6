package dev.sluice.load.files;

import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of the sink's files and directories; each is used once and is safe on every file system. */
final class Names {
    /** The partition column that a visible directory's name makes. */
    static final String SLICE = "slice";

    static final String HEAD = "head-";
    static final String TEMP = "tmp-";
    static final String GONE = "gone-";
    private static final int LONGEST = 48;

    private Names() {}

    static String folder(String job, String load) {
        return "_sluice/" + owner(job, load);
    }

    static String attempts(String folder) {
        return folder + "/attempts";
    }

    static String attempt(String folder, String attempt) {
        return attempts(folder) + "/" + safe(attempt);
    }

    /**
     * The visible directory of a slice. It ends with its owner, so that two loads may share a path, a lost chain can
     * be told from a new load, and Spark never takes the value for a date or a number.
     */
    static String visible(Publication what) {
        LoadId load = what.load();
        return SLICE + "=" + safe(what.slice().id()) + "-" + safe(what.attempt()) + suffix(load.job(), load.load());
    }

    /** The directory of rows that a replacement leaves as they are. */
    static String kept(Publication what) {
        LoadId load = what.load();
        return SLICE + "=" + safe(what.slice().id()) + "-" + safe(what.attempt()) + "-kept"
                + suffix(load.job(), load.load());
    }

    /** How the visible directories of a load end. */
    static String suffix(String job, String load) {
        return "." + owner(job, load);
    }

    private static String owner(String job, String load) {
        return safe(job) + "." + safe(load);
    }

    /** Percent-encodes all but letters, digits, '-' and '_'; a long name keeps its beginning and a hash. */
    static String safe(String name) {
        StringBuilder out = new StringBuilder();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(name);
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            boolean plain = (next >= 'a' && next <= 'z')
                    || (next >= 'A' && next <= 'Z')
                    || (next >= '0' && next <= '9')
                    || next == '-'
                    || next == '_';
            if (plain) {
                out.append((char) next);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(next));
            }
        }
        return out.length() <= LONGEST ? out.toString() : shortened(out.toString(), name);
    }

    private static String shortened(String encoded, String name) {
        int cut = LONGEST - 17;
        int percent = encoded.lastIndexOf('%', cut - 1);
        int whole = percent >= 0 && percent > cut - 3 ? percent : cut;
        return encoded.substring(0, whole) + "-" + sha256(name).substring(0, 16);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

package dev.sluice.logs.bytes;

import java.io.IOException;
import java.io.InputStream;

/** How a file is compressed, told by its first bytes and never by its name. */
public enum Codec {
    PLAIN,
    GZIP;

    /** The bytes that {@link #of} wants to see. */
    public static final int MAGIC = 3;

    /** The one method of compression that RFC 1952 knows: other bytes there mean that it is no gzip file. */
    private static final byte DEFLATE = 8;

    /** Tells the codec from a file's beginning, which may be shorter than {@link #MAGIC}. */
    public static Codec of(byte[] beginning) {
        boolean gzip = beginning.length >= MAGIC
                && (beginning[0] & 0xff) == 0x1f
                && (beginning[1] & 0xff) == 0x8b
                && beginning[2] == DEFLATE;
        return gzip ? GZIP : PLAIN;
    }

    /** The uncompressed bytes; closing them closes {@code in}. */
    public ByteSource open(InputStream in) throws IOException {
        return this == GZIP ? new Gzip(in) : new Plain(in);
    }
}

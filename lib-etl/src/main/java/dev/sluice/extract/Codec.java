package dev.sluice.extract;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.SingleXZInputStream;

/**
 * How a file is compressed, told by its first bytes and not by its name: only Brotli, which has no magic bytes, by the end
 * {@code .br} of a name, where the bytes are not those of another codec. Each codec but Brotli takes any number of members
 * one behind the other, and zeros behind them for padding. The libraries are those that Spark ships, and Google's own for Brotli. LZ4 frames are read by
 * commons-compress, since lz4-java refuses blocks that depend on one another, and its version 1.8.0 reads and writes out
 * of bounds where the bytes are hostile (CVE-2025-12183).
 */
public enum Codec {
    PLAIN {
        @Override
        boolean begins(byte[] some, int count) {
            return false;
        }

        @Override
        public Decoded open(InputStream in, Inflation inflation) {
            return new Plain(in);
        }
    },
    /** RFC 1952. */
    GZIP {
        @Override
        boolean begins(byte[] some, int count) {
            // The one method of compression that there is: other bytes mean that it is no gzip file.
            return count >= 3 && some[0] == 0x1f && some[1] == (byte) 0x8b && some[2] == 8;
        }

        @Override
        public Decoded open(InputStream in, Inflation inflation) {
            return new Gunzip(in, inflation);
        }
    },
    /** RFC 8878, skippable frames included. */
    ZSTD {
        @Override
        boolean begins(byte[] some, int count) {
            return count >= Integer.BYTES && (ZstdFrame.begins(some) || ZstdFrame.skippable(some));
        }

        @Override
        InputStream member(Feed feed, Inflation inflation) throws IOException {
            return ZstdFrame.open(feed, inflation.window());
        }
    },
    /** As bzip2 1.0 writes it; what its versions 0 wrote is not read. */
    BZIP2 {
        private static final String BLOCK = "1AY&SY";
        private static final String END = "\u0017rE8P\u0090";

        @Override
        boolean begins(byte[] some, int count) {
            boolean head = count > HEAD && some[0] == 'B' && some[1] == 'Z' && some[2] == 'h';
            return head && some[3] >= '1' && some[3] <= '9' && (goesOn(some, count, BLOCK) || goesOn(some, count, END));
        }

        /** A text may begin with BZh and a digit, so that the number behind it counts as far as it is there. */
        private static boolean goesOn(byte[] some, int count, String expected) {
            for (int i = 0; i < expected.length() && HEAD + 1 + i < count; i++) {
                if (some[HEAD + 1 + i] != (byte) expected.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        InputStream member(Feed feed, Inflation inflation) throws IOException {
            return new BZip2CompressorInputStream(feed, false);
        }
    },
    /** The .xz file format, version 1.2. */
    XZ {
        @Override
        boolean begins(byte[] some, int count) {
            return count >= 6
                    && some[0] == (byte) 0xfd
                    && some[1] == '7'
                    && some[2] == 'z'
                    && some[3] == 'X'
                    && some[4] == 'Z'
                    && some[5] == 0;
        }

        @Override
        InputStream member(Feed feed, Inflation inflation) throws IOException {
            return new SingleXZInputStream(feed, XZ_MOST_KIB);
        }
    },
    /** The LZ4 frame format, version 1.6. */
    LZ4 {
        @Override
        boolean begins(byte[] some, int count) {
            return count >= 4 && some[0] == 4 && some[1] == 0x22 && some[2] == 0x4d && some[3] == 0x18;
        }

        @Override
        boolean goesOn(byte[] some) {
            return super.goesOn(some) || (some.length >= Integer.BYTES && ZstdFrame.skippable(some));
        }

        @Override
        InputStream member(Feed feed, Inflation inflation) throws IOException {
            return ZstdFrame.skippable(feed.peek(Integer.BYTES))
                    ? ZstdFrame.skipped(feed)
                    : new FramedLZ4CompressorInputStream(feed, false);
        }
    },
    /** RFC 7932: one stream, with no checksum and with windows of up to 16 MiB. */
    BROTLI {
        @Override
        boolean begins(byte[] some, int count) {
            return false;
        }

        @Override
        public Decoded open(InputStream in, Inflation inflation) {
            return new Unbrotli(in, inflation);
        }
    };

    /** The bytes that {@link #of} wants to see. */
    public static final int MAGIC = 10;

    /** What xz may take of the heap; {@code xz -9} needs 65 MiB. */
    private static final int XZ_MOST_KIB = 100 << 10;

    private static final int HEAD = 3;

    /** Tells the codec by a beginning of {@value #MAGIC} bytes, or fewer where there are no more. */
    public static Codec of(byte[] beginning) {
        for (Codec codec : values()) {
            if (codec.begins(beginning, beginning.length)) {
                return codec;
            }
        }
        return PLAIN;
    }

    /**
     * Tells the codec by a beginning as {@link #of(byte[])}, and where that is none of a codec by the name.
     *
     * @param name of the file or of the member of an archive, with its path or without
     */
    public static Codec of(String name, byte[] beginning) {
        Codec told = of(beginning);
        return told == PLAIN && name.toLowerCase(Locale.ROOT).endsWith(".br") ? BROTLI : told;
    }

    /** Decodes a stream, which is closed with the answer. */
    public Decoded open(InputStream in, Inflation inflation) {
        return new Members(this, in, inflation);
    }

    abstract boolean begins(byte[] some, int count);

    /** True for the beginning of a member behind another. */
    boolean goesOn(byte[] some) {
        return begins(some, some.length);
    }

    /** Decodes one member and leaves the feed right behind it. */
    InputStream member(Feed feed, Inflation inflation) throws IOException {
        throw new IllegalStateException(this + " is not read by members");
    }

    /** The bytes as they are. */
    private static final class Plain extends Decoded {
        private final InputStream in;

        Plain(InputStream in) {
            this.in = in;
        }

        @Override
        public Ending ending() {
            return Ending.WHOLE;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            return in.read(into, offset, count);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}

package dev.sluice.extract;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Compresses test content by each codec. */
enum Packer {
    GZIP {
        @Override
        OutputStream open(OutputStream to) throws IOException {
            return new GZIPOutputStream(to);
        }
    },
    ZSTD {
        @Override
        OutputStream open(OutputStream to) throws IOException {
            return new ZstdOutputStream(to, 3).setChecksum(true);
        }
    },
    BZIP2 {
        @Override
        OutputStream open(OutputStream to) throws IOException {
            return new BZip2CompressorOutputStream(to, 1);
        }
    },
    XZ {
        @Override
        OutputStream open(OutputStream to) throws IOException {
            return new XZOutputStream(to, new LZMA2Options(1));
        }
    },
    LZ4 {
        @Override
        OutputStream open(OutputStream to) throws IOException {
            return new LZ4FrameOutputStream(
                    to,
                    LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB,
                    LZ4FrameOutputStream.FLG.Bits.BLOCK_INDEPENDENCE,
                    LZ4FrameOutputStream.FLG.Bits.CONTENT_CHECKSUM);
        }
    };

    abstract OutputStream open(OutputStream to) throws IOException;

    Codec codec() {
        return Codec.valueOf(name());
    }

    byte[] pack(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = open(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}

package dev.sluice.logs;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Compressed files and archives for tests. */
final class Pack {
    private Pack() {}

    /** Writes to a stream that packs. */
    private interface Packer {
        OutputStream open(OutputStream to) throws IOException;
    }

    static byte[] zstd(byte[] content) {
        return packed(content, to -> new ZstdOutputStream(to, 3).setChecksum(true));
    }

    static byte[] bzip2(byte[] content) {
        return packed(content, to -> new BZip2CompressorOutputStream(to, 1));
    }

    static byte[] xz(byte[] content) {
        return packed(content, to -> new XZOutputStream(to, new LZMA2Options(1)));
    }

    /** Slow: for little content. */
    static byte[] lz4(byte[] content) {
        return packed(content, FramedLZ4CompressorOutputStream::new);
    }

    private static byte[] packed(byte[] content, Packer packer) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream out = packer.open(file)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /** Members in the order of their names and contents: name, content, name, content, ... */
    static Map<String, byte[]> members(Object... namesAndContents) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            Object content = namesAndContents[i + 1];
            members.put(
                    (String) namesAndContents[i],
                    content instanceof byte[] bytes ? bytes : content.toString().getBytes(StandardCharsets.UTF_8));
        }
        return members;
    }

    static byte[] tar(Map<String, byte[]> members) {
        return tar(members, TarArchiveOutputStream.LONGFILE_POSIX);
    }

    static byte[] tar(Map<String, byte[]> members, int longNames) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(file, "UTF-8")) {
            tar.setLongFileMode(longNames);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
                entry.setSize(member.getValue().length);
                entry.setModTime(1_760_000_000_000L);
                tar.putArchiveEntry(entry);
                tar.write(member.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /** Deflated, with data descriptors, since what is behind cannot be sought in. */
    static byte[] zip(Map<String, byte[]> members) {
        return zip(members, ZipArchiveEntry.DEFLATED, false);
    }

    static byte[] zip(Map<String, byte[]> members, int method, boolean large) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            zip.setUseZip64(
                    large
                            ? org.apache.commons.compress.archivers.zip.Zip64Mode.Always
                            : org.apache.commons.compress.archivers.zip.Zip64Mode.AsNeeded);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                ZipArchiveEntry entry = new ZipArchiveEntry(member.getKey());
                entry.setMethod(method);
                CRC32 sum = new CRC32();
                sum.update(member.getValue());
                entry.setSize(member.getValue().length);
                entry.setCrc(sum.getValue());
                zip.putArchiveEntry(entry);
                zip.write(member.getValue());
                zip.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}

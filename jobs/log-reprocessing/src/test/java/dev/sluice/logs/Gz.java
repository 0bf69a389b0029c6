package dev.sluice.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Content of test files. */
final class Gz {
    private Gz() {}

    static byte[] of(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    /** Numbered combined lines that do not compress into nothing. */
    static String lines(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(
                    "192.0.2.%d - - [10/Oct/2025:13:%02d:%02d +0000] \"GET /p/%d?q=%x HTTP/1.1\" 200 %d \"-\" \"ua %d\"%n"
                            .formatted(
                                    i % 250,
                                    i / 60 % 60,
                                    i % 60,
                                    i,
                                    Integer.toHexString(i * 7919).hashCode(),
                                    i,
                                    i % 7)
                            .replace("\r", ""));
        }
        return text.toString();
    }
}

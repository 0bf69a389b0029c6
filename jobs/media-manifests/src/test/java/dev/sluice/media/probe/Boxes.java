package dev.sluice.media.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts a box into the description of a track of an MP4 whose index comes last, so that no offset changes. */
final class Boxes {
    private static final List<String> FOLDERS = List.of("moov", "trak", "mdia", "minf", "stbl", "stsd");

    private Boxes() {}

    static byte[] with(Path file, String entry, byte[] box) {
        try {
            byte[] all = Files.readAllBytes(file);
            int at = 0;
            for (String folder : FOLDERS) {
                at = find(all, folder, at);
                grow(all, at, box.length);
            }
            at = find(all, entry, at);
            int end = at + ByteBuffer.wrap(all).getInt(at);
            grow(all, at, box.length);
            ByteBuffer grown = ByteBuffer.allocate(all.length + box.length);
            return grown.put(all, 0, end)
                    .put(box)
                    .put(all, end, all.length - end)
                    .array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int find(byte[] all, String kind, int from) {
        String text = new String(all, StandardCharsets.ISO_8859_1);
        return text.indexOf(kind, from + 8) - 4;
    }

    private static void grow(byte[] all, int at, int by) {
        ByteBuffer bytes = ByteBuffer.wrap(all);
        bytes.putInt(at, bytes.getInt(at) + by);
    }

    /** Other bytes in place of some, with no regard to the boxes around them. */
    static byte[] replaced(byte[] all, int at, int count, byte[] by) {
        return ByteBuffer.allocate(all.length - count + by.length)
                .put(all, 0, at)
                .put(by)
                .put(all, at + count, all.length - at - count)
                .array();
    }
}

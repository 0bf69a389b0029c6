package dev.sluice.media.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts boxes into the description of the AV1 track of an MP4 whose index comes last, so that no offset changes. */
public final class Boxes {
    private static final List<String> OUTER = List.of("moov", "trak", "mdia", "minf", "stbl", "stsd", "av01");

    private Boxes() {}

    public static byte[] added(byte[] file, byte[] boxes) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        ByteBuffer all = ByteBuffer.wrap(file);
        int at = 0;
        int end = 0;
        for (String outer : OUTER) {
            at = text.indexOf(outer, at + 8) - 4;
            end = at + all.getInt(at);
            all.putInt(at, all.getInt(at) + boxes.length);
        }
        return ByteBuffer.allocate(file.length + boxes.length)
                .put(file, 0, end)
                .put(boxes)
                .put(file, end, file.length - end)
                .array();
    }
}

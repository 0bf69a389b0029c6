package dev.sluice.media.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Metadata of high dynamic range, put by hand into streams whose encoders do not write it. */
final class Hdr {
    static final MasteringDisplay DISPLAY =
            new MasteringDisplay(0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.329, 0.0001, 1000);

    private static final int SEI = 6;
    private static final int SEI_DISPLAY = 137;
    private static final int SEI_LIGHT = 144;

    private Hdr() {}

    /** As in SEI message 137 of H.264 and H.265: green, blue, red, white in 1/50000, then luminances in 1/10000. */
    static byte[] display() {
        ByteBuffer bytes = ByteBuffer.allocate(24);
        for (double part : new double[] {0.265, 0.69, 0.15, 0.06, 0.68, 0.32, 0.3127, 0.329}) {
            bytes.putShort((short) Math.round(part * 50_000));
        }
        return bytes.putInt(10_000_000).putInt(1).array();
    }

    /** As in SEI message 144: MaxCLL and MaxFALL. */
    static byte[] light() {
        return ByteBuffer.allocate(4)
                .putShort((short) 1000)
                .putShort((short) 400)
                .array();
    }

    /** A raw stream of H.264 in PQ, with SEI messages before its first picture. */
    static byte[] inH264() {
        Path plain = Sample.made(
                "pq.h264",
                List.of(
                        "-i",
                        Sample.H264_AAC_MP4.file().toString(),
                        "-an",
                        "-c",
                        "copy",
                        "-bsf:v",
                        "h264_mp4toannexb,h264_metadata=colour_primaries=9:transfer_characteristics=16"
                                + ":matrix_coefficients=9"));
        byte[] all = bytes(plain);
        int picture = new String(all, StandardCharsets.ISO_8859_1).indexOf("\0\0\1e");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(all, 0, picture);
        out.writeBytes(message(SEI_DISPLAY, display()));
        out.writeBytes(message(SEI_LIGHT, light()));
        out.write(all, picture, all.length - picture);
        return out.toByteArray();
    }

    /** A SEI message as a NAL unit; after two zeros, a three keeps the next byte from looking like a start code. */
    private static byte[] message(int type, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 1, SEI, (byte) type, (byte) payload.length});
        int zeros = 0;
        for (byte one : payload) {
            if (zeros == 2 && one >= 0 && one <= 3) {
                out.write(3);
                zeros = 0;
            }
            out.write(one);
            zeros = one == 0 ? zeros + 1 : 0;
        }
        out.write(0x80);
        return out.toByteArray();
    }

    /** A stream of AV1 whose first temporal unit has HDR10+ (ITU-T T.35 metadata by SMPTE ST 2094-40, one window). */
    static byte[] plusInAv1() {
        Path plain = Sample.made(
                "pq.ivf",
                List.of(
                        "-i",
                        Sample.AV1_PQ_MKV.file().toString(),
                        "-an",
                        "-c",
                        "copy",
                        "-bsf:v",
                        "av1_metadata=color_primaries=9:transfer_characteristics=16:matrix_coefficients=9"));
        byte[] metadata = HexFormat.of().parseHex("2a1c04b5003c0001040140" + "00".repeat(18) + "80");
        ByteBuffer all = ByteBuffer.wrap(bytes(plain)).order(ByteOrder.LITTLE_ENDIAN);
        metadata[1] = (byte) (metadata.length - 2);
        int unit = all.getInt(32);
        // IVF's header, the frame's header, a temporal delimiter of two bytes, a sequence header with its length.
        int place = 44 + 2 + 2 + all.get(47);
        all.putInt(32, unit + metadata.length);
        ByteBuffer longer = ByteBuffer.allocate(all.capacity() + metadata.length);
        longer.put(all.array(), 0, place).put(metadata).put(all.array(), place, all.capacity() - place);
        return longer.array();
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

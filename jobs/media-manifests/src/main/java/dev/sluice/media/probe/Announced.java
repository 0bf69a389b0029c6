package dev.sluice.media.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How long a file says that it is, which libavformat does not ask: RIFF (the size of its one chunk), Matroska (RFC 9559,
 * the size of the segment), ISO base media ({@link IsoBoxes}), MPEG transport streams (ISO/IEC
 * 13818-1, whole packets), FLV (Adobe's specification 10.1, the size behind the last tag). Of other containers nothing is
 * said. Not thread-safe.
 */
final class Announced {
    private static final int EBML = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int RIFF = 0x52494646;
    private static final int FLV = 0x464C5601;
    private static final int FLV_TAG_HEAD = 11;
    private static final int SHORTEST = 16;
    private static final byte SYNC = 0x47;

    private final RemoteBytes file;
    private final ByteBuffer head;

    private Announced(RemoteBytes file) {
        this.file = file;
        this.head = file.beginning();
    }

    /** What is missing, as a sentence's end; none when the file is whole or does not tell. */
    static Optional<String> missing(RemoteBytes file) {
        try {
            return file.length() < SHORTEST ? Optional.empty() : new Announced(file).missing();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> missing() throws IOException {
        int first = head.getInt(0);
        if (first == RIFF) {
            long size =
                    Integer.toUnsignedLong(head.order(ByteOrder.LITTLE_ENDIAN).getInt(4));
            return size == 0 || size == 0xFFFFFFFFL ? Optional.empty() : end(8 + size);
        }
        if (first == EBML) {
            return matroska();
        }
        if (first == FLV) {
            return flv();
        }
        int packet = transportPacket(head);
        if (packet > 0) {
            return file.length() % packet == 0 ? Optional.empty() : Optional.of("ends within a packet");
        }
        Optional<IsoBoxes> boxes = IsoBoxes.of(file);
        return boxes.isPresent() ? boxes.get().missing() : Optional.empty();
    }

    private Optional<String> end(long announced) {
        return announced <= file.length()
                ? Optional.empty()
                : Optional.of("ends at byte " + file.length() + " of the " + announced + " that it announces");
    }

    private Optional<String> matroska() {
        head.position(Integer.BYTES);
        long size = variable();
        if (size < 0 || size > head.remaining() - 2 * Integer.BYTES - 4) {
            return Optional.empty();
        }
        head.position(head.position() + (int) size);
        if (head.getInt() != SEGMENT) {
            return Optional.empty();
        }
        long segment = variable();
        return segment < 0 ? Optional.empty() : end(head.position() + segment);
    }

    /** A number of one to eight bytes, the count told by the first one's leading zeros; -1 for "not known". */
    private long variable() {
        int first = head.get() & 0xff;
        int more = Integer.numberOfLeadingZeros(first) - 24;
        long value = first & (0x7f >> more);
        long ones = 0x7f >> more;
        for (int i = 0; i < more && head.hasRemaining(); i++) {
            value = value << 8 | (head.get() & 0xff);
            ones = ones << 8 | 0xff;
        }
        return value == ones || more > 7 ? -1 : value;
    }

    private Optional<String> flv() throws IOException {
        ByteBuffer last =
                file.peek(file.length() - Integer.BYTES, Integer.BYTES).slice();
        long size = Integer.toUnsignedLong(last.getInt());
        long tag = file.length() - Integer.BYTES - size;
        if (size >= FLV_TAG_HEAD && tag > 0) {
            ByteBuffer start = file.peek(tag, FLV_TAG_HEAD).slice();
            if ((start.getInt(0) & 0xffffff) + FLV_TAG_HEAD == size) {
                return Optional.empty();
            }
        }
        return Optional.of("ends within a tag");
    }

    /** The packets' size of a transport stream, 188, or 192 with times before them; 0 for another file. */
    private static int transportPacket(ByteBuffer head) {
        for (int size : new int[] {188, 192}) {
            int offset = size - 188;
            boolean synced = head.limit() > 2 * size + offset;
            for (int i = 0; synced && i < 3; i++) {
                synced = head.get(offset + i * size) == SYNC;
            }
            if (synced) {
                return size;
            }
        }
        return 0;
    }

    /** True when a packet at the beginning of a transport stream is scrambled. */
    static boolean scrambled(RemoteBytes file) {
        ByteBuffer head = file.beginning();
        int size = transportPacket(head);
        for (int at = size - 188; size > 0 && at + 3 < head.limit(); at += size) {
            if (head.get(at) == SYNC && (head.get(at + 3) & 0xC0) != 0) {
                return true;
            }
        }
        return false;
    }
}

package dev.sluice.media.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The boxes of a file of the ISO base media format (ISO/IEC 14496-12), as far as libavformat does not tell of them:
 * whether the file holds what its boxes announce, and which tracks are encrypted (ISO/IEC 23001-7: their sample entries
 * are called encv and enca, where libavformat gives the names of what lies within). Not thread-safe.
 */
final class IsoBoxes {
    private static final int HEAD = 16;
    private static final int SHORT_HEAD = 8;

    /** A fragmented file has thousands; its last ones are not looked at. */
    private static final int MOST = 64;

    private static final Set<String> FIRST =
            Set.of("ftyp", "styp", "moov", "mdat", "free", "skip", "wide", "pnot", "sidx", "moof");
    private static final Set<String> INDEX = Set.of("moov", "moof");
    private static final List<String> TO_ENTRIES = List.of("mdia", "minf", "stbl", "stsd");
    private static final Set<String> ENCRYPTED = Set.of("encv", "enca", "encs", "enct", "drms", "drmi");

    private final RemoteBytes file;

    private IsoBoxes(RemoteBytes file) {
        this.file = file;
    }

    private record Box(String kind, long start, int head, long end) {
        long body() {
            return start + head;
        }
    }

    /** The boxes of a file; none when it does not begin with one. */
    static Optional<IsoBoxes> of(RemoteBytes file) throws IOException {
        IsoBoxes boxes = new IsoBoxes(file);
        return boxes.at(0, Long.MAX_VALUE)
                .filter(box -> FIRST.contains(box.kind))
                .map(box -> boxes);
    }

    /** What is missing at the file's end, as a sentence's end. */
    Optional<String> missing() throws IOException {
        boolean index = false;
        long at = 0;
        for (int i = 0; i < MOST && at < file.length(); i++) {
            Optional<Box> box = at(at, Long.MAX_VALUE);
            if (box.isEmpty()) {
                return file.length() - at < SHORT_HEAD ? Optional.of("ends within a box") : Optional.empty();
            }
            index |= INDEX.contains(box.get().kind);
            at = box.get().end;
        }
        if (at > file.length()) {
            return Optional.of("ends at byte " + file.length() + " of the " + at + " that it announces");
        }
        return at == file.length() && !index ? Optional.of("ends before its index (moov)") : Optional.empty();
    }

    /** The ids of the tracks that are encrypted. */
    Set<Integer> encryptedTracks() throws IOException {
        Set<Integer> ids = new HashSet<>();
        Optional<Box> index = child(0, file.length(), "moov");
        long at = index.map(Box::body).orElse(0L);
        long end = index.map(Box::end).orElse(0L);
        for (int i = 0; i < MOST && at < end; i++) {
            Optional<Box> box = at(at, end);
            if (box.isEmpty()) {
                break;
            }
            if (box.get().kind.equals("trak") && ENCRYPTED.contains(entry(box.get()))) {
                ids.add(id(box.get()));
            }
            at = box.get().end;
        }
        return ids;
    }

    /** The kind of a track's first sample entry. */
    private String entry(Box track) throws IOException {
        Box box = track;
        for (String kind : TO_ENTRIES) {
            Optional<Box> inner = child(box.body(), box.end, kind);
            if (inner.isEmpty()) {
                return "";
            }
            box = inner.get();
        }
        // Behind version, flags and the number of entries.
        return at(box.body() + 8, box.end).map(Box::kind).orElse("");
    }

    private int id(Box track) throws IOException {
        Optional<Box> header = child(track.body(), track.end, "tkhd");
        if (header.isEmpty()) {
            return 0;
        }
        ByteBuffer bytes = file.peek(header.get().body(), 24).slice();
        // Two times stand before it, of eight bytes each in version 1.
        int place = bytes.get(0) == 1 ? 20 : 12;
        return bytes.remaining() >= place + Integer.BYTES ? bytes.getInt(place) : 0;
    }

    private Optional<Box> child(long from, long end, String kind) throws IOException {
        long at = from;
        for (int i = 0; i < MOST && at < end; i++) {
            Optional<Box> box = at(at, end);
            if (box.isEmpty() || box.get().kind.equals(kind)) {
                return box;
            }
            at = box.get().end;
        }
        return Optional.empty();
    }

    /** The box at a place; none when there are no bytes for one, or its size makes no sense. */
    private Optional<Box> at(long at, long end) throws IOException {
        ByteBuffer bytes = file.peek(at, HEAD).slice();
        if (bytes.remaining() < SHORT_HEAD) {
            return Optional.empty();
        }
        StringBuilder kind = new StringBuilder();
        for (int i = Integer.BYTES; i < SHORT_HEAD; i++) {
            kind.append((char) (bytes.get(i) & 0xff));
        }
        long size = Integer.toUnsignedLong(bytes.getInt(0));
        boolean large = size == 1 && bytes.remaining() == HEAD;
        if (large) {
            size = bytes.getLong(SHORT_HEAD);
        } else if (size == 0) {
            // To the end of the file.
            size = Math.min(end, file.length()) - at;
        }
        int head = large ? HEAD : SHORT_HEAD;
        return size < head || size > Long.MAX_VALUE - at
                ? Optional.empty()
                : Optional.of(new Box(kind.toString(), at, head, at + size));
    }
}

package dev.sluice.logs.archive;

import dev.sluice.extract.Feed;
import java.io.IOException;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** What stands before a member of a zip (PKWARE's APPNOTE, 4.3.7), as far as the library does not tell it. */
final class LocalHeader {
    private static final int FIXED = 30;
    private static final int LENGTH_AT = 18;
    private static final long TOLD_ELSEWHERE = 0xFFFFFFFFL;

    /** Bytes of a data descriptor with its signature. */
    private static final int DESCRIPTOR = 16;

    private LocalHeader() {}

    /**
     * Takes the bytes of a member and the data descriptor behind it.
     *
     * @param begins where the member's bytes begin
     * @return where the next header begins; empty when the length is not there, and then nothing was taken
     */
    static OptionalLong skip(Feed feed, ZipArchiveEntry member, long begins) throws IOException {
        int length = FIXED + member.getRawName().length + member.getLocalFileDataExtra().length;
        int back = (int) (feed.taken() - begins) + length;
        if (back > Feed.KEPT) {
            return OptionalLong.empty();
        }
        feed.back(back);
        byte[] header = feed.readNBytes(length);
        long bytes = little(header, LENGTH_AT);
        if (!signature(header, 3, 4) || bytes == 0 || bytes == TOLD_ELSEWHERE) {
            feed.skipNBytes(back - length);
            return OptionalLong.empty();
        }
        feed.skipNBytes(bytes);
        if (signature(feed.peek(Integer.BYTES), 7, 8)) {
            feed.skipNBytes(DESCRIPTOR);
        }
        return OptionalLong.of(feed.taken());
    }

    private static boolean signature(byte[] some, int third, int fourth) {
        return some.length >= 4 && some[0] == 'P' && some[1] == 'K' && some[2] == third && some[3] == fourth;
    }

    private static long little(byte[] bytes, int at) {
        return (bytes[at] & 0xffL)
                | (bytes[at + 1] & 0xffL) << 8
                | (bytes[at + 2] & 0xffL) << 16
                | (bytes[at + 3] & 0xffL) << 24;
    }
}

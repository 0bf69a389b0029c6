package dev.sluice.logs.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The library's reader of tars, which also tells whether the mark at the end was there. Not thread-safe. */
final class TarStream extends TarArchiveInputStream {
    /** What the headers of one member may have: the library holds long names in memory. */
    private static final int LONGEST_HEADERS = 1 << 20;

    private final Ration ration;
    private boolean marked;

    TarStream(InputStream in) {
        this(new Ration(in));
    }

    private TarStream(Ration ration) {
        // In blocks of a record: of a larger last block the library would take the rest, whatever it is.
        super(ration, ArchiveKind.MAGIC, StandardCharsets.UTF_8.name());
        this.ration = ration;
    }

    /** True when the archive has the mark that ends it. */
    boolean marked() {
        return marked;
    }

    @Override
    protected boolean isEOFRecord(byte[] record) {
        boolean end = super.isEOFRecord(record);
        marked |= end && record != null;
        return end;
    }

    /** The member before has to be read to its end. */
    @Override
    public TarArchiveEntry getNextEntry() throws IOException {
        ration.left = LONGEST_HEADERS;
        try {
            TarArchiveEntry entry = super.getNextEntry();
            if (entry != null && !entry.isCheckSumOK()) {
                throw new IOException("the checksum of a header is wrong");
            }
            return entry;
        } finally {
            ration.left = Long.MAX_VALUE;
        }
    }

    /** Gives no more than is left. */
    private static final class Ration extends FilterInputStream {
        private long left = Long.MAX_VALUE;

        Ration(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            if (count > 0 && left == 0) {
                throw new IOException("the headers of a member have more than " + LONGEST_HEADERS + " bytes");
            }
            int got = super.read(into, offset, (int) Math.min(count, left));
            left -= Math.max(0, got);
            return got;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}

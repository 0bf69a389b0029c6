package dev.sluice.logs.bytes;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file up to its planned length: what was appended since is not seen, and a file that became shorter is a fault. */
public final class Bounded extends FilterInputStream {
    private final String name;
    private long left;

    /**
     * @param in at any place of the file
     * @param left bytes from there to the planned length
     */
    public Bounded(InputStream in, long left, String name) {
        super(in);
        this.left = left;
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (left == 0) {
            return -1;
        }
        int got = in.read(into, offset, (int) Math.min(count, left));
        if (got < 0) {
            throw new Fault(
                    Code.INPUT_CHANGED,
                    "Cannot read " + name + ": it is " + left
                            + " bytes shorter than when it was planned (run again; the next plan sees it as it is)");
        }
        left -= got;
        return got;
    }
}

package dev.sluice.logs;

import dev.sluice.logs.bytes.ByteSource;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Published rejects in the order of their files, and the bytes of those that follow one another. Not thread-safe. */
final class RejectRuns {
    private final Iterator<Row> input;
    private final Deque<Rejected> ahead = new ArrayDeque<>();
    private BigInteger sum = BigInteger.ZERO;
    private long count;
    private long bytes;

    RejectRuns(Iterator<Row> input) {
        this.input = input;
    }

    /** The next reject, which stays the next one. */
    Optional<Rejected> peek() {
        return ahead.isEmpty() && !more() ? Optional.empty() : Optional.of(ahead.peek());
    }

    private boolean more() {
        boolean has = input.hasNext();
        if (has) {
            ahead.add(Rejected.of(input.next()));
        }
        return has;
    }

    Rejected remove() {
        Rejected next = peek().orElseThrow();
        ahead.remove();
        count++;
        sum = sum.add(BigInteger.valueOf(next.hash()));
        return next;
    }

    /** Begins to count for {@link #version} and {@link #bytes}. */
    void reset() {
        sum = BigInteger.ZERO;
        count = 0;
        bytes = 0;
    }

    /** The version of the item whose rejects were removed. */
    String version() {
        return count + "-" + sum;
    }

    /** Bytes that runs gave out. */
    long bytes() {
        return bytes;
    }

    /** What the next file or member has first, to tell its format by: {@code wanted} bytes, or all. */
    byte[] beginning(int wanted) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Rejected first = peek().orElseThrow();
        for (int read = 0; all.size() < wanted && (read < ahead.size() || more()); read++) {
            Rejected next = ahead.stream().skip(read).findFirst().orElseThrow();
            if (!next.besides(first)) {
                break;
            }
            all.writeBytes(next.bytes());
        }
        byte[] found = all.toByteArray();
        return java.util.Arrays.copyOf(found, Math.min(wanted, found.length));
    }

    /** The bytes of the next reject and of those behind it, as long as each follows the one before it in its file. */
    ByteSource run() {
        return new ByteSource() {
            private Rejected last;
            private byte[] line = new byte[0];
            private int position;

            @Override
            public int read(byte[] into, int offset, int count) {
                while (position == line.length) {
                    Optional<Rejected> next = peek().filter(one -> last == null || follows(one));
                    if (next.isEmpty()) {
                        return -1;
                    }
                    last = remove();
                    line = last.bytes();
                    position = 0;
                }
                int got = Math.min(count, line.length - position);
                System.arraycopy(line, position, into, offset, got);
                position += got;
                bytes += got;
                return got;
            }

            private boolean follows(Rejected next) {
                return next.reject().redo().isPresent()
                        && next.besides(last)
                        && next.reject().origin().offset()
                                == last.reject().origin().offset() + line.length;
            }

            @Override
            public void close() {}
        };
    }
}

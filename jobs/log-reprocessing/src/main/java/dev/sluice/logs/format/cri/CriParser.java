package dev.sluice.logs.format.cri;

import dev.sluice.logs.bytes.Joints;
import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.IsoTime;
import dev.sluice.logs.line.LineParser;
import dev.sluice.logs.line.TimeParser;
import java.io.ByteArrayOutputStream;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Takes a line apart, or the lines that make one. Not thread-safe. */
final class CriParser implements LineParser {
    private final CriLine first = new CriLine();
    private final CriLine further = new CriLine();
    private final TimeParser clock;
    private final Cell ts;
    private final Cell stream;
    private final Cell message;
    private final Cell partial;
    private final Cell tags;

    CriParser(StructType wanted, ZoneId zone) {
        this.clock = new IsoTime(zone);
        this.ts = Cell.of(wanted, "ts");
        this.stream = Cell.of(wanted, "stream");
        this.message = Cell.of(wanted, "message");
        this.partial = Cell.of(wanted, "partial");
        this.tags = Cell.of(wanted, "tags");
    }

    /** Where a line ends without the LF or CR LF that it may have. */
    static int withoutLineEnd(byte[] line, int from, int end) {
        if (end == from || line[end - 1] != '\n') {
            return end;
        }
        return end - 1 > from && line[end - 2] == '\r' ? end - 2 : end - 1;
    }

    @Override
    public Optional<Joints> joints() {
        return Optional.of(new CriJoints());
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        int next = after(line, from, to);
        int end = withoutLineEnd(line, from, next);
        if (!first.find(line, from, end)) {
            reject(out);
            return;
        }
        ts.time(clock, line, from, first.timeEnd(), out);
        out.text(stream.slot(), line, first.stream(), first.tag() - 1);
        if (first.tagEnd() > first.tag() + 1) {
            out.text(tags.slot(), line, first.tag() + 2, first.tagEnd());
        }
        if (next == to) {
            out.text(message.slot(), line, first.text(), end);
            out.number(partial.slot(), first.isPartial() ? 1 : 0);
        } else {
            joined(line, end, next, to, out);
        }
    }

    /** @param end of the first line; the others begin at {@code from} */
    private void joined(byte[] line, int end, int from, int to, Columns out) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(to - first.text());
        text.write(line, first.text(), end - first.text());
        int next = from;
        for (int at = from; at < to; at = next) {
            next = after(line, at, to);
            int lineEnd = withoutLineEnd(line, at, next);
            if (!further.find(line, at, lineEnd)) {
                reject(out);
                return;
            }
            text.write(line, further.text(), lineEnd - further.text());
        }
        byte[] whole = text.toByteArray();
        out.text(message.slot(), whole, 0, whole.length);
        out.number(partial.slot(), further.isPartial() ? 1 : 0);
    }

    private static void reject(Columns out) {
        out.reject("NOT_IN_FORMAT", "the line does not begin with a time, stdout or stderr, and P or F");
    }

    /** Behind the line that begins there. */
    private static int after(byte[] line, int from, int to) {
        int newline = Bytes.find(line, from, to, (byte) '\n');
        return newline < 0 ? to : newline + 1;
    }
}

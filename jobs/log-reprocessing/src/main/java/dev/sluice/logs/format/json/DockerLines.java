package dev.sluice.logs.format.json;

import dev.sluice.logs.bytes.Joints;
import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.LineParser;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Docker's entries; several that make one line are read as the first of them with the text of all. Not thread-safe. */
final class DockerLines implements LineParser {
    private final LineParser objects;

    /** @param objects reads one entry */
    DockerLines(LineParser objects) {
        this.objects = objects;
    }

    @Override
    public Optional<Joints> joints() {
        return Optional.of(new DockerJoints());
    }

    @Override
    public void parse(byte[] line, int from, int to, Columns out) {
        int next = after(line, from, to);
        if (next == to) {
            objects.parse(line, from, to, out);
            return;
        }
        int firstEnd = Strings.withoutLineEnd(line, from, next);
        int firstText = DockerLog.end(line, from, firstEnd);
        if (firstText < 0) {
            out.reject("BAD_JSON", "the event has lines that are no entries of Docker");
            return;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(to - from);
        whole.write(line, from, firstText - from);
        for (int at = next; at < to; at = next) {
            next = after(line, at, to);
            int textEnd = DockerLog.end(line, at, Strings.withoutLineEnd(line, at, next));
            if (textEnd < 0) {
                out.reject("BAD_JSON", "the event has lines that are no entries of Docker");
                return;
            }
            whole.write(line, DockerLog.start(at), textEnd - DockerLog.start(at));
        }
        whole.write(line, firstText, firstEnd - firstText);
        byte[] entry = whole.toByteArray();
        objects.parse(entry, 0, entry.length, out);
    }

    /** Behind the line that begins there. */
    private static int after(byte[] line, int from, int to) {
        int newline = Bytes.find(line, from, to, (byte) '\n');
        return newline < 0 ? to : newline + 1;
    }
}

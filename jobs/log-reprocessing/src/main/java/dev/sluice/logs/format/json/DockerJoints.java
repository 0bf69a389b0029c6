package dev.sluice.logs.format.json;

import dev.sluice.logs.bytes.Joints;

/** An entry whose text has no line end goes on in the next one of its stream. Not thread-safe. */
final class DockerJoints implements Joints {
    private boolean open;

    @Override
    public int next(byte[] line, int from, int end, long length) {
        int to = Strings.withoutLineEnd(line, from, end);
        int textEnd = DockerLog.end(line, from, to);
        open = textEnd >= 0 && !DockerLog.endsLine(line, DockerLog.start(from), textEnd);
        return textEnd < 0 ? ALONE : DockerLog.stream(line, textEnd, to);
    }

    @Override
    public boolean goesOn() {
        return open;
    }
}

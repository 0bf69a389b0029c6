package dev.sluice.logs.format.cri;

import dev.sluice.logs.bytes.Joints;

/** A line with the tag P goes on in the next one of its stream. Not thread-safe. */
final class CriJoints implements Joints {
    private final CriLine places = new CriLine();
    private boolean open;

    @Override
    public int next(byte[] line, int from, int end, long length) {
        int to = CriParser.withoutLineEnd(line, from, end);
        boolean known = places.find(line, from, to);
        open = known && places.isPartial();
        if (!known) {
            return ALONE;
        }
        return places.isOut() ? 0 : 1;
    }

    @Override
    public boolean goesOn() {
        return open;
    }
}

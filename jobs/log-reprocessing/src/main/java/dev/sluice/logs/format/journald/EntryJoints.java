package dev.sluice.logs.format.journald;

import dev.sluice.logs.bytes.Joints;

/**
 * Which lines make an entry: those up to a blank one outside of binary data, that one included. Data is stepped over by its
 * length, whatever is in it. Where a length leads to no end of a line, what follows it is read as fields. Not thread-safe.
 */
final class EntryJoints implements Joints {
    private static final int THE_ENTRY = 0;

    private enum State {
        BETWEEN,
        FIELDS,
        LENGTH,
        DATA
    }

    private State state = State.BETWEEN;
    private int read;
    private long left;

    @Override
    public int next(byte[] line, int from, int end, long length) {
        switch (state) {
            case DATA -> data(left - length);
            case LENGTH -> length(line, from, end, length);
            case BETWEEN, FIELDS -> {
                return field(line, from, end);
            }
        }
        return THE_ENTRY;
    }

    private int field(byte[] line, int from, int end) {
        int to = FieldLine.end(line, from, end);
        int sign = FieldLine.equalsSign(line, from, to);
        if (state == State.FIELDS && sign > 0) {
            return THE_ENTRY;
        }
        boolean named = FieldLine.isName(line, from, sign < 0 ? to : sign);
        if (state == State.BETWEEN && !named) {
            return ALONE;
        }
        if (from == to) {
            state = State.BETWEEN;
        } else if (sign < 0 && named && to < end) {
            state = State.LENGTH;
            read = 0;
            left = 0;
        } else {
            state = State.FIELDS;
        }
        return THE_ENTRY;
    }

    /** The bytes of a length may be line ends, too. */
    private void length(byte[] line, int from, int end, long length) {
        int at = from;
        while (read < FieldLine.LENGTH && at < end) {
            left |= (line[at] & 0xffL) << (8 * read);
            read++;
            at++;
        }
        if (read < FieldLine.LENGTH) {
            return;
        }
        if (left < 0 || left > FieldLine.MOST) {
            state = State.FIELDS;
        } else {
            data(left + 1 - (length - (at - from)));
        }
    }

    /** @param more bytes that are left of the data and of its line end */
    private void data(long more) {
        left = more;
        state = more > 0 ? State.DATA : State.FIELDS;
    }

    @Override
    public boolean goesOn() {
        return state != State.BETWEEN;
    }
}

package dev.sluice.logs.format.syslog;

import dev.sluice.logs.line.Bytes;
import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;

/** Who wrote a line. Not thread-safe. */
final class Program {
    private final Cell program;
    private final Cell pid;
    private final Cell procid;
    private final Cell msgId;
    private byte[] line = {};
    private int from;
    private int to;

    Program(Cell program, Cell pid, Cell procid, Cell msgId) {
        this.program = program;
        this.pid = pid;
        this.procid = procid;
        this.msgId = msgId;
    }

    /** Begins a line. */
    void begin(byte[] bytes) {
        line = bytes;
        to = from;
    }

    void program(byte[] bytes, int first, int end, Columns out) {
        from = first;
        to = end;
        program.text(bytes, first, end, out);
    }

    /** Whether the line's program has this name. */
    boolean is(byte[] name) {
        return to - from == name.length && Bytes.startsWith(line, from, to, name);
    }

    /** RFC 5424 lets a process be named by any word, and some daemons do so in the older format, too. */
    void id(byte[] line, int from, int to, Columns out) {
        long number = Digits.whole(line, from, to);
        if (number == Digits.NONE) {
            procid.text(line, from, to, out);
        } else {
            out.number(pid.slot(), number);
        }
    }

    void message(byte[] line, int from, int to, Columns out) {
        msgId.text(line, from, to, out);
    }
}

package dev.sluice.logs.format.haproxy;

import dev.sluice.logs.line.Cell;
import dev.sluice.logs.line.Columns;
import dev.sluice.logs.line.Digits;

/**
 * An address and a port with a colon between; IPv6 has no brackets.
 *
 * @param ip STRING
 * @param port INT
 */
record Peer(Cell ip, Cell port) {
    static boolean is(byte[] line, int from, int to) {
        int colon = colon(line, from, to);
        return colon > from && to - colon <= 10 && Digits.small(line, colon + 1, to) >= 0;
    }

    void fill(byte[] line, int from, int to, Columns out) {
        int colon = colon(line, from, to);
        ip.text(line, from, colon, out);
        port.integer(line, colon + 1, to, out);
    }

    private static int colon(byte[] line, int from, int to) {
        int at = to - 1;
        while (at > from && line[at] != ':') {
            at--;
        }
        return at;
    }
}

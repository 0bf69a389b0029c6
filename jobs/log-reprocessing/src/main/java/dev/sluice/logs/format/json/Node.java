package dev.sluice.logs.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.logs.line.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A place among the members of a layout: what is filled from the value there, and what is below it. */
final class Node {
    private final String path;
    private final byte[] prefix;
    private final Map<String, Node> below = new HashMap<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<Reading> needed = new ArrayList<>();
    private boolean claimed;
    private long need;

    /** @param path the names that lead to what is below, with a dot behind each */
    Node(String path) {
        this.path = path;
        this.prefix = path.getBytes(UTF_8);
    }

    /** A column that is filled from here. */
    record Target(Cell cell, Reading reading) {}

    /**
     * Adds a member below this one.
     *
     * @param rest of its path, from here
     * @param bit of its need, or 0
     */
    void add(Member member, String rest, long bit, Cell cell) {
        place(rest).claim(member, bit, cell);
        int dot = rest.indexOf('.');
        if (dot >= 0) {
            place(rest.substring(0, dot)).add(member, rest.substring(dot + 1), bit, cell);
        }
    }

    private Node place(String name) {
        return below.computeIfAbsent(name, any -> new Node(path + name + "."));
    }

    private void claim(Member member, long bit, Cell cell) {
        need |= bit;
        claimed |= !member.column().isEmpty();
        if (bit != 0) {
            needed.add(member.reading());
        }
        if (cell.wanted()) {
            targets.add(new Target(cell, member.reading()));
        }
    }

    /** What is known of a member, or null. */
    Node below(String name) {
        return below.get(name);
    }

    boolean isParent() {
        return !below.isEmpty();
    }

    /** Whether some column is for this value, wanted or not. */
    boolean claimed() {
        return claimed;
    }

    /** Whether nobody looks at the value. */
    boolean idle() {
        return targets.isEmpty() && need == 0;
    }

    List<Target> targets() {
        return targets;
    }

    /** The needs that the value here meets, as bits. */
    long evidence(Value value) {
        for (Reading reading : needed) {
            if (!reading.takes(value)) {
                return 0;
            }
        }
        return need;
    }

    byte[] prefix() {
        return prefix;
    }
}

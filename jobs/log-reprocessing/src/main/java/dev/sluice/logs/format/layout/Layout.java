package dev.sluice.logs.format.layout;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A compiled layout: parts, and the text behind each. The line break at its end is left out; one before the message is
 * the first character of a text.
 *
 * @param before text that each event begins with
 * @param parts in their order; one of them is the message
 * @param after the text behind each part; empty behind one that shows where it ends, and behind the last
 */
record Layout(String before, List<Part> parts, List<String> after) implements Serializable {
    /**
     * Compiles what a language has found.
     *
     * @param source for messages
     * @param tokens text (String) and parts
     * @throws Fault SETTINGS when events of such a layout could not be read, with the reason
     */
    static Layout of(String source, List<Object> tokens) {
        StringBuilder before = new StringBuilder();
        StringBuilder text = before;
        List<Part> parts = new ArrayList<>();
        List<StringBuilder> after = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Object token : tokens) {
            if (token instanceof Part part) {
                parts.add(unique(part, taken));
                text = new StringBuilder();
                after.add(text);
            } else {
                text.append((String) token);
            }
        }
        int last = text.length();
        while (last > 0 && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        text.setLength(last);
        Layout layout = new Layout(
                before.toString(),
                List.copyOf(parts),
                after.stream().map(StringBuilder::toString).toList());
        layout.check(source);
        return layout;
    }

    /** With a locale for the times that need one and have none. */
    Layout in(String language) {
        return new Layout(before, parts.stream().map(part -> part.in(language)).toList(), after);
    }

    /** What a layout has twice gets the second name with _2; a place in the source is kept once. */
    private static Part unique(Part part, Set<String> taken) {
        if (part.kind() == Part.Kind.MESSAGE || part.columns().stream().noneMatch(taken::contains)) {
            taken.addAll(part.columns());
            return part;
        }
        if (part.columns().size() > 1) {
            return Part.of(Part.Kind.IGNORED, "");
        }
        int i = 2;
        while (!taken.addAll(part.named(part.name() + "_" + i).columns())) {
            i++;
        }
        return part.named(part.name() + "_" + i);
    }

    int message() {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).kind() == Part.Kind.MESSAGE) {
                return i;
            }
        }
        return -1;
    }

    private void check(String source) {
        int message = message();
        if (message < 0) {
            throw cannot(source, "it has no message");
        }
        boolean anchored = false;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean joined = after.get(i).isEmpty();
            anchored |= i < message && part.kind().endsItself();
            if (i < message && joined && !part.kind().endsItself() && !part.fixed()) {
                throw cannot(source, "nothing stands behind " + part.name() + ", so that its end cannot be told");
            }
            if (i < message && after.get(i).indexOf('\n') > 0) {
                throw cannot(source, "text stands before a line break, which is read only right behind a part");
            }
            if (i > message && part.kind() == Part.Kind.MESSAGE) {
                throw cannot(source, "it has the message twice");
            }
            if (i > message && part.kind().time()) {
                throw cannot(source, "the time stands behind the message");
            }
            if (i >= message && joined && i < parts.size() - 1) {
                throw cannot(source, "nothing stands behind " + part.name() + ", so that its end cannot be told");
            }
        }
        if (!anchored || before.indexOf('\n') >= 0) {
            throw cannot(
                    source,
                    "no time, level or number stands before the message, so that the lines of a message"
                            + " cannot be told from events");
        }
    }

    static Fault cannot(String source, String why) {
        return new Fault(Code.SETTINGS, "Cannot use layout: " + source + " (" + why + ")");
    }
}

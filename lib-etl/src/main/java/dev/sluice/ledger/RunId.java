package dev.sluice.ledger;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** Short names of runs: how they are made and how a person's spelling of one is understood. */
final class RunId {
    private RunId() {}

    /** Four digits; longer ones after a few that were taken. */
    static String random(int tries) {
        int digits = Math.min(8, 4 + tries / 4);
        long value = ThreadLocalRandom.current().nextLong(1L << (4 * digits));
        return String.format(Locale.ROOT, "%0" + digits + "x", value);
    }

    static Run choose(String typed, List<String> ids, Function<String, Run> find) {
        String asked = typed.strip().toLowerCase(Locale.ROOT);
        if (ids.contains(asked)) {
            return find.apply(asked);
        }
        List<String> begin = asked.isEmpty()
                ? List.of()
                : ids.stream().filter(id -> id.startsWith(asked)).toList();
        if (begin.size() == 1) {
            return find.apply(begin.get(0));
        }
        if (!begin.isEmpty()) {
            throw new Fault(
                    Code.USAGE,
                    "Cannot tell which run: " + typed + " ("
                            + String.join(", ", begin.subList(0, Math.min(5, begin.size())))
                            + (begin.size() > 5 ? ", …" : "") + ")");
        }
        throw new Fault(Code.USAGE, "Cannot find run: " + typed + " (" + advice(asked, ids) + ")");
    }

    private static String advice(String asked, List<String> ids) {
        return ids.stream()
                .filter(id -> differing(asked, id) <= 2)
                .min(Comparator.comparingInt(id -> differing(asked, id)))
                .map(id -> "did you mean " + id + "?")
                .orElse(ids.isEmpty() ? "the ledger is empty" : "sluice runs lists them");
    }

    private static int differing(String one, String other) {
        int count = Math.abs(one.length() - other.length());
        for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
            count += one.charAt(i) == other.charAt(i) ? 0 : 1;
        }
        return count;
    }
}

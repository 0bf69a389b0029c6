package dev.sluice.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Remarks of one plan: the first thousand of each code, and how many more there were. Not thread-safe. */
final class Remarks {
    static final int MOST = 1000;

    private final Map<String, List<Items.Remark>> kept = new TreeMap<>();
    private final Map<String, Long> counts = new TreeMap<>();

    void add(String code, String subject, String message) {
        more(code, 1);
        List<Items.Remark> same = kept.computeIfAbsent(code, any -> new ArrayList<>());
        if (same.size() < MOST) {
            same.add(new Items.Remark(code, subject, message));
        }
    }

    /** Counts remarks that are not kept themselves. */
    void more(String code, long count) {
        counts.merge(code, count, Long::sum);
    }

    List<Items.Remark> all() {
        List<Items.Remark> all = new ArrayList<>();
        counts.forEach((code, count) -> {
            List<Items.Remark> same = kept.getOrDefault(code, List.of());
            all.addAll(same);
            if (count > same.size()) {
                all.add(new Items.Remark(code, (count - same.size()) + " more", "are not listed here"));
            }
        });
        return all;
    }
}

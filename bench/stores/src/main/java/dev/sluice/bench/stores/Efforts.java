package dev.sluice.bench.stores;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured in several rounds, by name, in the order of the first. */
final class Efforts {
    private final Map<String, List<Effort>> all = new LinkedHashMap<>();

    /** Measures once more. What needs a program that is not here is left out. */
    void measure(String name, long serverPid, Effort.Work work) throws Exception {
        try {
            all.computeIfAbsent(name, any -> new ArrayList<>()).add(Effort.of(serverPid, work));
        } catch (IOException e) {
            System.err.println(name + ": left out (" + e.getMessage() + ")");
            all.remove(name);
        }
    }

    /** Takes the rounds so far for warming up. */
    void forget() {
        all.clear();
    }

    void print(String title) {
        System.out.printf(
                "%s, medians of %d%n", title, all.values().iterator().next().size());
        System.out.printf("%-48s %8s %8s %8s %8s%n", "", "wall s", "CPU s", "client", "server");
        all.forEach((name, efforts) -> {
            List<Effort> sorted = efforts.stream()
                    .sorted(Comparator.comparingDouble(Effort::cpu))
                    .toList();
            Effort median = sorted.get(sorted.size() / 2);
            System.out.printf(
                    "%-48s %8.1f %8.1f %8.1f %8.1f%n",
                    name, median.wall(), median.cpu(), median.client(), median.server());
        });
    }
}

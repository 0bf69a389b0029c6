package dev.sluice.run;

import dev.sluice.extract.Slicing;
import dev.sluice.extract.Source;
import dev.sluice.settings.Origins;
import dev.sluice.settings.Problem;
import dev.sluice.slice.RejectTable;
import dev.sluice.transform.Transform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a job may not do: put rows aside where nobody sees them; where its slices are only parts of the input, or hold
 * several items, combine rows without saying that each slice alone is meant, and lose the column that tells items apart.
 *
 * @param driving the source that is sliced; the others are read whole
 * @param divided names of the tables that divide the rows of a source, by its name
 */
record SliceRules(
        Slicing slicing, String driving, Map<String, List<String>> divided, List<Transform> steps, List<Load> loads) {
    static final String ITEM = "_item";

    /** The tables that divide the rows of each source, as a job names them. */
    static Map<String, List<String>> divided(Map<String, Source> sources) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        sources.forEach((name, source) -> tables.put(
                name, source.parts().stream().map(part -> name + "." + part).toList()));
        return tables;
    }

    /** Slices of days, or of all, are whole; files come in batches. */
    boolean partial() {
        return slicing.by() == Slicing.By.ITEM;
    }

    boolean severalItems() {
        return slicing.by() != Slicing.By.WHOLE && slicing.maxCount() > 1;
    }

    /** What the syntax alone tells; analysis may find more. */
    List<Problem> problems(Origins origins) {
        List<Problem> found = new ArrayList<>();
        unseen(origins, found);
        undivided(origins, found);
        if (partial()) {
            combining(origins, found);
        }
        if (severalItems()) {
            itemless(origins, found);
        }
        return found;
    }

    private boolean taken(String table) {
        return loads.stream().anyMatch(load -> load.from().equals(table))
                || steps.stream().anyMatch(step -> step.inputs().contains(table));
    }

    /** A source is taken as a whole, or each of the tables that it is divided into. */
    private void undivided(Origins origins, List<Problem> found) {
        divided.forEach((source, parts) -> {
            List<String> left = parts.stream().filter(part -> !taken(part)).toList();
            if (!left.isEmpty() && left.size() < parts.size() && !taken(source)) {
                String at = Origins.key("extract", source);
                found.add(new Problem(
                        origins.line(at),
                        at,
                        "what is in " + String.join(", ", left) + " would vanish uncounted: load it too, or load \""
                                + source + "\", which has all of them, or let the source look for less (formats)"));
            }
        });
    }

    private void unseen(Origins origins, List<Problem> found) {
        for (int i = 0; i < steps.size(); i++) {
            String rejects = RejectTable.of(steps.get(i).name());
            if (steps.get(i).rejects() && !taken(rejects)) {
                String at = Origins.element("transform", i);
                found.add(new Problem(
                        origins.line(at),
                        at,
                        "what \"" + steps.get(i).name() + "\" rejects would vanish uncounted: add a load from = "
                                + rejects + " (or leave such rows out by WHERE in a sql step)"));
            }
        }
        for (int i = 0; i < loads.size(); i++) {
            String rejects = RejectTable.of(loads.get(i).name());
            if (loads.get(i).sink().discardsRows() && !taken(rejects)) {
                String at = Origins.element("load", i);
                found.add(new Problem(
                        origins.line(at),
                        at,
                        "the rows that its contract discards would vanish uncounted: add a load from = " + rejects
                                + " (or set discard-value)"));
            }
        }
    }

    private void combining(Origins origins, List<Problem> found) {
        Set<String> parts = new HashSet<>(Set.of(driving, RejectTable.of(driving)));
        parts.addAll(divided.getOrDefault(driving, List.of()));
        for (int i = 0; i < steps.size(); i++) {
            Transform step = steps.get(i);
            if (step.inputs().stream().anyMatch(parts::contains)) {
                parts.addAll(step.tables());
                if (step.combinesRows() && !step.sliceScoped()) {
                    String at = Origins.element("transform", i);
                    found.add(new Problem(
                            origins.line(at),
                            at,
                            "\"" + step.name() + "\" combines rows, but a slice holds only a part of \"" + driving
                                    + "\": set scope = slice where each slice alone is meant, or cut by day or whole"
                                    + " (slice.by); over sources that are read whole, combine in a step of its own"));
                }
            }
        }
    }

    private void itemless(Origins origins, List<Problem> found) {
        Map<String, Integer> lacking = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Transform step = steps.get(i);
            List<String> inputs = step.inputs();
            if (step.drops(ITEM)) {
                lacking.put(step.name(), i);
            } else if (!inputs.isEmpty() && inputs.stream().allMatch(lacking::containsKey)) {
                lacking.put(step.name(), lacking.get(inputs.get(0)));
            }
        }
        for (Load load : loads) {
            Integer step = lacking.get(load.from());
            if (step != null) {
                String at = Origins.element("transform", step);
                found.add(new Problem(
                        origins.line(at), at, itemless(steps.get(step).name(), load)));
            }
        }
    }

    /** How a person is told that a load's table does not tell items apart. */
    static String itemless(String table, Load load) {
        return "\"" + table + "\" lacks the column _item, by which load \"" + load.name()
                + "\" replaces an item: select _item too, group by it, or let a slice hold one item"
                + " (slice.max-count = 1)";
    }
}

package dev.sluice.run;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.load.FitCounts;
import dev.sluice.load.Fitted;
import dev.sluice.settings.Origins;
import dev.sluice.slice.RejectTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of a slice's loads as the contracts of their sinks divide them: each once, before anything is staged. */
final class Fits {
    private final SparkSession session;
    private final List<Load> loads;
    private final Function<Load, Dataset<Row>> rows;
    private final Map<String, Fitted> fitted = new HashMap<>();
    /** What was counted when the rows of a load were staged before. */
    private final Map<String, Long> rejectedBefore = new HashMap<>();

    /**
     * @param rows the rows of a load with {@code _item}
     */
    Fits(SparkSession session, List<Load> loads, Function<Load, Dataset<Row>> rows) {
        this.session = session;
        this.loads = loads;
        this.rows = rows;
    }

    /** How a load's rows are divided. */
    Fitted of(Load load) {
        Fitted known = fitted.get(load.name());
        if (known == null) {
            known = load.sink().fit(session, rows.apply(load), load.id());
            fitted.put(load.name(), known);
        }
        return known;
    }

    /** The same anew, for rows are counted while they are staged. */
    Fitted again(Load load) {
        rejectedBefore.put(load.name(), rejected(load));
        fitted.remove(load.name());
        return of(load);
    }

    /** The rejects of a load, by the name of their table; empty when it is no load's. */
    Optional<Dataset<Row>> rejects(String table) {
        return discarding(loads, table)
                .map(load ->
                        of(load).rejects().orElseGet(() -> session.createDataFrame(List.of(), RejectTable.SCHEMA)));
    }

    /**
     * The tables of rows that the contracts of loads discard.
     *
     * @param above the names that are taken
     * @param problem told the settings of loads that cannot discard rows, and why
     */
    static List<String> tables(List<Load> loads, Set<String> above, BiConsumer<String, String> problem) {
        List<String> tables = new ArrayList<>();
        for (int i = 0; i < loads.size(); i++) {
            Load load = loads.get(i);
            String rejects = RejectTable.of(load.name());
            if (!load.sink().discardsRows()) {
                continue;
            }
            if (load.takesRejects()) {
                problem.accept(
                        Origins.element("load", i),
                        "takes rejects, and its contract would make rejects of them (discard-value, or freeze)");
            } else if (above.contains(rejects)) {
                problem.accept(
                        Origins.key(Origins.element("load", i), "name"),
                        "the rows that its contract discards would be called " + rejects
                                + ", as a table above is (name the load otherwise, and that in its setting was)");
            } else {
                tables.add(rejects);
            }
        }
        return tables;
    }

    /** The load whose rejects a table holds. */
    static Optional<Load> discarding(List<Load> loads, String table) {
        return loads.stream()
                .filter(load -> load.sink().discardsRows())
                .filter(load -> RejectTable.of(load.name()).equals(table))
                .findFirst();
    }

    /** Rows that a load did not take, of those that were staged. */
    long rejected(Load load) {
        return Optional.ofNullable(fitted.get(load.name()))
                .flatMap(Fitted::counts)
                .map(FitCounts::rejected)
                .orElse(0L);
    }

    /**
     * Holds what a load has staged against what was counted meanwhile.
     *
     * @throws Fault UNBALANCED
     */
    void balance(Load load, long staged) {
        Optional<FitCounts> counts =
                Optional.ofNullable(fitted.get(load.name())).flatMap(Fitted::counts);
        if (counts.isPresent() && counts.get().fitting() != staged) {
            throw unbalanced(load, counts.get().fitting(), staged);
        }
        long before = rejectedBefore.getOrDefault(load.name(), rejected(load));
        if (before != rejected(load)) {
            throw unbalanced(load, staged + rejected(load) - before, staged);
        }
    }

    /**
     * The same for the load that takes another one's rejects.
     *
     * @throws Fault UNBALANCED
     */
    void balanceRejects(Load of, Load load, long staged) {
        if (rejected(of) != staged) {
            throw unbalanced(load, rejected(of), staged);
        }
    }

    private static Fault unbalanced(Load load, long want, long staged) {
        return new Fault(
                Code.UNBALANCED,
                ("Cannot account for load \"%s\": its contract gave it %,d rows, %,d are staged (a step that answers"
                                + " differently each time, or a table that was altered meanwhile?)")
                        .formatted(load.name(), want, staged));
    }

    /** What the contracts left out, by load. */
    List<Report.Discarded> discarded(List<Load> staged) {
        List<Report.Discarded> all = new ArrayList<>();
        for (Load load : staged) {
            Fitted fit = fitted.get(load.name());
            for (Fitted.Discarded one : fit == null ? List.<Fitted.Discarded>of() : fit.discarded()) {
                all.add(new Report.Discarded(load.name(), one.column(), one.values(), one.rows()));
            }
        }
        return all;
    }
}

package dev.sluice.load;

import dev.sluice.slice.RejectTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows as a contract divides them. Nothing was read for it.
 *
 * @param rows those that fit, as they are to be staged; once, for they are counted meanwhile
 * @param rejects the others, with the columns of {@link RejectTable#SCHEMA}; empty where there can be none
 * @param rules what may be left out, in the order in which it is counted
 * @param differences between the rows and the table, and what becomes of each, such as "+ note text (added)"
 * @param counts of the rows, when they are staged; empty where nothing is left out
 */
public record Fitted(
        Dataset<Row> rows,
        Optional<Dataset<Row>> rejects,
        List<Misfit> rules,
        List<String> differences,
        Optional<FitCounts> counts) {
    public Fitted {
        rules = List.copyOf(rules);
        differences = List.copyOf(differences);
    }

    /**
     * Values that were left out.
     *
     * @param column whose values
     * @param values how many
     * @param rows true when the rows that hold them went with them, as rejects
     */
    public record Discarded(String column, long values, boolean rows) {}

    /** Rows that are taken as they are. */
    public static Fitted unchanged(Dataset<Row> rows) {
        return new Fitted(rows, Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    /** What was left out, when the rows are staged. */
    public List<Discarded> discarded() {
        List<Discarded> found = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            int rule = i;
            long values = counts.map(all -> all.misfits(rule)).orElse(0L);
            if (values > 0) {
                found.add(new Discarded(
                        rules.get(i).column(), values, rules.get(i).row()));
            }
        }
        return found;
    }
}

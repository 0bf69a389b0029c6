package dev.sluice.load;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Word;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a load does when rows and their table are not of one shape. What is not said is left to the sink. The words are
 * those of dlt's schema contracts (dlthub.com/docs/general-usage/schema-contracts).
 *
 * @param tables when there is no table
 * @param columns when rows have a column that the table lacks
 * @param types when a column of the table might not hold the rows' values as they are
 * @param only for single columns, in place of {@code columns} and {@code types}; capitals do not tell them apart
 */
public record Contract(
        @Doc("a table that is not there: evolve (it is made) or freeze (it is an error)")
        Optional<Rule> tables,

        @Doc("a column that the table lacks: freeze (it is an error), evolve (it is added), discard-value (it is left"
                + " out, its values are counted) or discard-row (rows that have a value there are rejects)")
        Optional<Rule> columns,

        @Doc("a value that the table's column would change: freeze (an error where one might be), evolve (the column"
                + " is widened where every old and new value fits), discard-value (NULL in its place, counted) or"
                + " discard-row (the row is a reject)")
        Optional<Rule> types,

        @Doc("the same words for single columns by name, such as only { note = evolve }")
        Map<String, Rule> only) {
    /** Nothing said: what the sink does by itself. */
    public static final Contract USUAL = new Contract(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    /** The table follows the rows. */
    public static final Contract EVOLVE = of(Rule.EVOLVE);

    /** What becomes of what does not fit. */
    public enum Rule {
        /** It is an error, and nothing is loaded. */
        FREEZE,
        /** The table is changed. */
        EVOLVE,
        /** The value is left out, and counted. */
        DISCARD_VALUE,
        /** The row is a reject. */
        DISCARD_ROW;

        /** True when the table stays as it is and the rows that fit are loaded. */
        public boolean discards() {
            return this == DISCARD_VALUE || this == DISCARD_ROW;
        }
    }

    public Contract {
        only = Map.copyOf(only);
        if (tables.filter(Rule::discards).isPresent()) {
            throw new InvalidSetting("tables", "is freeze or evolve; there is nothing to discard where no table is");
        }
    }

    /** One rule for all. A table that is not there is left to the sink where the rule is to discard. */
    @Word
    public static Contract of(Rule rule) {
        Optional<Rule> all = Optional.of(rule);
        return new Contract(rule.discards() ? Optional.empty() : all, all, all, Map.of());
    }

    /** This, and where it says nothing another one. */
    public Contract otherwise(Contract usual) {
        return new Contract(tables.or(usual::tables), columns.or(usual::columns), types.or(usual::types), only);
    }

    /** For a table that is not there. */
    public Rule table() {
        return tables.orElse(Rule.FREEZE);
    }

    /** For a column of the rows that the table lacks. */
    public Rule column(String name) {
        return only(name).or(this::columns).orElse(Rule.FREEZE);
    }

    /** For a column whose values might be changed. */
    public Rule type(String name) {
        return only(name).or(this::types).orElse(Rule.FREEZE);
    }

    private Optional<Rule> only(String name) {
        return only.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** True when rows may become rejects. */
    public boolean discardsRows() {
        return Stream.concat(columns.stream(), ofTypes()).anyMatch(rule -> rule == Rule.DISCARD_ROW);
    }

    /** True when a column may get a wider type. */
    public boolean widens() {
        return ofTypes().anyMatch(rule -> rule == Rule.EVOLVE);
    }

    private Stream<Rule> ofTypes() {
        return Stream.concat(types.stream(), only.values().stream());
    }
}

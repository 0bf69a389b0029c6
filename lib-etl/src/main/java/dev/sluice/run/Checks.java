package dev.sluice.run;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import dev.sluice.slice.Reconcile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The {@code check} block: what must hold of each slice before it is published.
 *
 * @param maxRejects "1%" of the lines, or a count; "100%" lets everything pass
 * @param minRows rows that the loads other than rejects stage at least, together
 * @param expect conditions on staged rows
 * @param reconcile what is compared between the source, what is staged and what readers see
 */
public record Checks(
        @Doc("most rejects of a slice, as a share of its lines (\"1%\") or a count (\"500\")") @Preset("\"1%\"")
        String maxRejects,

        @Doc("fewest rows that a slice must stage, over all loads but rejects") @Preset("0")
        long minRows,

        @Doc("conditions that every staged row must meet") List<Expectation> expect,

        @Doc(
                "compare what was read with what is in the target: none, count, or checksum (of all values; reads each slice's"
                        + " output back, twice; a database compares keyed rows itself before it publishes them)")
        @Preset("none")
        Reconcile reconcile) {
    public Checks {
        expect = List.copyOf(expect);
        if (!maxRejects.matches("\\d+(\\.\\d+)?\\s*%|\\d+")) {
            throw new InvalidSetting("max-rejects", "\"" + maxRejects + "\" is neither a count nor a percentage");
        }
    }

    /** What a job without a {@code check} block gets. */
    public static Checks usual() {
        return new Checks("1%", 0, List.of(), Reconcile.NONE);
    }

    /** What is checked, in short, as in "max-rejects 1%, reconcile checksum". */
    public String words() {
        List<String> words = new ArrayList<>(List.of("max-rejects " + maxRejects));
        if (minRows > 0) {
            words.add("min-rows " + minRows);
        }
        expect.forEach(each -> words.add("expect " + each.name()));
        if (reconcile != Reconcile.NONE) {
            words.add("reconcile " + reconcile.name().toLowerCase(Locale.ROOT));
        }
        return String.join(", ", words);
    }

    /** Whether so many rejects of so many lines pass. */
    boolean allows(long rejects, long lines) {
        if (maxRejects.endsWith("%")) {
            double percent = Double.parseDouble(maxRejects.replace("%", "").strip());
            return rejects * 100.0 <= percent * lines;
        }
        return rejects <= Long.parseLong(maxRejects);
    }

    /**
     * A condition on the staged rows of one load.
     *
     * @param name for messages
     * @param load the load
     * @param condition a SQL condition; a row for which it is false or null violates it
     */
    public record Expectation(
            @Doc("a name for messages") String name,
            @Doc("the load whose staged rows are looked at") String load,
            @Doc("a SQL condition that each row must meet") String condition) {}
}

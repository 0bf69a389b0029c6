package dev.sluice.run;

import dev.sluice.load.Sink;
import dev.sluice.slice.LoadId;

/**
 * One entry of a job's {@code load} list.
 *
 * @param id the job's name and the load's
 * @param from the table that goes there
 * @param sink where it goes
 */
public record Load(LoadId id, String from, Sink sink) {
    public String name() {
        return id.load();
    }

    /** True when it takes rows that could not be used: staged after the others, published before them. */
    public boolean takesRejects() {
        return from.endsWith(".rejects");
    }
}

package dev.sluice.slice;

import java.util.List;

/**
 * The identity of a load for ever: a job's name and a load's name. Items are done, receipts are chained and heads
 * are kept per load id.
 *
 * @param job the job's name
 * @param load the load's name within the job
 * @param was earlier "job/load" names, newest first, whose chain this load goes on with
 */
public record LoadId(String job, String load, List<String> was) {
    public LoadId {
        was = List.copyOf(was);
    }

    public static LoadId of(String job, String load) {
        return new LoadId(job, load, List.of());
    }

    @Override
    public String toString() {
        return job + "/" + load;
    }
}

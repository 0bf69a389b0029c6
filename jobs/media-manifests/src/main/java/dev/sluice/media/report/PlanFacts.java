package dev.sluice.media.report;

import dev.sluice.media.estimate.Prices;
import dev.sluice.media.shard.Caps;
import dev.sluice.settings.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a report needs to know of a plan beside its decisions and jobs. */
public record PlanFacts(
        @Doc("name of the job") String job,

        @Doc("its file, as a person would write it in a shell")
        String conf,

        @Doc("name of the load that takes the decisions") String decisions,

        @Doc("the table that the plan is made over; absent when that is no table of media")
        Optional<Amount> inventory,

        @Doc("in the order in which they were published") List<Published> generations,
        Optional<Prices> prices,
        @Doc("of a shard") Optional<Caps> caps,
        @Doc("of the estimates") SpeedSource speeds,
        @Doc("numbers of workers that are asked for") List<Integer> workers) {
    public PlanFacts {
        generations = List.copyOf(generations);
        workers = List.copyOf(workers);
    }

    /**
     * A generation of manifests.
     *
     * @param directory its name
     */
    public record Published(String directory, Instant at) {}
}

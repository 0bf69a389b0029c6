package dev.sluice.media.promote;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Promotes, rolls back and purges, one file after another. What it chooses may be asked by anybody; what it does is for
 * the holder of the {@link Lock}, who ends what is underway first.
 */
public final class Promotions {
    private final Quarantine quarantine;

    public Promotions(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /**
     * What came of many.
     *
     * @param ended by what it was cut short, or what kept files from being changed
     */
    public record Done(List<Promotion> done, List<Skipped> skipped, Optional<Fault> ended) {
        public Done {
            done = List.copyOf(done);
            skipped = List.copyOf(skipped);
        }
    }

    @FunctionalInterface
    private interface Step {
        Optional<Skip> make(Promotion promotion) throws IOException;
    }

    /** Ends what another process has begun and not ended, or undoes it. */
    public Done settle() {
        Exchange exchange = new Exchange(quarantine);
        Return back = new Return(quarantine);
        return each(
                quarantine.underway(),
                one -> one.state() == State.RETURNING ? back.make(one) : exchange.make(one),
                one -> {});
    }

    /**
     * Puts outputs into their originals' places.
     *
     * @param each is told of each file that was looked at
     */
    public Done promote(List<Promotion> ready, Consumer<Promotion> each) {
        return each(ready, new Exchange(quarantine)::make, each);
    }

    /** Puts originals back. */
    public Done rollback(List<Promotion> ready, Consumer<Promotion> each) {
        Return back = new Return(quarantine);
        return each(ready, one -> back.make(one.in(State.RETURNING, Instant.now())), each);
    }

    /** Takes originals away for good. */
    public Done purge(List<Promotion> ready, Edited edited, Consumer<Promotion> each) {
        return each(ready, new Purge(quarantine, edited)::make, each);
    }

    /**
     * Which would be rolled back: the last promotion first, so that a file that was promoted twice goes back twice.
     *
     * @param items a glob as in {@link Wanted}
     * @param since only those that were promoted at this moment or later
     */
    public Selection returnable(Optional<String> items, Optional<Instant> since) {
        Return back = new Return(quarantine);
        Set<String> restored = new HashSet<>();
        return select(
                items,
                one -> since.map(first -> !one.at().isBefore(first)).orElse(true),
                Comparator.comparing(Promotion::at).reversed(),
                one -> {
                    Optional<Skip> skip = back.obstacle(one)
                            .filter(found ->
                                    found != Skip.REPLACEMENT_CHANGED || !restored.contains(one.replacement()));
                    if (skip.isEmpty()) {
                        restored.add(one.original());
                    }
                    return skip;
                });
    }

    /**
     * Which would be purged: the oldest first.
     *
     * @param until only those that were promoted at this moment or earlier
     */
    public Selection purgeable(Optional<String> items, Instant until, Edited edited) {
        Purge purge = new Purge(quarantine, edited);
        return select(items, one -> !one.at().isAfter(until), Comparator.comparing(Promotion::at), purge::obstacle);
    }

    private Selection select(
            Optional<String> items, Predicate<Promotion> meant, Comparator<Promotion> order, Step obstacle) {
        List<Promotion> ready = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        try (Stream<Promotion> all = quarantine.all()) {
            all.filter(one -> one.state() == State.PROMOTED)
                    .filter(one -> Wanted.matches(items, one.original()))
                    .filter(meant)
                    .sorted(order)
                    .forEach(one -> {
                        try {
                            obstacle.make(one)
                                    .ifPresentOrElse(skip -> skipped.add(Skipped.of(one, skip)), () -> ready.add(one));
                        } catch (IOException e) {
                            throw fault(one, e);
                        }
                    });
        }
        return new Selection(ready, 0, skipped, 0);
    }

    private static Done each(List<Promotion> all, Step step, Consumer<Promotion> told) {
        List<Promotion> done = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        Optional<Fault> ended = Optional.empty();
        for (Promotion one : all) {
            try {
                step.make(one).ifPresentOrElse(skip -> skipped.add(Skipped.of(one, skip)), () -> done.add(one));
            } catch (IOException e) {
                Fault fault = fault(one, e);
                ended = ended.or(() -> Optional.of(fault));
                // A folder that is not ours says nothing of the next one; a disk that is full does.
                if (fault.code() != Code.NOT_ALLOWED) {
                    return new Done(done, skipped, Optional.of(fault));
                }
                skipped.add(Skipped.of(one, Skip.NOT_ALLOWED));
            }
            told.accept(one);
        }
        return new Done(done, skipped, ended);
    }

    private static Fault fault(Promotion one, IOException e) {
        boolean own = String.valueOf(e.getMessage()).contains("Operation not permitted");
        Code code = own ? Code.NOT_ALLOWED : InputOutput.code(e);
        return new Fault(code, "Cannot change " + one.original() + ": " + e.getMessage(), e);
    }
}

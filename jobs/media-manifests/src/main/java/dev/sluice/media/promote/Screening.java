package dev.sluice.media.promote;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Outcome;
import dev.sluice.media.verify.Verdict;
import dev.sluice.media.verify.Verdicts;
import dev.sluice.settings.Nearest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells which outputs may take their originals' places. It changes nothing. For one use by one thread. */
public final class Screening {
    private final Quarantine quarantine;
    private final Verdicts verdicts;
    private final Wanted wanted;
    private final Set<Path> names = new HashSet<>();
    private final List<Promotion> ready = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private long more;
    private long otherNames;

    public Screening(Quarantine quarantine, Verdicts verdicts, Wanted wanted) {
        this.quarantine = quarantine;
        this.verdicts = verdicts;
        this.wanted = wanted;
    }

    /**
     * Looks at all jobs, by the path of their originals.
     *
     * @throws Fault USAGE for a profile that no job has, INPUT_DAMAGED for a verdict or record that is none, INPUT_OUTPUT
     */
    public Selection of(Iterator<ManifestJob> jobs) {
        Map<String, List<Candidate>> byOriginal = new TreeMap<>();
        jobs.forEachRemaining(job -> {
            if (Wanted.matches(wanted.items(), job.input().path())) {
                byOriginal
                        .computeIfAbsent(job.input().path(), path -> new ArrayList<>(1))
                        .add(Candidate.of(job));
            }
        });
        requireProfile(byOriginal);
        byOriginal.values().forEach(this::screen);
        return new Selection(ready, more, skipped, otherNames);
    }

    private void requireProfile(Map<String, List<Candidate>> byOriginal) {
        Set<String> profiles = byOriginal.values().stream()
                .flatMap(List::stream)
                .map(Candidate::profile)
                .collect(Collectors.toCollection(TreeSet::new));
        wanted.profile().filter(profile -> !profiles.contains(profile)).ifPresent(profile -> {
            throw new Fault(
                    Code.USAGE,
                    "Cannot find a job of profile " + profile + " (there are: " + String.join(", ", profiles) + ")"
                            + Nearest.hint(profile, profiles));
        });
    }

    /** All jobs of one original. */
    private void screen(List<Candidate> all) {
        Map<String, Candidate> latest = new TreeMap<>();
        all.stream().sorted(Comparator.comparingInt(Candidate::shard)).forEach(one -> {
            if (wanted.profile().map(one.profile()::equals).orElse(true)) {
                Optional.ofNullable(latest.put(one.profile(), one))
                        .ifPresent(older -> skipped.add(older.skipped(Skip.SUPERSEDED)));
            }
        });
        if (latest.size() > 1) {
            String profiles = String.join(", ", latest.keySet());
            latest.values().forEach(one -> skipped.add(one.skipped(Skip.SEVERAL_OUTPUTS, profiles)));
            return;
        }
        for (Candidate one : latest.values()) {
            try {
                screen(one).ifPresent(skipped::add);
            } catch (AccessDeniedException e) {
                skipped.add(one.skipped(Skip.NOT_ALLOWED));
            } catch (IOException e) {
                throw new Fault(InputOutput.code(e), "Cannot look at " + one.original() + ": " + e.getMessage(), e);
            }
        }
    }

    private Optional<Skipped> screen(Candidate one) throws IOException {
        boolean done = quarantine
                .find(one.jobKey())
                .filter(earlier -> earlier.state() != State.RETURNED)
                .isPresent();
        if (done) {
            return Optional.of(one.skipped(Skip.PROMOTED));
        }
        Optional<Path> original = one.originalFile();
        Optional<Path> output = one.outputFile();
        if (original.isEmpty() || output.isEmpty()) {
            return Optional.of(one.skipped(Skip.NOT_LOCAL));
        }
        Optional<Verdict> verdict = verdicts.find(one.jobKey());
        if (verdict.isEmpty()) {
            return Optional.of(one.skipped(Skip.NOT_JUDGED));
        }
        if (verdict.get().outcome() == Outcome.NEEDS_HUMAN && !verdict.get().good()) {
            return Optional.of(one.skipped(
                    Skip.NEEDS_HUMAN, String.join(", ", verdict.get().codes())));
        }
        if (!verdict.get().good()) {
            return Optional.of(one.skipped(Skip.NOT_ACCEPTED, words(verdict.get())));
        }
        Path replacement = one.replacement(original.get());
        Optional<Skip> obstacle = original(original.get(), one.before())
                .or(() -> verdict.get().seen().isEmpty() ? Optional.of(Skip.OUTPUT_MISSING) : Optional.empty());
        if (obstacle.isEmpty()) {
            obstacle = output(
                    output.get(), verdict.get().seen().get(), verdict.get().output(), one.output());
        }
        if (obstacle.isEmpty()) {
            obstacle = place(original.get(), replacement);
        }
        if (obstacle.isPresent()) {
            return Optional.of(one.skipped(obstacle.get()));
        }
        add(one, original.get(), replacement, verdict.get().seen().get());
        return Optional.empty();
    }

    private static String words(Verdict verdict) {
        String outcome = verdict.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return verdict.codes().isEmpty() ? outcome : outcome + ", " + String.join(", ", verdict.codes());
    }

    /** Why a file is not the original that is meant. */
    static Optional<Skip> original(Path file, Verdict.Seen before) throws IOException {
        Optional<Found> found = Found.at(file);
        if (found.isEmpty()) {
            return Optional.of(Skip.ORIGINAL_MISSING);
        }
        if (!found.get().regular()) {
            return Optional.of(Skip.NO_PLAIN_FILE);
        }
        return found.get().is(before) ? Optional.empty() : Optional.of(Skip.ORIGINAL_CHANGED);
    }

    private static Optional<Skip> output(Path output, Verdict.Seen seen, String judged, String planned)
            throws IOException {
        Optional<Found> found = Found.at(output);
        if (found.isEmpty()) {
            return Optional.of(Skip.OUTPUT_MISSING);
        }
        return found.get().is(seen) && judged.equals(planned) ? Optional.empty() : Optional.of(Skip.OUTPUT_CHANGED);
    }

    private Optional<Skip> place(Path original, Path replacement) throws IOException {
        if (!device(original).equals(device(there(quarantine.folder())))) {
            return Optional.of(Skip.OTHER_FILE_SYSTEM);
        }
        boolean taken = !replacement.equals(original)
                && (names.contains(replacement) || Found.at(replacement).isPresent());
        return taken ? Optional.of(Skip.NAME_TAKEN) : Optional.empty();
    }

    private static Object device(Path path) throws IOException {
        return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    }

    /** The folder, or the nearest one above it that is there. */
    private static Path there(Path folder) {
        Path there = folder;
        while (!Files.isDirectory(there)) {
            there = there.getParent();
        }
        return there;
    }

    private void add(Candidate one, Path original, Path replacement, Verdict.Seen judged) throws IOException {
        if (wanted.limit().filter(most -> ready.size() >= most).isPresent()) {
            more++;
            return;
        }
        Verdict.Seen before = Found.at(original).orElseThrow().seen();
        Instant time = wanted.time().orElse(before.modified());
        names.add(replacement);
        if ((int) Files.getAttribute(original, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1) {
            otherNames++;
        }
        ready.add(new Promotion(
                Promotion.SCHEMA,
                one.jobKey(),
                one.profile(),
                State.PROMOTING,
                original.toString(),
                replacement.toString(),
                one.outputFile().orElseThrow().toString(),
                Quarantine.kept(original),
                before,
                judged,
                new Verdict.Seen(judged.bytes(), time),
                Instant.now()));
    }
}

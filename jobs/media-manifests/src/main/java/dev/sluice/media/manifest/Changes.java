package dev.sluice.media.manifest;

import dev.sluice.media.decide.Decision;
import dev.sluice.media.decide.JobKey;
import dev.sluice.media.decide.Target;
import dev.sluice.media.manifest.Change.Kind;
import dev.sluice.media.manifest.Change.Setting;
import dev.sluice.media.table.RecordValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plan's jobs for one asset held against those that are given out for it. A job that is wanted and not given out takes the
 * place of the latest one of the same profile, or else of any that is no longer wanted. Not thread-safe.
 */
public final class Changes {
    private final String asset;
    private final Optional<Decision> decision;
    private final Map<String, Target> wanted = new LinkedHashMap<>();
    private final List<LiveJob> live;
    private final List<Change> changes = new ArrayList<>();

    private Changes(String asset, Optional<Decision> decision, List<LiveJob> live) {
        this.asset = asset;
        this.decision = decision;
        decision.map(Decision::targets)
                .orElse(List.of())
                .forEach(target -> wanted.put(JobKey.of(asset, target), target));
        this.live = new ArrayList<>(live);
        this.live.sort(Comparator.comparingInt(LiveJob::shard).reversed().thenComparing(LiveJob::jobKey));
    }

    /**
     * What there is to say of an asset.
     *
     * @param path of the asset; none where it is gone
     * @param decision of the plan; none where the asset is gone
     * @param live all jobs of it that published manifests hold
     */
    public static List<Change> of(
            String asset, Optional<String> path, Optional<Decision> decision, List<LiveJob> live) {
        Changes changes = new Changes(asset, decision, live);
        changes.compare(path.map(Names::plain));
        return List.copyOf(changes.changes);
    }

    private void compare(Optional<String> path) {
        Set<String> kept = new LinkedHashSet<>();
        Set<String> profiles = new LinkedHashSet<>();
        for (LiveJob job : List.copyOf(live)) {
            if (wanted.containsKey(job.jobKey())) {
                kept.add(job.jobKey());
                profiles.add(job.target().profile());
                live.remove(job);
            }
        }
        count(Kind.UNCHANGED, kept.size());
        int before = live.size();
        live.removeIf(job -> profiles.contains(job.target().profile()));
        count(Kind.SUPERSEDED, before - live.size());
        wanted.forEach((key, target) -> {
            if (!kept.contains(key)) {
                replace(key, target, path.orElse(""));
            }
        });
        left(path);
    }

    private void count(Kind kind, int jobs) {
        if (jobs > 0) {
            changes.add(Change.counted(kind, jobs));
        }
    }

    private void replace(String key, Target target, String path) {
        Optional<LiveJob> old = live.stream()
                .filter(job -> job.target().profile().equals(target.profile()))
                .findFirst()
                .or(() -> live.stream()
                        .filter(job -> wanted.values().stream()
                                .noneMatch(other ->
                                        other.profile().equals(job.target().profile())))
                        .findFirst());
        old.ifPresent(job -> {
            live.remove(job);
            int before = live.size();
            live.removeIf(other -> other.target().profile().equals(job.target().profile()));
            count(Kind.SUPERSEDED, before - live.size());
        });
        changes.add(new Change(
                old.isPresent() ? Kind.CHANGED : Kind.NEW,
                Optional.of(asset),
                Optional.of(path),
                old.map(job -> job.target().profile()),
                Optional.of(target.profile()),
                old.map(LiveJob::jobKey),
                Optional.of(key),
                old.map(LiveJob::shard),
                old.map(job -> settings(job.target(), target)).orElse(List.of()),
                Optional.empty(),
                1));
    }

    private void left(Optional<String> path) {
        Set<String> told = new LinkedHashSet<>();
        for (LiveJob job : live) {
            if (!told.add(job.target().profile())) {
                count(Kind.SUPERSEDED, 1);
                continue;
            }
            changes.add(new Change(
                    Kind.UNWANTED,
                    Optional.of(asset),
                    Optional.of(path.orElseGet(() -> Names.plain(job.path()))),
                    Optional.of(job.target().profile()),
                    Optional.empty(),
                    Optional.of(job.jobKey()),
                    Optional.empty(),
                    Optional.of(job.shard()),
                    List.of(),
                    Optional.of(why()),
                    1));
        }
    }

    private String why() {
        return decision.map(said -> switch (said.action()) {
                    case ENCODE -> "rule " + said.rule() + " encodes by other profiles";
                    case SKIP, HUMAN ->
                        said.action().name().toLowerCase(Locale.ROOT) + " " + said.code()
                                + (said.rule().isEmpty() ? "" : " by rule " + said.rule());
                })
                .orElse("the inventory has it no longer");
    }

    private static List<Setting> settings(Target before, Target after) {
        Map<String, String> old = RecordValues.of(before);
        Map<String, String> fresh = RecordValues.of(after);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(fresh.keySet());
        return names.stream()
                .map(name ->
                        new Setting(name, Optional.ofNullable(old.get(name)), Optional.ofNullable(fresh.get(name))))
                .filter(setting -> !setting.before().equals(setting.after()))
                .toList();
    }
}

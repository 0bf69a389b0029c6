package dev.sluice.media;

import com.typesafe.config.ConfigFactory;
import dev.sluice.settings.Binder;
import dev.sluice.settings.Kind;
import dev.sluice.settings.Kinds;
import dev.sluice.settings.Problems;
import dev.sluice.transform.Transform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps of a plan as a job file writes them, over the table {@code t}; the table that they make is {@code made}. */
final class PlanConf {
    private PlanConf() {}

    static Transform step(String settings) {
        Problems problems = new Problems();
        return bind(settings, problems)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
    }

    static List<String> problems(String settings) {
        Problems problems = new Problems();
        bind(settings, problems);
        return problems.sorted().stream()
                .map(one -> one.line() + " " + one.path() + " " + one.message())
                .toList();
    }

    private static Optional<Transform> bind(String settings, Problems problems) {
        Kinds kinds = Kinds.of(Map.of(
                Transform.class,
                List.of(
                        new Kind<>("estimate", EstimateTransform.class),
                        new Kind<>("cost", CostTransform.class),
                        new Kind<>("shard", ShardTransform.class))));
        return new Binder(kinds, Path.of("/"), Map.of(), problems)
                .component(
                        ConfigFactory.parseString("name = made, from = t, " + settings)
                                .root(),
                        "",
                        Transform.class);
    }
}

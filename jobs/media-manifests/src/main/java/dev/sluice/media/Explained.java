package dev.sluice.media;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.Explanation;
import dev.sluice.media.decide.JobKey;
import dev.sluice.media.decide.Target;
import dev.sluice.media.estimate.Estimate;
import dev.sluice.media.estimate.Quantiles;
import dev.sluice.media.manifest.Command;
import dev.sluice.media.manifest.Names;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * What a plan would do with one file, and why.
 *
 * @param step the decide step
 * @param speeds which speeds the estimates are made of; none without an estimate step
 * @param jobs one for each target; none unless it is to be encoded
 */
record Explained(String step, Asset asset, Explanation explanation, Optional<String> speeds, List<EncodeJob> jobs) {
    /** Before a name, as executors put it: it is never taken for an option or a protocol. */
    private static final String FILE = "file:";

    /**
     * An encode.
     *
     * @param estimate none without an estimate step
     * @param money none without a cost step
     * @param command arguments of ffmpeg; the output stands for its temporary name where manifests are written
     * @param output its final name; none without a load of the kind manifest
     */
    record EncodeJob(
            String jobKey,
            Target target,
            Optional<Estimate> estimate,
            Optional<Money> money,
            List<String> command,
            Optional<String> output) {}

    /** A price. */
    record Money(String currency, Quantiles amount) {}

    static Explained of(MediaPlan plan, Asset asset, Configuration hadoop) {
        Explanation explanation = plan.rules().explain(asset);
        return new Explained(
                plan.decide().name(),
                asset,
                explanation,
                plan.estimate().map(step -> step.speeds(hadoop)),
                explanation.decision().targets().stream()
                        .map(target -> job(plan, asset, target, hadoop))
                        .toList());
    }

    private static EncodeJob job(MediaPlan plan, Asset asset, Target target, Configuration hadoop) {
        String key = JobKey.of(asset.asset(), target);
        Optional<Estimate> estimate =
                plan.estimate().map(step -> step.estimator(hadoop).estimate(asset.probe(), asset.bytes(), target));
        Optional<Money> money = estimate.flatMap(one -> plan.cost()
                .map(CostTransform::prices)
                .map(prices -> new Money(
                        prices.currency(),
                        prices.of(one.cpuSeconds(), one.outputBytes().exact()))));
        Optional<Names.Output> output =
                plan.sink().map(sink -> sink.names().of(Names.plain(asset.path()), key, target));
        List<String> command = Command.of(target, asset.probe(), key).stream()
                .map(word -> word.equals(Command.INPUT) ? FILE + Names.plain(asset.path()) : word)
                .map(word -> word.equals(Command.OUTPUT)
                        ? output.map(name -> FILE + Names.plain(name.temporary()))
                                .orElse(word)
                        : word)
                .toList();
        return new EncodeJob(key, target, estimate, money, command, output.map(Names.Output::path));
    }
}

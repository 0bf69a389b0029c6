package dev.sluice.media;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.decide.Rules;
import dev.sluice.run.BuiltIn;
import dev.sluice.run.Job;
import dev.sluice.run.JobFile;
import dev.sluice.run.Load;
import dev.sluice.settings.Nearest;
import dev.sluice.transform.Transform;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * The steps of a job file by which media are planned: those that a decide step's tables reach.
 *
 * @param estimate the first of them
 * @param cost the first of them
 * @param sink where the jobs are written down
 */
record MediaPlan(
        Job job,
        DecideTransform decide,
        Optional<EstimateTransform> estimate,
        Optional<CostTransform> cost,
        Optional<ManifestSink> sink) {
    /**
     * Reads a job file. No Spark is started.
     *
     * @param step the decide step that is meant, where there are several
     * @throws Fault SETTINGS when the file is wrong or has no decide step, USAGE when it is not clear which is meant
     */
    static MediaPlan read(Path file, Optional<String> step) {
        Job job = JobFile.read(file, BuiltIn.kinds(), System.getenv());
        DecideTransform decide = chosen(job, step);
        Set<String> reached = new HashSet<>(decide.tables());
        for (Transform each : job.transforms()) {
            if (each.inputs().stream().anyMatch(reached::contains)) {
                reached.addAll(each.tables());
            }
        }
        return new MediaPlan(
                job,
                decide,
                first(job, reached, EstimateTransform.class),
                first(job, reached, CostTransform.class),
                job.loads().stream()
                        .filter(load -> reached.contains(load.from()))
                        .map(Load::sink)
                        .filter(ManifestSink.class::isInstance)
                        .map(ManifestSink.class::cast)
                        .findFirst());
    }

    private static DecideTransform chosen(Job job, Optional<String> step) {
        List<DecideTransform> all = job.transforms().stream()
                .filter(DecideTransform.class::isInstance)
                .map(DecideTransform.class::cast)
                .toList();
        List<String> names = all.stream().map(DecideTransform::name).toList();
        if (all.isEmpty()) {
            throw new Fault(Code.SETTINGS, "Cannot find a step of the kind decide: " + job.file());
        }
        if (step.isEmpty() && all.size() > 1) {
            throw new Fault(
                    Code.USAGE,
                    "Cannot tell which decide step is meant: " + String.join(", ", names) + " (say --step)");
        }
        return all.stream()
                .filter(one -> step.isEmpty() || step.get().equals(one.name()))
                .findFirst()
                .orElseThrow(() -> new Fault(
                        Code.USAGE,
                        "Cannot find decide step: " + step.get() + " (there are: " + String.join(", ", names) + ")"
                                + Nearest.hint(step.get(), names)));
    }

    private static <T extends Transform> Optional<T> first(Job job, Set<String> reached, Class<T> kind) {
        return job.transforms().stream()
                .filter(one -> kind.isInstance(one) && reached.contains(one.name()))
                .map(kind::cast)
                .findFirst();
    }

    Rules rules() {
        return new Rules(decide.rules(), decide.profiles());
    }

    /** How a run of the job would reach stores, without Spark being started. */
    Configuration hadoop() {
        SparkConf conf = new SparkConf();
        job.spark().forEach(conf::setIfMissing);
        return SparkHadoopUtil.get().newConfiguration(conf);
    }
}

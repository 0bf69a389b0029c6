package dev.sluice.media;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.Job;
import dev.sluice.run.Load;
import dev.sluice.transform.Transform;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a job file that make it a plan.
 *
 * @param decisions the load that takes the table of the step decide
 */
record PlanSteps(Job job, Load decisions, ManifestSink manifests) {
    /** @throws Fault SETTINGS when a part is missing or there are two of it */
    static PlanSteps of(Job job) {
        List<String> decided = steps(job, DecideTransform.class).stream()
                .map(DecideTransform::name)
                .toList();
        List<Load> decisions = job.loads().stream()
                .filter(load -> decided.contains(load.from()))
                .toList();
        if (decisions.size() != 1) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot report on " + job.file() + ": it has " + decisions.size()
                            + " loads of what a step decide has made (add one: { name = decisions, from = "
                            + (decided.isEmpty() ? "decided" : decided.get(0)) + ", type = iceberg, table = … })");
        }
        return new PlanSteps(job, decisions.get(0), manifests(job, "report on"));
    }

    /**
     * The one sink of manifests.
     *
     * @param verb for the message
     * @throws Fault SETTINGS when there is none, or more than one
     */
    static ManifestSink manifests(Job job, String verb) {
        List<ManifestSink> sinks = job.loads().stream()
                .filter(load -> load.sink() instanceof ManifestSink)
                .map(load -> (ManifestSink) load.sink())
                .toList();
        if (sinks.size() != 1) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot " + verb + " " + job.file() + ": it has " + sinks.size() + " loads of the kind manifest");
        }
        return sinks.get(0);
    }

    /** The first step of a kind. */
    <T extends Transform> Optional<T> first(Class<T> kind) {
        return steps(job, kind).stream().findFirst();
    }

    private static <T extends Transform> List<T> steps(Job job, Class<T> kind) {
        return job.transforms().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}

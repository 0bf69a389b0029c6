package dev.sluice.media;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.run.Job;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;

/**
 * The parts of a job file that make it one of encodes.
 *
 * @param encode the step
 * @param manifests where its jobs come from
 */
record EncodeSteps(Job job, EncodeTransform encode, JobsSource manifests) {
    /**
     * Finds them.
     *
     * @param verb for the message
     * @throws Fault SETTINGS when a part is missing or there are two of it
     */
    static EncodeSteps of(Job job, String verb) {
        List<EncodeTransform> steps = job.transforms().stream()
                .filter(EncodeTransform.class::isInstance)
                .map(EncodeTransform.class::cast)
                .toList();
        List<JobsSource> sources = job.sources().values().stream()
                .filter(JobsSource.class::isInstance)
                .map(JobsSource.class::cast)
                .toList();
        if (steps.size() != 1 || sources.size() != 1) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot " + verb + " " + job.file() + ": it has " + steps.size() + " steps encode and "
                            + sources.size() + " sources manifest-jobs (name the job file that encodes, such as"
                            + " conf/media-encode.conf)");
        }
        return new EncodeSteps(job, steps.get(0), sources.get(0));
    }

    /** Its jobs, shard by shard: of several for one input and profile the one of the last generation. */
    Stream<ManifestJob> jobs() {
        Map<String, Integer> last = new HashMap<>();
        // Later generations have higher shards.
        published().forEachRemaining(one -> last.merge(wish(one), one.shard(), Math::max));
        Iterator<ManifestJob> again = published();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(again, Spliterator.ORDERED), false)
                .filter(one -> last.get(wish(one)) == one.shard());
    }

    private Iterator<ManifestJob> published() {
        return Generations.in(manifests.path().uri(), new Configuration()).jobs();
    }

    private static String wish(ManifestJob one) {
        return one.target().profile() + "\0" + one.input().path();
    }
}

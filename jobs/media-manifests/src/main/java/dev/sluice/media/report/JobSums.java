package dev.sluice.media.report;

import dev.sluice.media.estimate.Total;
import dev.sluice.media.report.PlanReport.Costly;
import dev.sluice.media.report.PlanReport.OfCodec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Sums over all jobs of a plan, which come one by one; jobs of one asset follow each other. In memory are an entry for each
 * shard and few others. Not thread-safe.
 */
final class JobSums {
    /** Jobs that stand out and are named. */
    private static final int NAMED = 10;

    private static final double HOUR = 3600;
    private static final String NOT_KNOWN = "not known";

    private final Total cpuSeconds = new Total();
    private final Total outputBytes = new Total();
    private final Map<String, CodecSum> codecs = new TreeMap<>();
    private final Map<String, Long> assumed = new TreeMap<>();
    private final Map<String, Long> encoders = new TreeMap<>();
    private final Costliest biggest = new Costliest();
    private final Costliest chunked = new Costliest();
    private final ShardSums shards = new ShardSums();
    private final CostGrid grid = new CostGrid();
    private String lastAsset = "";
    private long jobs;
    private long inputBytes;
    private long chunkedJobs;

    /** What is known of the jobs of one codec. */
    private static final class CodecSum {
        private final Total cpuSeconds = new Total();
        private final Total outputBytes = new Total();
        private long jobs;
        private long inputBytes;

        OfCodec line(String codec) {
            return new OfCodec(
                    codec,
                    jobs,
                    inputBytes,
                    Range.of(outputBytes.quantiles()),
                    Range.of(cpuSeconds.quantiles()).dividedBy(HOUR));
        }
    }

    /** The few that cost most; of equal ones those whose key comes first. */
    private static final class Costliest {
        private static final Comparator<Costly> ORDER =
                Comparator.comparingDouble(Costly::cpuHours).thenComparing(Costly::jobKey, Comparator.reverseOrder());

        private final PriorityQueue<Costly> kept = new PriorityQueue<>(ORDER);

        void add(Costly job) {
            kept.add(job);
            if (kept.size() > NAMED) {
                kept.poll();
            }
        }

        List<Costly> list() {
            return kept.stream().sorted(ORDER.reversed()).toList();
        }
    }

    void add(PlannedJob job) {
        boolean first = !job.asset().equals(lastAsset);
        lastAsset = job.asset();
        long bytes = first ? job.bytes() : 0;
        CodecSum codec =
                codecs.computeIfAbsent(job.codec().isEmpty() ? NOT_KNOWN : job.codec(), name -> new CodecSum());
        codec.jobs++;
        codec.inputBytes += bytes;
        for (Total total : List.of(cpuSeconds, codec.cpuSeconds)) {
            total.add(job.cpuSecondsP50(), job.cpuSecondsP90(), job.ownCpu());
        }
        for (Total total : List.of(outputBytes, codec.outputBytes)) {
            total.add((double) job.outputBytesP50(), (double) job.outputBytesP90(), job.ownOutput());
        }
        jobs++;
        inputBytes += bytes;
        job.assumed().forEach(word -> assumed.merge(word, 1L, Long::sum));
        if (!job.encoder().isEmpty()) {
            encoders.merge(job.encoder(), 1L, Long::sum);
        }
        Costly costly = new Costly(job.path(), job.jobKey(), job.shard(), job.bytes(), job.cpuSecondsP50() / HOUR);
        biggest.add(costly);
        if (job.chunked()) {
            chunkedJobs++;
            chunked.add(costly);
        }
        shards.add(job);
        grid.add(job.bytes(), job.cpuSecondsP50() / HOUR);
    }

    long jobs() {
        return jobs;
    }

    long inputBytes() {
        return inputBytes;
    }

    Total cpuSeconds() {
        return cpuSeconds;
    }

    Total outputBytes() {
        return outputBytes;
    }

    /** The largest inputs first. */
    List<OfCodec> codecs() {
        return codecs.entrySet().stream()
                .map(entry -> entry.getValue().line(entry.getKey()))
                .sorted(Comparator.comparingLong(OfCodec::inputBytes).reversed())
                .toList();
    }

    /** Jobs by what was assumed of them. */
    Map<String, Long> assumed() {
        return assumed;
    }

    /** Jobs by their encoder of video. */
    Map<String, Long> encoders() {
        return encoders;
    }

    List<Costly> biggest() {
        return biggest.list();
    }

    List<Costly> chunked() {
        return chunked.list();
    }

    long chunkedJobs() {
        return chunkedJobs;
    }

    ShardSums shards() {
        return shards;
    }

    CostGrid grid() {
        return grid;
    }
}

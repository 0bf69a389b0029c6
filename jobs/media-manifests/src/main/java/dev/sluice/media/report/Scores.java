package dev.sluice.media.report;

import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.estimate.FrameClass;
import dev.sluice.media.manifest.Forecast;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.verify.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Estimates held against what encodes took. A manifest has P50 and P90; the P10 is taken to lie as far below the P50, as a
 * factor, as the P90 lies above it. Not thread-safe.
 */
final class Scores {
    private final Map<Kind, List<Ratios>> found = new TreeMap<>(
            Comparator.comparing(Kind::encoder).thenComparing(Kind::frames).thenComparing(Kind::profile));

    private record Kind(String encoder, String frames, String profile) {}

    /** What was, as a part of the P50, and whether it lay within. */
    private record Ratios(double cpu, boolean cpuWithin, double bytes, boolean bytesWithin) {}

    /** Takes in a job that Sluice has encoded; of what others made nobody knows the CPU seconds. */
    void add(ManifestJob job, Verdict verdict) {
        Forecast forecast = job.estimate();
        if (verdict.work().attempts() == 0
                || verdict.outputBytes().isEmpty()
                || forecast.cpuSecondsP50() <= 0
                || forecast.outputBytesP50() <= 0) {
            return;
        }
        double cpu = verdict.work().encodeCpuSeconds() / forecast.cpuSecondsP50();
        double bytes = (double) verdict.outputBytes().get() / forecast.outputBytesP50();
        Optional<VideoTarget> video = job.target().video();
        Kind kind = new Kind(
                video.map(VideoTarget::encoder).orElse("audio"),
                video.map(to -> FrameClass.of(to.width(), to.height())
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'))
                        .orElse("none"),
                job.target().profile());
        found.computeIfAbsent(kind, any -> new ArrayList<>())
                .add(new Ratios(
                        cpu,
                        within(cpu, forecast.cpuSecondsP90() / forecast.cpuSecondsP50()),
                        bytes,
                        within(bytes, (double) forecast.outputBytesP90() / forecast.outputBytesP50())));
    }

    private static boolean within(double ratio, double spread) {
        return ratio <= spread && ratio >= 1 / spread;
    }

    List<Score> all() {
        return found.entrySet().stream()
                .map(entry -> score(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Score score(Kind kind, List<Ratios> all) {
        return new Score(
                kind.encoder(),
                kind.frames(),
                kind.profile(),
                all.size(),
                median(all.stream().map(Ratios::cpu).toList()),
                part(all.stream().filter(Ratios::cpuWithin).count(), all.size()),
                median(all.stream().map(Ratios::bytes).toList()),
                part(all.stream().filter(Ratios::bytesWithin).count(), all.size()));
    }

    private static double part(long some, int all) {
        return (double) some / all;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}

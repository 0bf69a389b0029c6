package dev.sluice.media.estimate;

import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.probe.VideoStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What finished encodes tell of their encoders, as the rows that a calibration by samples would have: for each encoder,
 * preset, pixel format, size of frames, codec of the inputs and HDR the geometric mean, and how far encodes are apart. What
 * the estimate gives to decoding, filters, audio and the start is taken off first, so that an estimate by these rows comes to
 * what was seen. Encodes whose length is not known tell nothing. Thread-safe.
 */
public final class Results {
    private static final double MEGA = 1e6;
    private static final double BITS = 8;

    /** The encoder took no less than this part of all, whatever the estimate gives to the rest. */
    private static final double LEAST = 0.1;

    private final Figures figures = Figures.shipped();
    private final VideoCosts costs;
    private final Speeds speeds;

    /**
     * Results of jobs.
     *
     * @param measured the table of the calibration that is there
     */
    public Results(List<Speed> measured) {
        this.speeds = Speeds.shipped(measured, figures.doubts());
        this.costs = new VideoCosts(figures, speeds, 1);
    }

    /** What encodes have in common that a row stands for. */
    private record Kind(Speeds.Question question) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            return question.toString().compareTo(other.question.toString());
        }
    }

    /** Of one encode: by the quality of the row that it was estimated by. */
    private record Seen(double secondsPerMegapixel, double bitsPerPixel, int quality) {}

    /**
     * The rows, in an order that is always the same.
     *
     * @param machine name of the processor that encoded
     * @param ffmpeg its version
     */
    public List<Speed> speeds(List<Finished> all, String machine, String ffmpeg, Instant now) {
        Map<Kind, List<Seen>> kinds = new TreeMap<>();
        for (Finished one : all) {
            one.target().video().ifPresent(target -> {
                Optional<VideoStream> source = source(one, target);
                seen(one, target, source)
                        .ifPresent(seen -> kinds.computeIfAbsent(
                                        new Kind(costs.question(source, target)), any -> new ArrayList<>())
                                .add(seen));
            });
        }
        return kinds.entrySet().stream()
                .map(kind -> row(kind.getKey().question(), kind.getValue(), machine, ffmpeg, now))
                .toList();
    }

    private static Optional<VideoStream> source(Finished one, VideoTarget target) {
        return one.probe().videoStreams().stream()
                .filter(stream -> stream.index() == target.stream())
                .findFirst();
    }

    private Optional<Seen> seen(Finished one, VideoTarget target, Optional<VideoStream> source) {
        Length length = Length.ofVideo(one.probe(), source, one.bytes(), figures);
        if (source.isEmpty() || !length.assumed().isEmpty() || one.cpuSeconds() <= 0 || one.outputBytes() <= 0) {
            return Optional.empty();
        }
        Set<Assumption> assumed = EnumSet.noneOf(Assumption.class);
        VideoCost video = costs.of(source, target, length, assumed);
        AudioCost audio = AudioCost.of(one.probe(), one.target(), length, figures, speeds.slowness(), assumed);
        double rest = figures.startSeconds()
                + audio.seconds().p50()
                + video.decode().p50()
                + video.filters().p50();
        double seconds = Math.max(one.cpuSeconds() - rest, LEAST * one.cpuSeconds());
        double streams = one.outputBytes() / (1 + figures.containerShare());
        double bytes = Math.max(streams - audio.bytes().p50(), LEAST * streams);
        double megapixels = target.width() * (double) target.height() * video.frames() / MEGA;
        if (!(megapixels > 0)) {
            return Optional.empty();
        }
        Speed by = costs.speed(source, target);
        double scale = costs.bitsPerPixel(target, by) / by.bitsPerPixel();
        return Optional.of(new Seen(seconds / megapixels, bytes * BITS / megapixels / MEGA / scale, by.quality()));
    }

    private static Speed row(Speeds.Question question, List<Seen> all, String machine, String ffmpeg, Instant now) {
        List<Double> seconds = all.stream().map(Seen::secondsPerMegapixel).toList();
        List<Double> bits = all.stream().map(Seen::bitsPerPixel).toList();
        return new Speed(
                question.encoder(),
                question.preset(),
                question.pixelFormat(),
                question.frameClass(),
                all.get(0).quality(),
                Sampling.mean(seconds),
                Sampling.mean(bits),
                question.source(),
                question.hdr(),
                all.size(),
                Sampling.spread(seconds),
                Sampling.spread(bits),
                machine,
                ffmpeg,
                now.toString());
    }
}

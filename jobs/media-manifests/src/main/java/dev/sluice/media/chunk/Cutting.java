package dev.sluice.media.chunk;

import dev.sluice.media.chunk.Cut.Piece;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.manifest.ManifestJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds where a job's input may be cut: before key frames, as evenly as these allow. A film whose frames stand on no grid is
 * not cut, because nothing would tell then that the pieces have all of its frames.
 */
public final class Cutting {
    /** Whose pieces have the same header, so that one stands for all. */
    private static final Set<String> JOINABLE =
            Set.of("libsvtav1", "libaom-av1", "libx264", "libx265", "libvpx-vp9", "libopenh264");

    /** Reading begins so much before a cut: some encoders refresh the picture little by little, and filters look around. */
    private static final long AHEAD_US = 1_000_000;

    private final ManifestJob job;
    private final Source source;
    private final long startUs;
    private final long[] shown;
    private final long[] keys;
    private final String inputRate;

    private Cutting(ManifestJob job, Source source, FrameTimes times, String inputRate) {
        this.job = job;
        this.source = source;
        this.startUs = source.startUs();
        this.shown = times.shown();
        this.keys = times.keys();
        this.inputRate = inputRate;
    }

    /**
     * What came of looking.
     *
     * @param cut empty when the film is to be encoded whole
     * @param why it is, for people
     */
    public record Found(Optional<Cut> cut, String why) {
        private static Found whole(String why) {
            return new Found(Optional.empty(), why);
        }
    }

    /**
     * Reads the input of a job through, without decoding it.
     *
     * @throws dev.sluice.fault.Fault STOPPED when this thread is interrupted
     */
    public static Found of(Programs programs, ManifestJob job, Chunks chunks) {
        VideoTarget video = job.target().video().orElseThrow();
        if (!JOINABLE.contains(video.encoder()) || video.pixelFormat().startsWith("yuva")) {
            return Found.whole("pieces of " + video.encoder() + " and " + video.pixelFormat() + " are not joined");
        }
        Optional<Source> source = Source.of(programs, job);
        Optional<FrameTimes> times = source.flatMap(Source::frames);
        if (times.isEmpty()) {
            return Found.whole("its packets cannot be read");
        }
        if (times.get().unfit().isPresent()) {
            return Found.whole(times.get().unfit().get());
        }
        long[] shown = times.get().shown();
        return source.get().rates().stream()
                .filter(rate -> FrameTimes.points(shown, rate(rate)).isPresent())
                .findFirst()
                .map(rate -> new Cutting(job, source.get(), times.get(), rate).found(chunks))
                .orElseGet(() -> Found.whole("its frames are not equally long"));
    }

    private static double rate(String fraction) {
        String[] parts = fraction.split("/", 2);
        return Double.parseDouble(parts[0]) / (parts.length > 1 ? Double.parseDouble(parts[1]) : 1);
    }

    private Found found(Chunks chunks) {
        long lengthUs = shown[shown.length - 1] - shown[0];
        List<Long> at = cuts(chunks.pieces(job, lengthUs), chunks.least().toNanos() / 1000);
        if (at.isEmpty()) {
            return Found.whole("it is too short, or its key frames are too far apart");
        }
        String rate = job.target()
                .video()
                .flatMap(VideoTarget::frameRate)
                .map(told -> told.contains("/") ? told : told + "/1")
                .orElse(inputRate);
        if (!rate.matches("[1-9][0-9]{0,9}/[1-9][0-9]{0,9}")) {
            return Found.whole("its new frame rate is no fraction: " + rate);
        }
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i <= at.size(); i++) {
            pieces.add(piece(i, at, rate(rate)));
        }
        return new Found(
                Optional.of(new Cut(Cut.SCHEMA, rate, startUs, originUs(rate(rate)), source.disposition(), pieces)),
                "");
    }

    /** Where a new rate is made, its own grid begins at a whole number of steps; otherwise frames keep their times. */
    private long originUs(double rate) {
        long first = shown[0] - startUs;
        return newRate() ? Math.round(Math.round(first / 1e6 * rate) / rate * 1e6) : first;
    }

    private boolean newRate() {
        return job.target().video().orElseThrow().frameRate().isPresent();
    }

    /** Moments of key frames, each the nearest to where an even cut would be. */
    private List<Long> cuts(int pieces, long leastUs) {
        List<Long> cuts = new ArrayList<>();
        long last = shown[0];
        long end = shown[shown.length - 1];
        for (int i = 1; i < pieces; i++) {
            long wanted = shown[0] + (end - shown[0]) / pieces * i;
            long key = nearest(wanted);
            if (key - last >= leastUs && end - key >= leastUs / 2) {
                cuts.add(key);
                last = key;
            }
        }
        return cuts;
    }

    private long nearest(long wanted) {
        int at = Arrays.binarySearch(keys, wanted);
        int next = at >= 0 ? at : -at - 1;
        if (next == keys.length) {
            return keys[next - 1];
        }
        return next > 0 && wanted - keys[next - 1] < keys[next] - wanted ? keys[next - 1] : keys[next];
    }

    private Piece piece(int number, List<Long> cuts, double rate) {
        boolean last = number == cuts.size();
        long from = number == 0 ? shown[0] : cuts.get(number - 1);
        long to = last ? shown[shown.length - 1] : cuts.get(number);
        long first = number == 0 ? 0 : point(from, rate);
        Optional<Long> end = last ? Optional.empty() : Optional.of(point(to, rate));
        return new Piece(
                number + 1,
                number == 0 ? Optional.empty() : before(from),
                first,
                end,
                newRate() ? end.map(point -> point - first) : Optional.of(frames(from, last ? Long.MAX_VALUE : to)),
                to - from);
    }

    private long point(long us, double rate) {
        return Math.round((us - startUs - originUs(rate)) / 1e6 * rate);
    }

    private long frames(long from, long to) {
        return Arrays.stream(shown).filter(time -> time >= from && time < to).count();
    }

    /** The key frame at which reading for a cut begins; none where that is the beginning. */
    private Optional<Long> before(long cut) {
        return Arrays.stream(keys)
                .filter(key -> key <= cut - AHEAD_US && key - keys[0] > AHEAD_US && key > AHEAD_US)
                .boxed()
                .reduce((earlier, later) -> later);
    }
}

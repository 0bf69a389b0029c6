package dev.sluice.media.verify;

import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.manifest.Filters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an encoder was given in the windows: the input through the filters of its encode, frames numbered from 0. Its times
 * are those that the encode saw, because the filter {@code fps} keeps one frame or another by them.
 */
final class Reference {
    /** Of these FFmpeg begins to count at the first stream that is used, of others at the first of all. */
    private static final Set<String> LOOSE = Set.of("mpegts", "mpeg", "ogg");

    private static final long SLACK_US = 1_000_000;

    private final Pair pair;
    private final Clock given;
    private final List<Window> windows;
    private final VideoTarget target;
    private final long startUs;

    Reference(Pair pair, Clock given, List<Window> windows) {
        this.pair = pair;
        this.given = given;
        this.windows = windows;
        this.target = pair.target().video().orElseThrow();
        this.startUs = startUs();
    }

    /**
     * Part of a command: inputs, the first of which gets the number 1, and a graph that ends in {@code [reference]}.
     */
    record Reading(List<String> inputs, String graph) {}

    private long startUs() {
        long all = pair.input().probe().startUs().orElse(0L);
        if (!LOOSE.contains(pair.input().probe().container())) {
            return all;
        }
        Stream<Integer> used = Stream.of(
                        Stream.of(target.stream()),
                        pair.target().audio().stream().map(audio -> audio.stream()),
                        pair.target().subtitles().stream().map(subtitle -> subtitle.stream()))
                .flatMap(each -> each);
        return used.map(stream -> given.timeline().span(stream).orElse(null))
                .filter(Objects::nonNull)
                .map(Timeline.Span::beginUs)
                .min(Comparator.naturalOrder())
                .filter(begin -> begin > all)
                .orElse(all);
    }

    /** A window's bounds as the encode's filters saw them. */
    private long[] bounds(Window window) {
        long zero = given.zeroUs() - startUs;
        Optional<Double> rate = target.frameRate().map(Windows::rate);
        if (rate.isPresent()) {
            // The first frame comes on the nearest point of the grid.
            zero = Math.round(Math.round(zero * rate.get() / 1e6) * 1e6 / rate.get());
        }
        return new long[] {zero + window.fromUs(), zero + window.toUs()};
    }

    /** The windows alone, each from the key frame before it. Where they are near to one another, all in one go. */
    Reading sought() {
        long ahead = 0;
        for (Window window : windows) {
            long from = given.zeroUs() + window.fromUs();
            ahead += given.zeroUs() + window.toUs() - Seek.key(given, from).orElse(given.zeroUs());
        }
        if (ahead >= windows.get(windows.size() - 1).toUs()) {
            return whole();
        }
        List<String> inputs = new ArrayList<>();
        StringBuilder graph = new StringBuilder();
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < windows.size(); i++) {
            inputs.addAll(Seek.before(
                    pair.input(), given, given.zeroUs() + windows.get(i).fromUs()));
            inputs.addAll(pair.input().opened());
            graph.append(chain(i + 1, List.of(windows.get(i))))
                    .append("[part")
                    .append(i)
                    .append("];");
            parts.append("[part").append(i).append(']');
        }
        graph.append(parts).append("concat=n=").append(windows.size()).append(",settb=1/1000,setpts=N[reference]");
        return new Reading(inputs, graph.toString());
    }

    /** The film from its beginning to the last window: nothing can be missed. */
    Reading whole() {
        return new Reading(pair.input().opened(), chain(1, windows) + "[reference]");
    }

    private String chain(int input, List<Window> of) {
        // Enough beyond the last frame: trim rounds its bounds to ticks, which may be whole frames here.
        long end = bounds(of.get(of.size() - 1))[1] + SLACK_US;
        // As ffmpeg itself moves them, rounded to whole ticks.
        String start = String.format(Locale.ROOT, "%.6f", startUs / 1e6);
        return "[" + input + ":" + target.stream() + "]setpts=PTS-round(" + start + "/TB),"
                + String.join(",", Filters.of(target, pair.input().probe())) + ",trim=end="
                + String.format(Locale.ROOT, "%.6f", end / 1e6) + ","
                + Decoding.select(of.stream().map(this::bounds).toList());
    }
}

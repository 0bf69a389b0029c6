package dev.sluice.media.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When the packets of a file are shown, by its demuxer alone: containers often do not tell the length of a stream, and
 * their own is that of the longest. Times are microseconds as the file has them. Packets that an edit list leaves out do
 * not count.
 */
final class Timeline {
    private static final String CHECK = "packets";

    /** More than a hundred hours of sixty frames a second. */
    private static final int MOST = 30_000_000;

    private final int video;
    private final Map<Integer, Span> spans = new HashMap<>();
    private long[] times = new long[1024];
    private long[] decoded = new long[1024];
    private long[] keys = new long[64];
    private int frames;
    private int keyFrames;
    private boolean bare;

    private Timeline(int video) {
        this.video = video;
    }

    /**
     * From the first to the last moment of a stream.
     *
     * @param packets how many there are
     */
    record Span(long beginUs, long endUs, long packets) {
        long lengthUs() {
            return endUs - beginUs;
        }
    }

    /**
     * Reads a file through.
     *
     * @param video index of the stream whose times are kept; -1 for none
     */
    static Timeline of(Runs runs, Film film, int video) throws CannotCheck {
        Timeline timeline = new Timeline(video);
        List<String> arguments =
                new ArrayList<>(List.of("-show_entries", "packet=stream_index,pts_time,dts_time,duration_time,flags"));
        arguments.addAll(List.of("-of", "csv=p=0"));
        arguments.addAll(film.opened());
        runs.ffprobe(CHECK, arguments, timeline::packet);
        if (timeline.frames >= MOST) {
            throw new CannotCheck(CHECK, "more than " + MOST);
        }
        timeline.times = Arrays.copyOf(timeline.bare ? timeline.decoded : timeline.times, timeline.frames);
        timeline.keys = Arrays.copyOf(timeline.keys, timeline.keyFrames);
        Arrays.sort(timeline.times);
        Arrays.sort(timeline.keys);
        return timeline;
    }

    /** A line of ffprobe: index, when shown, when decoded, how long, flags. */
    private void packet(String line) {
        String[] words = line.split(",", -1);
        if (words.length < 5 || words[4].length() < 2 || words[4].charAt(1) == 'D') {
            return;
        }
        int stream = Integer.parseInt(words[0]);
        Optional<Long> shown = micros(words[1]);
        Optional<Long> time = shown.or(() -> micros(words[2]));
        if (time.isEmpty()) {
            return;
        }
        long begin = time.get();
        long end = begin + micros(words[3]).orElse(0L);
        spans.merge(
                stream,
                new Span(begin, end, 1),
                (old, one) ->
                        new Span(Math.min(old.beginUs, one.beginUs), Math.max(old.endUs, one.endUs), old.packets + 1));
        if (stream == video && frames < MOST) {
            bare |= shown.isEmpty();
            decoded = added(decoded, frames, micros(words[2]).orElse(begin));
            times = added(times, frames++, begin);
            if (words[4].charAt(0) == 'K') {
                keys = added(keys, keyFrames++, begin);
            }
        }
    }

    private static Optional<Long> micros(String seconds) {
        try {
            return Optional.of(Math.round(Double.parseDouble(seconds) * 1e6));
        } catch (NumberFormatException e) {
            // It says N/A.
            return Optional.empty();
        }
    }

    private static long[] added(long[] to, int count, long one) {
        long[] array = count < to.length ? to : Arrays.copyOf(to, 2 * count);
        array[count] = one;
        return array;
    }

    Optional<Span> span(int stream) {
        return Optional.ofNullable(spans.get(stream));
    }

    /** Moments of key frames, in their order. */
    long[] keys() {
        return keys.clone();
    }

    /**
     * Moments of the frames that a decoder shows. Before the first there may be packets that cannot be decoded; a container
     * that does not tell when a frame is shown tells when it is decoded, which is earlier by always the same time.
     */
    long[] shown(long firstUs) {
        if (frames == 0) {
            return new long[0];
        }
        long later = bare ? firstUs - times[0] : 0;
        return Arrays.stream(times)
                .map(time -> time + later)
                .filter(time -> time >= firstUs)
                .toArray();
    }
}

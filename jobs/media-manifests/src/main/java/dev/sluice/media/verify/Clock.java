package dev.sluice.media.verify;

import dev.sluice.media.probe.AudioStream;
import java.util.List;
import java.util.Optional;

/**
 * The times of a film, told from its first frame: that is where an output and its input meet, whatever their containers
 * begin at. Without video it is where the first audio begins.
 *
 * @param zeroUs the first frame, as the file has it
 * @param shown the frames, as the file has them
 * @param endUs the end of the video
 * @param hdr whether its first frame carries static metadata of HDR
 */
// Clocks are never compared, and a film may have millions of frames.
@SuppressWarnings("ArrayRecordComponent")
record Clock(Timeline timeline, long zeroUs, long[] shown, long endUs, boolean hdr) {
    /**
     * Reads a film through.
     *
     * @param video the stream; none where audio alone matters
     * @param audio in its order
     */
    static Clock of(Runs runs, Film film, Optional<Integer> video, List<AudioStream> audio) throws CannotCheck {
        Timeline timeline = Timeline.of(runs, film, video.orElse(-1));
        if (video.isEmpty()) {
            long zero = audio.stream()
                    .flatMap(stream -> timeline.span(stream.index()).stream())
                    .mapToLong(Timeline.Span::beginUs)
                    .findFirst()
                    .orElseThrow(() -> new CannotCheck("packets", "none of audio"));
            return new Clock(timeline, zero, new long[0], zero, false);
        }
        FirstFrame first = FirstFrame.of(runs, film, video.get(), "first-frame");
        long[] shown = timeline.shown(first.us());
        if (shown.length == 0) {
            throw new CannotCheck("packets", "none of video");
        }
        long end = timeline.span(video.get()).orElseThrow().endUs();
        return new Clock(timeline, first.us(), shown, Math.max(end, shown[shown.length - 1]), first.hdr());
    }

    long lengthUs() {
        return endUs - zeroUs;
    }

    /** When a stream begins, from the first frame. */
    Optional<Long> begin(int stream) {
        return timeline.span(stream).map(span -> span.beginUs() - zeroUs);
    }

    /** When a stream ends, from the end of the video. */
    Optional<Long> end(int stream) {
        return timeline.span(stream).map(span -> span.endUs() - endUs);
    }
}

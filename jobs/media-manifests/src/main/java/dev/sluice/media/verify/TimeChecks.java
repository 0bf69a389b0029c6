package dev.sluice.media.verify;

import dev.sluice.media.probe.AudioStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether each stream is as long as its input's, and begins and ends where that does beside the video. */
final class TimeChecks {
    private final Clock given;
    private final Clock made;
    private final Policy policy;
    private final List<Check> checks = new ArrayList<>();

    private TimeChecks(Clock given, Clock made, Policy policy) {
        this.given = given;
        this.made = made;
        this.policy = policy;
    }

    static List<Check> of(Pair pair, Clock given, Clock made, Policy policy) {
        TimeChecks times = new TimeChecks(given, made, policy);
        long tolerance = pair.job().verify().durationToleranceUs();
        if (!pair.video().isEmpty()) {
            times.near("video-duration", made.lengthUs(), given.lengthUs(), tolerance, Defect.VIDEO_DURATION);
        }
        List<Pair.Streams<AudioStream>> audio = pair.audio();
        for (int i = 0; i < audio.size(); i++) {
            times.audio(i, audio.get(i), !pair.video().isEmpty(), tolerance);
        }
        return times.checks;
    }

    private void audio(int number, Pair.Streams<AudioStream> audio, boolean beside, long tolerance) {
        int in = audio.input().index();
        int out = audio.output().index();
        Optional<Timeline.Span> had = given.timeline().span(in);
        Optional<Timeline.Span> has = made.timeline().span(out);
        if (had.isEmpty() && has.isEmpty()) {
            // A stream that was announced and never came; there is nothing that could be lost.
            return;
        }
        String of = "audio-" + number;
        near(of + "-duration", length(has), length(had), tolerance, Defect.AUDIO_DURATION);
        if (had.isPresent() && has.isPresent() && beside) {
            long begin = given.begin(in).orElseThrow();
            near(of + "-begin", made.begin(out).orElseThrow(), begin, micros(policy.sync()), Defect.START_OFFSET);
            long end = given.end(in).orElseThrow();
            near(of + "-end", made.end(out).orElseThrow(), end, micros(policy.endSync()), Defect.AUDIO_DURATION);
        }
    }

    private static long length(Optional<Timeline.Span> span) {
        return span.map(Timeline.Span::lengthUs).orElse(0L);
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1000;
    }

    private void near(String name, long value, long wanted, long tolerance, Defect otherwise) {
        checks.add(Check.of(
                name,
                Math.abs(value - wanted) <= tolerance,
                seconds(value),
                seconds(wanted) + " (" + seconds(tolerance) + " more or less)",
                otherwise));
    }

    /** Such as 12.040 s. */
    static String seconds(long us) {
        return String.format(Locale.ROOT, "%.3f s", us / 1e6);
    }
}

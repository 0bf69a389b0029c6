package dev.sluice.media.verify;

import dev.sluice.media.decide.Target;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.VideoStream;
import java.util.ArrayList;
import java.util.List;

/** An output beside its input, and which of their streams belong together. */
record Pair(ManifestJob job, Film input, Film output) {
    /** Streams of the same thing. */
    record Streams<T>(T input, T output) {}

    Target target() {
        return job.target();
    }

    /** The video; none where the target has none, or one of both files lacks it. */
    List<Streams<VideoStream>> video() {
        List<Streams<VideoStream>> videos = new ArrayList<>();
        if (!output.probe().videoStreams().isEmpty()) {
            VideoStream made = output.probe().videoStreams().get(0);
            target().video()
                    .map(VideoTarget::stream)
                    .flatMap(input::video)
                    .ifPresent(given -> videos.add(new Streams<>(given, made)));
        }
        return videos;
    }

    /** Audio in the order of the target, as far as both files have it. */
    List<Streams<AudioStream>> audio() {
        List<Streams<AudioStream>> audio = new ArrayList<>();
        List<AudioStream> made = output.probe().audioStreams();
        for (int i = 0; i < Math.min(target().audio().size(), made.size()); i++) {
            AudioStream one = made.get(i);
            input.audio(target().audio().get(i).stream()).ifPresent(given -> audio.add(new Streams<>(given, one)));
        }
        return audio;
    }
}

package dev.sluice.media.verify;

import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.VideoStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file that has been probed. */
record Film(Path path, long bytes, String asset, Probe probe) {
    /** Arguments that open it: as a file, and as nothing but the container that was seen in it. */
    List<String> opened() {
        return List.of("-protocol_whitelist", "file", "-format_whitelist", probe.container(), "-i", "file:" + path);
    }

    Optional<VideoStream> video(int index) {
        return probe.videoStreams().stream()
                .filter(stream -> stream.index() == index)
                .findFirst();
    }

    Optional<AudioStream> audio(int index) {
        return probe.audioStreams().stream()
                .filter(stream -> stream.index() == index)
                .findFirst();
    }
}

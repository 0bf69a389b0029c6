package dev.sluice.media.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Conclusions from the streams of a file. */
final class Findings {
    private Findings() {}

    /** The main stream: the default one, otherwise the first. */
    static <T> Optional<T> main(List<T> streams, Function<T, List<String>> dispositions) {
        return streams.stream()
                .filter(stream -> dispositions.apply(stream).contains("default"))
                .findFirst()
                .or(() -> streams.stream().findFirst());
    }

    static List<Finding> of(Tier tier, List<VideoStream> videos, boolean encrypted, Optional<String> missing) {
        List<Finding> findings = new ArrayList<>();
        missing.ifPresent(words -> findings.add(new Finding(Finding.TRUNCATED, Optional.empty(), words)));
        if (encrypted) {
            findings.add(new Finding(Finding.ENCRYPTED, Optional.empty(), "holds encrypted streams"));
        }
        if (videos.isEmpty()) {
            findings.add(new Finding(Finding.NO_VIDEO, Optional.empty(), "holds no video"));
        }
        for (VideoStream video : videos) {
            if (tier == Tier.FULL && video.pixelFormat().isEmpty()) {
                findings.add(new Finding(
                        Finding.NOT_DECODABLE,
                        Optional.of(video.index()),
                        "no picture of codec " + video.codec() + " can be decoded"));
            }
        }
        return findings;
    }
}

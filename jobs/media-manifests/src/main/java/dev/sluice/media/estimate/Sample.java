package dev.sluice.media.estimate;

import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.VideoStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that stands for others of its kind.
 *
 * @param file on a local disk
 */
public record Sample(Path file, Probe probe) {
    /**
     * What files have in common that one is sampled for: the codec, the size of the frames and whether they are HDR.
     * Ordered, so that a plan can list them.
     */
    public record Stratum(String codec, FrameClass frameClass, boolean hdr) {
        /** Empty for a file whose video has no size or length, which cannot be sampled. */
        public static Optional<Stratum> of(Probe probe) {
            return probe.video()
                    .filter(video -> video.width().isPresent() && video.height().isPresent())
                    .map(video -> new Stratum(
                            video.codec(),
                            FrameClass.of(video.width().get(), video.height().get()),
                            Hdr.is(video)));
        }
    }

    /** The size of its frames; it must be known. */
    public FrameClass frameClass() {
        return stratum().orElseThrow().frameClass();
    }

    /** True when it has more than eight bits. */
    public boolean deep() {
        return video().bitDepth().orElse(0) > 8;
    }

    Optional<Stratum> stratum() {
        return Stratum.of(probe);
    }

    VideoStream video() {
        return probe.video().orElseThrow();
    }
}

package dev.sluice.media;

import dev.sluice.extract.Source;
import dev.sluice.fault.Fault;
import dev.sluice.load.Sink;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.run.Demo;
import dev.sluice.run.Plugin;
import dev.sluice.settings.Kind;
import dev.sluice.transform.Transform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Brings the kinds of the module, the demo {@code media} and the command {@code media}. */
public final class MediaPlugin implements Plugin {
    /** Those that a re-encode may want, of the hundreds that there are. */
    private static final Set<String> ENCODERS = Set.of(
            "aac",
            "libaom-av1",
            "libfdk_aac",
            "libopenh264",
            "libopus",
            "libsvtav1",
            "libvpx-vp9",
            "libx264",
            "libx265");

    @Override
    public List<Kind<Source>> sources() {
        return List.of(
                new Kind<>("media", MediaSource.class),
                new Kind<>("manifest", LiveJobs.class),
                new Kind<>("manifest-jobs", JobsSource.class));
    }

    @Override
    public List<Kind<Transform>> transforms() {
        return List.of(
                new Kind<>("probe", ProbeTransform.class),
                new Kind<>("decide", DecideTransform.class),
                new Kind<>("estimate", EstimateTransform.class),
                new Kind<>("cost", CostTransform.class),
                new Kind<>("shard", ShardTransform.class),
                new Kind<>("encode", EncodeTransform.class));
    }

    @Override
    public List<Kind<Sink>> sinks() {
        return List.of(new Kind<>("manifest", ManifestSink.class));
    }

    @Override
    public List<Demo> demos() {
        List<String> jobs = List.of("media-inventory.conf", "media-plan.conf", "media-encode.conf");
        return List.of(Demo.of("media", jobs, List.of("media", "status")));
    }

    @Override
    public List<Object> commands() {
        return List.of(new MediaCommand());
    }

    @Override
    public Map<String, String> doctor() {
        try {
            Programs found = Programs.find(Optional.empty());
            Set<String> there = new TreeSet<>(ENCODERS);
            there.retainAll(found.encoders());
            String version = found.version() + "  " + found.ffmpeg();
            return Map.of("ffmpeg", version, "encoders", String.join(" ", there));
        } catch (Fault e) {
            return Map.of("ffmpeg", "none: " + e.getMessage());
        }
    }
}

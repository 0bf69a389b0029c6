package dev.sluice.media;

import dev.sluice.extract.Source;
import dev.sluice.load.Sink;
import dev.sluice.run.Plugin;
import dev.sluice.settings.Kind;
import dev.sluice.transform.Transform;
import java.util.List;

/** Brings the kinds of the module and the command {@code media}. */
public final class MediaPlugin implements Plugin {
    @Override
    public List<Kind<Source>> sources() {
        return List.of(new Kind<>("manifest", LiveJobs.class));
    }

    @Override
    public List<Kind<Transform>> transforms() {
        return List.of(new Kind<>("decide", DecideTransform.class));
    }

    @Override
    public List<Kind<Sink>> sinks() {
        return List.of(new Kind<>("manifest", ManifestSink.class));
    }

    @Override
    public List<Object> commands() {
        return List.of(new MediaCommand());
    }
}

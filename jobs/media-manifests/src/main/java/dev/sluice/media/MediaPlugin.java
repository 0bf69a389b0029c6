package dev.sluice.media;

import dev.sluice.extract.Source;
import dev.sluice.run.Plugin;
import dev.sluice.settings.Kind;
import dev.sluice.transform.Transform;
import java.util.List;

/** Brings the kinds {@code media} and {@code probe}. */
public final class MediaPlugin implements Plugin {
    @Override
    public List<Kind<Source>> sources() {
        return List.of(new Kind<>("media", MediaSource.class));
    }

    @Override
    public List<Kind<Transform>> transforms() {
        return List.of(new Kind<>("probe", ProbeTransform.class));
    }
}

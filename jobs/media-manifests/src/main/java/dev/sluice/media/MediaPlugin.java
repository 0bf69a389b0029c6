package dev.sluice.media;

import dev.sluice.run.Plugin;
import dev.sluice.settings.Kind;
import dev.sluice.transform.Transform;
import java.util.List;

/** Brings the kinds of bulk media re-encode. */
public final class MediaPlugin implements Plugin {
    @Override
    public List<Kind<Transform>> transforms() {
        return List.of(new Kind<>("decide", DecideTransform.class));
    }
}

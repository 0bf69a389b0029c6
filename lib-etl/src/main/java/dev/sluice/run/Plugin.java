package dev.sluice.run;

import dev.sluice.extract.Source;
import dev.sluice.load.Sink;
import dev.sluice.settings.Kind;
import dev.sluice.transform.Transform;
import java.util.List;
import java.util.Map;

/**
 * What a jar adds to the kinds that a job file may name, found by {@link java.util.ServiceLoader}. An implementation
 * has a public constructor without parameters.
 */
public interface Plugin {
    default List<Kind<Source>> sources() {
        return List.of();
    }

    default List<Kind<Transform>> transforms() {
        return List.of();
    }

    default List<Kind<Sink>> sinks() {
        return List.of();
    }

    /** What the command doctor tells of the programs that this jar uses: name to finding, found out when asked. */
    default Map<String, String> doctor() {
        return Map.of();
    }

    /** What the command demo can show of this jar. */
    default List<Demo> demos() {
        return List.of();
    }

    /** Commands of the command line, with picocli's annotations. */
    default List<Object> commands() {
        return List.of();
    }
}

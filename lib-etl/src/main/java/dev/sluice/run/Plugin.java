package dev.sluice.run;

import dev.sluice.extract.Source;
import dev.sluice.load.Sink;
import dev.sluice.settings.Kind;
import dev.sluice.transform.Transform;
import java.util.List;

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

    /** Commands of the command line, with picocli's annotations. */
    default List<Object> commands() {
        return List.of();
    }
}

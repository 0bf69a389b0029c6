package dev.sluice.media.decide;

import com.typesafe.config.ConfigFactory;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Binder;
import dev.sluice.settings.Kinds;
import dev.sluice.settings.Problems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Binds records of settings from text, as a job file does. */
public final class Settings {
    private Settings() {}

    public static Profile profile(String text) {
        return bind(text, Profile.class);
    }

    public static <T extends Record> T bind(String text, Class<T> type) {
        Problems problems = new Problems();
        Optional<T> bound = binder(problems).bind(ConfigFactory.parseString(text), "", type);
        problems.throwIfAny(Path.of("x.conf"));
        return bound.orElseThrow();
    }

    /** What is said of settings that will not do. */
    public static String problems(String text, Class<? extends Record> type) {
        Problems problems = new Problems();
        binder(problems).bind(ConfigFactory.parseString(text), "", type);
        try {
            problems.throwIfAny(Path.of("x.conf"));
        } catch (Fault e) {
            return e.getMessage();
        }
        throw new AssertionError("nothing is wrong with " + text);
    }

    private static Binder binder(Problems problems) {
        return new Binder(Kinds.of(Map.of()), Path.of("/"), Map.of(), problems);
    }
}

package dev.sluice.media.estimate;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Binder;
import dev.sluice.settings.Kinds;
import dev.sluice.settings.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Figures in HOCON, bound strictly.
 *
 * @param origin name that messages give
 */
record ConfText(String text, String origin) {
    /** A resource beside this class. */
    static ConfText resource(String name) {
        try (InputStream bytes = ConfText.class.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new Fault(Code.INTERNAL, "Cannot find resource: " + name + " (the jar is not whole)");
            }
            return new ConfText(new String(bytes.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException e) {
            throw new Fault(Code.INTERNAL, "Cannot read resource: " + name + " (the jar is not whole)", e);
        }
    }

    /** Throws {@link Code#SETTINGS} with all that is wrong, by line. */
    <T extends Record> T bind(Class<T> type) {
        Problems problems = new Problems();
        T bound = new Binder(Kinds.of(Map.of()), Path.of("/"), Map.of(), problems)
                .bind(parse(), "", type)
                .orElse(null);
        problems.throwIfAny(origin);
        return bound;
    }

    private Config parse() {
        try {
            ConfigParseOptions parsing = ConfigParseOptions.defaults().setOriginDescription(origin);
            return ConfigFactory.parseString(text, parsing).resolve(ConfigResolveOptions.noSystem());
        } catch (ConfigException e) {
            throw new Fault(Code.SETTINGS, "Cannot read figures: " + e.getMessage() + " (HOCON is wanted)", e);
        }
    }
}

package dev.sluice.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line, written as in a job file: 500ms, 30s, 15m, 26h, 7d. */
final class Durations {
    private Durations() {}

    static Duration parse(String text) {
        if (text.strip().matches("\\d+")) {
            throw new TypeConversionException("\"" + text + "\" needs a unit, such as " + text.strip() + "h");
        }
        try {
            Duration duration =
                    ConfigValueFactory.fromAnyRef(text).atKey("value").getDuration("value");
            if (duration.isNegative()) {
                throw new TypeConversionException("\"" + text + "\" is negative");
            }
            return duration;
        } catch (ConfigException e) {
            throw new TypeConversionException(
                    "\"" + text + "\" is not a duration; write it like 500ms, 30s, 15m, 26h or 7d");
        }
    }
}

package dev.sluice.logs;

import dev.sluice.extract.Source;
import dev.sluice.run.Plugin;
import dev.sluice.settings.Kind;
import java.util.List;

/** Brings the kind {@code logs}. */
public final class LogsPlugin implements Plugin {
    @Override
    public List<Kind<Source>> sources() {
        return List.of(new Kind<>("logs", LogsSource.class));
    }
}

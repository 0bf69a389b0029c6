package dev.sluice.logs;

import dev.sluice.extract.Source;
import dev.sluice.run.Plugin;
import dev.sluice.settings.Kind;
import java.util.List;

/** Brings the kind {@code logs} and the command {@code detect}. */
public final class LogsPlugin implements Plugin {
    @Override
    public List<Kind<Source>> sources() {
        return List.of(new Kind<>("logs", LogsSource.class));
    }

    @Override
    public List<Object> commands() {
        return List.of(new DetectCommand());
    }
}

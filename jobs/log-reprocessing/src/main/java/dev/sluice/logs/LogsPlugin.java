package dev.sluice.logs;

import dev.sluice.extract.Source;
import dev.sluice.run.Plugin;
import dev.sluice.settings.Kind;
import java.util.List;

/** Brings the kinds {@code logs} and {@code rejects} and the command {@code detect}. */
public final class LogsPlugin implements Plugin {
    @Override
    public List<Kind<Source>> sources() {
        return List.of(new Kind<>("logs", LogsSource.class), new Kind<>("rejects", RejectsSource.class));
    }

    @Override
    public List<Object> commands() {
        return List.of(new DetectCommand());
    }
}

package dev.sluice.logs;

import dev.sluice.extract.Source;
import dev.sluice.run.Demo;
import dev.sluice.run.Plugin;
import dev.sluice.settings.Kind;
import java.util.List;

/** Brings the kinds {@code logs} and {@code rejects}, the demo {@code logs} and the command {@code detect}. */
public final class LogsPlugin implements Plugin {
    @Override
    public List<Kind<Source>> sources() {
        return List.of(new Kind<>("logs", LogsSource.class), new Kind<>("rejects", RejectsSource.class));
    }

    @Override
    public List<Demo> demos() {
        return List.of(Demo.of(
                "logs",
                List.of("mixed-logs.conf", "access-logs.conf", "app-json-logs.conf", "daily-traffic.conf"),
                List.of()));
    }

    @Override
    public List<Object> commands() {
        return List.of(new DetectCommand());
    }
}

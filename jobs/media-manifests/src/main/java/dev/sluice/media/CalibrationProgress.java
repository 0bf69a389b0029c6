package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.media.estimate.Subject;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How much of a calibration's time is over, and what is being measured; on a terminal alone. */
final class CalibrationProgress implements AutoCloseable {
    private static final int EVERY_MILLIS = 500;

    private final Optional<ProgressBar> bar;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });

    private final Optional<ScheduledFuture<?>> drawing;

    private CalibrationProgress(Optional<ProgressBar> bar) {
        this.bar = bar;
        long started = System.nanoTime();
        this.drawing = bar.map(drawn -> clock.scheduleAtFixedRate(
                () -> drawn.stepTo(
                        Math.min(drawn.getMax(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started))),
                EVERY_MILLIS,
                EVERY_MILLIS,
                TimeUnit.MILLISECONDS));
    }

    static CalibrationProgress of(Console console, int seconds) {
        return new CalibrationProgress(
                console.live()
                        ? Optional.of(new ProgressBarBuilder()
                                .setTaskName("measuring")
                                .setInitialMax(seconds)
                                .setUnit(" s", 1)
                                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                                .setUpdateIntervalMillis(EVERY_MILLIS)
                                .build())
                        : Optional.empty());
    }

    void begins(Subject subject) {
        bar.ifPresent(drawn -> drawn.setExtraMessage(" " + subject));
    }

    @Override
    public void close() {
        drawing.ifPresent(task -> task.cancel(false));
        clock.shutdownNow();
        bar.ifPresent(ProgressBar::close);
    }
}

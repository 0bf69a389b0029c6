package dev.sluice.cli;

import dev.sluice.extract.Tally;
import dev.sluice.run.ReportText;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress line of a run on a terminal: slice, bytes, rate, time left, what steps are at. Draws nothing elsewhere. */
final class ProgressLine implements AutoCloseable {
    private static final long EVERY_MILLIS = 500;
    private static final int ASKED_EVERY = 6;
    private static final long FEW_BYTES = 10_000_000;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final ProgressBar bar;
    private final ScheduledFuture<?> drawing;
    private final Supplier<Optional<String>> doing;
    private String place = "";
    private int draws;
    private long before;
    private long last;
    private Tally tally;

    /** @param doing what to say beside the numbers, asked every few seconds */
    ProgressLine(long bytes, Supplier<Optional<String>> doing) {
        this.doing = doing;
        boolean small = bytes < FEW_BYTES;
        bar = new ProgressBarBuilder()
                .setTaskName("reading")
                .setInitialMax(Math.max(1, bytes))
                .setUnit(small ? " kB" : " MB", small ? 1_000 : 1_000_000)
                .showSpeed()
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis((int) EVERY_MILLIS)
                .build();
        drawing = clock.scheduleAtFixedRate(this::draw, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    synchronized void slice(int number, int of, long bytes, Tally read) {
        tally = read;
        place = " slice %d/%d, %s".formatted(number, of, ReportText.bytes(bytes));
        draws = 0;
        bar.setExtraMessage(place);
    }

    /** The slice that was counted as done a moment ago waits to be tried again. */
    synchronized void retrying(int next, int of) {
        before -= last;
        last = 0;
        bar.stepTo(Math.min(before, bar.getMax()));
        bar.setExtraMessage(" waiting, then try %d of %d".formatted(next, of));
    }

    synchronized void sliceDone(long bytes) {
        before += bytes;
        last = bytes;
        tally = null;
        bar.stepTo(Math.min(before, bar.getMax()));
    }

    private synchronized void draw() {
        if (tally != null && draws++ % ASKED_EVERY == ASKED_EVERY - 1) {
            bar.setExtraMessage(place + doing.get().map(what -> ", " + what).orElse(""));
        }
        if (tally != null) {
            long read = tally.value().values().stream()
                    .mapToLong(split -> split.counts().bytes())
                    .sum();
            bar.stepTo(Math.min(before + read, bar.getMax()));
        }
    }

    @Override
    public void close() {
        drawing.cancel(false);
        clock.shutdownNow();
        bar.close();
    }
}

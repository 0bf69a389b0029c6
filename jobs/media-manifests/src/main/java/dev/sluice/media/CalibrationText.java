package dev.sluice.media;

import dev.sluice.cli.Console;
import dev.sluice.media.CalibrateCommand.Calibrated;
import dev.sluice.media.estimate.Speed;
import dev.sluice.media.report.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A calibration for a person: each figure that was measured, what could not be, and where they are. */
record CalibrationText(Calibrated done) {
    private static final int MOST_FAILURES = 10;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<List<String>> rows =
                done.measured().stream().map(CalibrationText::row).toList();
        Console.table(List.of("encoder", "preset", "pixels", "frames", "s/Mpx", "bits/px", "material"), rows)
                .forEach(line -> lines.add("  " + line));
        done.failures().stream()
                .limit(MOST_FAILURES)
                .forEach(failure -> lines.add("not        " + Visible.whole(failure)));
        if (done.failures().size() > MOST_FAILURES) {
            lines.add("           … and %,d more".formatted(done.failures().size() - MOST_FAILURES));
        }
        if (done.told().size() == 2) {
            FinishedEncodes.Told before = done.told().get(0);
            FinishedEncodes.Told after = done.told().get(1);
            lines.add(String.format(
                    Locale.ROOT,
                    "told by    %,d encodes  CPU / P50 %.2f before, %.2f now   bytes / P50 %.2f before, %.2f now",
                    after.encodes(),
                    before.cpu(),
                    after.cpu(),
                    before.bytes(),
                    after.bytes()));
        }
        lines.add("kept       %s  %,d measured now, %,d earlier"
                .formatted(done.file(), done.measured().size(), done.kept()));
        return lines;
    }

    private static List<String> row(Speed speed) {
        return List.of(
                speed.encoder(),
                speed.preset().isEmpty() ? "–" : speed.preset(),
                speed.pixelFormat(),
                speed.frameClass().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                String.format(Locale.ROOT, "%.4f", speed.secondsPerMegapixel()),
                String.format(Locale.ROOT, "%.4f", speed.bitsPerPixel()),
                material(speed));
    }

    private static String material(Speed speed) {
        return speed.samples() == 0
                ? "test picture"
                : "%,d %s%s".formatted(speed.samples(), speed.source(), speed.hdr() ? ", HDR" : "");
    }
}

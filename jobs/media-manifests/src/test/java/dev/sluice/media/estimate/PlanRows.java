package dev.sluice.media.estimate;

import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.media.probe.Film;
import dev.sluice.media.probe.Probe;
import java.util.List;
import java.util.Optional;

/** Files and targets for the steps of a plan. */
public final class PlanRows {
    private PlanRows() {}

    /** Full HD, 25 frames a second. */
    public static Probe probe(String codec, long seconds, String transfer) {
        return Probes.probe(
                Film.round()
                        .withCodec(codec)
                        .withSize(1920, 1080)
                        .withFrameRate(Optional.of(25.0), false)
                        .withSeconds(Optional.of(seconds))
                        .withTransfer(transfer),
                Probes.audio(1, 2, Optional.of(seconds), Optional.empty()));
    }

    /** 1280x720 in AV1. */
    public static Target target() {
        return target(1280, 720);
    }

    /** An encode of so many pixels that it takes much memory. */
    public static Target largeTarget() {
        return target(7680, 4320);
    }

    private static Target target(int width, int height) {
        return Targets.target(
                Targets.video(
                        "libsvtav1",
                        Optional.of("8"),
                        Optional.of(35),
                        Optional.empty(),
                        Optional.empty(),
                        new Targets.Shape("yuv420p", width, height, Optional.empty(), false)),
                new AudioTarget(1, "libopus", Optional.of(96_000L), Optional.empty()));
    }

    /** A table of a machine that is so many times slower than the shipped figures with the encoder of {@link #target}. */
    public static String calibration(double times) {
        Speed shipped = SpeedTable.shipped().speeds().stream()
                .filter(row -> row.encoder().equals("libsvtav1")
                        && row.preset().equals("8")
                        && row.pixelFormat().equals("yuv420p")
                        && row.frameClass() == FrameClass.HD)
                .findFirst()
                .orElseThrow();
        return SpeedTable.text(List.of(RoundFigures.here(shipped, times)));
    }
}

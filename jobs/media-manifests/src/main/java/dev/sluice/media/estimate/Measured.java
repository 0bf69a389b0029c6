package dev.sluice.media.estimate;

import java.util.List;

/**
 * What a calibration found.
 *
 * @param speeds in the order of what was asked
 * @param failures one sentence each, of what could not be measured: an encoder that this ffmpeg has not got, a preset
 *     that it does not know, a run that took too long
 */
public record Measured(List<Speed> speeds, List<String> failures) {
    public Measured {
        speeds = List.copyOf(speeds);
        failures = List.copyOf(failures);
    }
}

package dev.sluice.media.estimate;

import dev.sluice.media.decide.Target;
import dev.sluice.media.probe.Probe;

/**
 * An encode that has come to its end, with what it took.
 *
 * @param bytes size of its input
 * @param cpuSeconds of the attempt that made the output
 * @param outputBytes size of the output, be it kept or not
 */
public record Finished(Probe probe, long bytes, Target target, double cpuSeconds, long outputBytes) {}

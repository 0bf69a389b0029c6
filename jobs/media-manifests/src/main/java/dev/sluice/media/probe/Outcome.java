package dev.sluice.media.probe;

/** What came of looking at a file. */
public sealed interface Outcome {
    /** The file was looked at; what is wrong with it is in {@link Probe#findings()}. */
    record Probed(Probe probe) implements Outcome {}

    /**
     * The file has no probe.
     *
     * @param message a sentence's end, such as "is a playlist (hls), which is not opened"
     */
    record Refused(Refusal code, String message) implements Outcome {}
}

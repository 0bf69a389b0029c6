package dev.sluice.media.manifest;

import dev.sluice.settings.Doc;

/** What a job is expected to take: P50 is as often less as more, P90 is more one time out of ten. */
public record Forecast(
        @Doc("seconds of one core, over all threads") double cpuSecondsP50,
        @Doc("the same, nine times out of ten") double cpuSecondsP90,
        @Doc("size of the output") long outputBytesP50,
        @Doc("the same, nine times out of ten") long outputBytesP90,
        @Doc("memory of the encoder, nine times out of ten") long memoryBytes,

        @Doc("space for the output until it is complete, nine times out of ten")
        long scratchBytes) {
    /** Throws {@link IllegalArgumentException} for numbers that are none. */
    public Forecast {
        if (!(0 <= cpuSecondsP50 && cpuSecondsP50 <= cpuSecondsP90 && cpuSecondsP90 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cpu seconds are out of order: " + cpuSecondsP50 + ", " + cpuSecondsP90);
        }
        if (outputBytesP50 < 0 || outputBytesP90 < outputBytesP50 || memoryBytes < 0 || scratchBytes < 0) {
            throw new IllegalArgumentException("bytes are out of order: " + outputBytesP50 + ", " + outputBytesP90);
        }
    }
}

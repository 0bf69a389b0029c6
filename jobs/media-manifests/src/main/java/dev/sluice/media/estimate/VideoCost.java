package dev.sluice.media.estimate;

/**
 * What the video of a job costs.
 *
 * @param decode CPU seconds
 * @param filters CPU seconds
 * @param encode CPU seconds
 * @param memory bytes of frames
 * @param frames of the output
 */
record VideoCost(
        Quantiles decode, Quantiles filters, Quantiles encode, Quantiles bytes, Quantiles memory, double frames) {
    Quantiles seconds() {
        return decode.plus(filters).plus(encode);
    }
}

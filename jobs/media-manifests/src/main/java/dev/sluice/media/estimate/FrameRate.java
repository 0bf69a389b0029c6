package dev.sluice.media.estimate;

/** Frames a second that are written as a fraction. */
final class FrameRate {
    private FrameRate() {}

    /** @param text such as 25, 23.976 or 30000/1001 */
    static double of(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Double.parseDouble(text)
                : Double.parseDouble(text.substring(0, slash)) / Double.parseDouble(text.substring(slash + 1));
    }
}

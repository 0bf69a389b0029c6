package dev.sluice.media.estimate;

import java.util.EnumSet;

/** How large a frame is. What an encoder needs for a pixel depends on it, a little. */
public enum FrameClass {
    /** At most 720x576. */
    SD(720 * 576, 640, 360),
    /** At most 1280x720. */
    HD(1280 * 720, 1280, 720),
    /** At most 1920x1088. */
    FULL_HD(1920 * 1088, 1920, 1080),
    /** At most 4096x2304. */
    UHD(4096 * 2304, 3840, 2160),
    /** More than that. */
    HUGE(Long.MAX_VALUE, 7680, 4320);

    private final long maxPixels;
    private final int width;
    private final int height;

    FrameClass(long maxPixels, int width, int height) {
        this.maxPixels = maxPixels;
        this.width = width;
        this.height = height;
    }

    /** The class of a frame of this size. */
    public static FrameClass of(int width, int height) {
        long pixels = (long) width * height;
        for (FrameClass each : values()) {
            if (pixels <= each.maxPixels) {
                return each;
            }
        }
        return HUGE;
    }

    /** Width of the frame that is measured for this class. */
    int width() {
        return width;
    }

    /** Height of the frame that is measured for this class. */
    int height() {
        return height;
    }

    /** Number of classes between this one and another. */
    int stepsTo(FrameClass other) {
        return compareTo(other) < 0
                ? EnumSet.range(this, other).size() - 1
                : EnumSet.range(other, this).size() - 1;
    }
}

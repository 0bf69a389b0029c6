package dev.sluice.media.verify;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.io.Serializable;
import java.time.Duration;

/**
 * What an output must be held to be good. Of each measure of quality there are two bounds: below the lower it is another
 * picture, below the upper a person looks.
 */
public record Policy(
        @Doc("bytes of the output at most, as a part of the input's") @Preset("1.0")
        double maxSize,

        @Doc(
                "by how much audio may come earlier or later beside the video than in the input, at the beginning and anywhere")
        @Preset("60ms")
        Duration sync,

        @Doc("by how much audio may end earlier or later beside the video than in the input") @Preset("250ms")
        Duration endSync,

        @Doc("frames that may be missing or too many, by the rounding of times; with 0 each must be in its place, too")
        @Preset("2")
        int frames,

        @Doc("a picture that stands still for less is not looked into") @Preset("2s")
        Duration still,

        @Doc("places where picture and sound are held against the input, 1 to 50") @Preset("5")
        int places,

        @Doc("of video at each place") @Preset("1s") Duration look,
        @Doc("of audio at each place") @Preset("5s") Duration listen,
        @Doc("XPSNR in decibels, upper bound") @Preset("22") double minXpsnr,
        @Doc("XPSNR in decibels, lower bound") @Preset("6") double otherXpsnr,
        @Doc("SSIM, upper bound") @Preset("0.7") double minSsim,
        @Doc("SSIM, lower bound") @Preset("0.25") double otherSsim,

        @Doc("VMAF, upper bound; where ffmpeg has libvmaf") @Preset("60")
        double minVmaf,

        @Doc("VMAF, lower bound") @Preset("10") double otherVmaf,

        @Doc("wall time of one run of ffmpeg, at least; otherwise that of an attempt to encode") @Preset("10m")
        Duration leastTime)
        implements Serializable {
    private static final int MOST_PLACES = 50;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public Policy {
        require(maxSize > 0, "max-size", "is " + maxSize + "; it must be above 0");
        require(frames >= 0, "frames", "is " + frames + "; it must be 0 or more");
        require(places >= 1 && places <= MOST_PLACES, "places", "is " + places + "; allowed is 1 to " + MOST_PLACES);
        inside("look", look);
        inside("listen", listen);
        require(leastTime.toSeconds() >= 1, "least-time", "is less than a second");
        require(still.toSeconds() >= 1, "still", "is less than a second");
        ordered("xpsnr", otherXpsnr, minXpsnr);
        ordered("ssim", otherSsim, minSsim);
        ordered("vmaf", otherVmaf, minVmaf);
    }

    /** The same, and every frame counts. */
    Policy everyFrame() {
        return new Policy(
                maxSize,
                sync,
                endSync,
                0,
                still,
                places,
                look,
                listen,
                minXpsnr,
                otherXpsnr,
                minSsim,
                otherSsim,
                minVmaf,
                otherVmaf,
                leastTime);
    }

    private static void inside(String key, Duration length) {
        boolean holds = length.toMillis() >= 1 && length.compareTo(LONGEST) <= 0;
        require(holds, key, "is " + length.toMillis() + " ms; allowed is up to a minute");
    }

    private static void ordered(String measure, double lower, double upper) {
        require(lower <= upper, "min-" + measure, "is " + upper + ", below other-" + measure + ", which is " + lower);
    }

    private static void require(boolean holds, String key, String otherwise) {
        if (!holds) {
            throw new InvalidSetting(key, otherwise);
        }
    }
}

package dev.sluice.media.estimate;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.io.Serializable;

/** What an encoder was measured to need. A row of the table that a calibration gives; the shipped table is the same. */
public record Speed(
        @Doc("FFmpeg's encoder, such as libsvtav1") String encoder,

        @Doc("the encoder's own word or number; empty where it has none") @Preset("\"\"")
        String preset,

        @Doc("such as yuv420p") String pixelFormat,
        @Doc("size of the frames") FrameClass frameClass,

        @Doc("constant quality on the encoder's own scale that bits-per-pixel was measured at; 0 where it has none")
        @Preset("0")
        int quality,

        @Doc("CPU seconds for a million pixels") double secondsPerMegapixel,
        @Doc("bits of the output for a pixel") double bitsPerPixel,

        @Doc("codec of the files that were sampled; empty when the input was synthetic") @Preset("\"\"")
        String source,

        @Doc("the files that were sampled are HDR") @Preset("false")
        boolean hdr,

        @Doc("number of files that were sampled") @Preset("0")
        int samples,

        @Doc("P90 to P50 of seconds-per-megapixel among the samples") @Preset("1")
        double secondsSpread,

        @Doc("P90 to P50 of bits-per-pixel among the samples") @Preset("1")
        double bitsSpread,

        @Doc("processor") String machine,
        @Doc("version of ffmpeg") String ffmpeg,
        @Doc("moment by ISO 8601") String measured)
        implements Serializable {
    public Speed {
        positive("seconds-per-megapixel", secondsPerMegapixel);
        positive("bits-per-pixel", bitsPerPixel);
        atLeastOne("seconds-spread", secondsSpread);
        atLeastOne("bits-spread", bitsSpread);
    }

    private static void positive(String key, double value) {
        if (!(value > 0)) {
            throw new InvalidSetting(key, "is " + value + "; more than 0 is wanted");
        }
    }

    private static void atLeastOne(String key, double value) {
        if (!(value >= 1)) {
            throw new InvalidSetting(key, "is " + value + "; at least 1 is wanted");
        }
    }

    boolean synthetic() {
        return source.isEmpty();
    }

    /** True for two measurements of the same thing, on whatever machine. */
    boolean sameSubject(Speed other) {
        return encoder.equals(other.encoder)
                && preset.equals(other.preset)
                && pixelFormat.equals(other.pixelFormat)
                && frameClass == other.frameClass
                && source.equals(other.source)
                && hdr == other.hdr;
    }

    /** The same subject with other figures, as when they are interpolated. */
    Speed with(String otherPreset, double seconds, double bits) {
        return new Speed(
                encoder,
                otherPreset,
                pixelFormat,
                frameClass,
                quality,
                seconds,
                bits,
                source,
                hdr,
                samples,
                secondsSpread,
                bitsSpread,
                machine,
                ffmpeg,
                measured);
    }
}

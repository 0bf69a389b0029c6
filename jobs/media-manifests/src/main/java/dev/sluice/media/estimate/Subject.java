package dev.sluice.media.estimate;

import dev.sluice.settings.Doc;
import dev.sluice.settings.Preset;
import java.util.Locale;

/** What a calibration measures. */
public record Subject(
        @Doc("FFmpeg's encoder, such as libsvtav1") String encoder,

        @Doc("the encoder's own word or number; empty where it has none") @Preset("\"\"")
        String preset,

        @Doc("such as yuv420p") String pixelFormat,
        @Doc("size of the frames") FrameClass frameClass,

        @Doc("constant quality on the encoder's own scale; 0 where it has none") @Preset("0")
        int quality) {
    @Override
    public String toString() {
        return encoder + (preset.isEmpty() ? "" : " " + preset) + " " + pixelFormat + " "
                + frameClass.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.sluice.media.estimate;

import dev.sluice.media.decide.EncoderOptions;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.settings.Doc;
import dev.sluice.settings.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a calibration measures. */
public record Subject(
        @Doc("FFmpeg's encoder, such as libsvtav1") String encoder,

        @Doc("the encoder's own word or number; empty where it has none") @Preset("\"\"")
        String preset,

        @Doc("such as yuv420p") String pixelFormat,
        @Doc("size of the frames") FrameClass frameClass,

        @Doc("constant quality on the encoder's own scale; 0 where it has none") @Preset("0")
        int quality) {
    private static final String OPENH264 = "libopenh264";

    /**
     * What ffmpeg is told: as in a job ({@link EncoderOptions}), but on one thread, so that its CPU seconds are its own
     * work and not that of threads which wait for each other.
     */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-c:v:0", encoder, "-threads:v:0", "1"));
        arguments.addAll(EncoderOptions.of(target()));
        return List.copyOf(arguments);
    }

    /** True of encoders that profiles may name. */
    boolean ofProfiles() {
        return target().codec().isPresent();
    }

    private VideoTarget target() {
        Optional<String> unsaid = Optional.empty();
        boolean byNumber = quality > 0 && !encoder.equals(OPENH264);
        return new VideoTarget(
                0,
                encoder,
                Optional.of(preset).filter(word -> !word.isEmpty()),
                Optional.of(quality).filter(number -> byNumber),
                Optional.empty(),
                Optional.empty(),
                pixelFormat,
                frameClass.width(),
                frameClass.height(),
                VideoTarget.Fit.SCALE,
                unsaid,
                false,
                VideoTarget.ColorPolicy.KEEP,
                unsaid,
                unsaid,
                unsaid,
                unsaid,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                options());
    }

    private Map<String, String> options() {
        return switch (encoder) {
            case "libsvtav1" -> Map.of("lp", "1");
            case "libx265" -> Map.of("pools", "none", "frame-threads", "1");
            // It has no constant quality; held between two equal bounds it has.
            case OPENH264 -> Map.of("rc_mode", "quality", "qmin", "" + quality, "qmax", "" + quality);
            default -> Map.of();
        };
    }

    @Override
    public String toString() {
        return encoder + (preset.isEmpty() ? "" : " " + preset) + " " + pixelFormat + " "
                + frameClass.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

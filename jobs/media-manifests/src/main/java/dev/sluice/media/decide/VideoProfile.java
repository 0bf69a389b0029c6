package dev.sluice.media.decide;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Nearest;
import dev.sluice.settings.Preset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** How a profile encodes video. */
public record VideoProfile(
        @Doc("FFmpeg's encoder: libsvtav1, libaom-av1, libx264, libx265, libvpx-vp9, libvpx or libopenh264")
        String encoder,

        @Doc("the encoder's preset: 0 to 13 of libsvtav1, medium of libx265, ...")
        Optional<String> preset,

        @Doc("constant quality on the encoder's scale; lower is better")
        Optional<Integer> quality,

        @Doc("bits a second on average, such as 2500k; instead of quality")
        Optional<String> bitRate,

        @Doc("bits a second at most, such as 5M") Optional<String> maxRate,

        @Doc("heights of a ladder, one output each; rungs above the input's height are left out, the input's own height"
                + " takes the place of the lowest when all are above")
        List<Integer> heights,

        @Doc("a taller picture is made smaller; never larger")
        Optional<Integer> maxHeight,

        @Doc("auto: 4:2:0 with ten bits where the input has more than eight and the encoder can") @Preset("auto")
        String pixelFormat,

        @Doc("frames a second at most, as 30 or 30000/1001; a file with fewer keeps its own")
        Optional<String> maxFrameRate,

        @Doc("HDR10 and HLG: keep, tone-map or human") @Preset("keep")
        Hdr hdr,

        @Doc("HDR10+'s dynamic metadata, which encoders lose: drop or human") @Preset("human")
        Policy hdr10Plus,

        @Doc("Dolby Vision: drop keeps a base layer that plays by itself, human asks") @Preset("human")
        Policy dolbyVision,

        @Doc("fields: deinterlace, keep or human") @Preset("human")
        Interlaced interlaced,

        @Doc("transparency: keep, drop or human") @Preset("human")
        Policy alpha,

        @Doc("an odd width or height: crop or pad by one sample, or human") @Preset("crop")
        OddSize oddSize,

        @Doc("seconds between key frames at most") @Preset("10")
        int keyFrameSeconds,

        @Doc("further options of the encoder, name to value")
        Map<String, String> options) {
    /** What becomes of high dynamic range. */
    public enum Hdr {
        KEEP,
        TONE_MAP,
        HUMAN
    }

    /** What becomes of interlaced video. */
    public enum Interlaced {
        DEINTERLACE,
        KEEP,
        HUMAN
    }

    /** What becomes of an odd width or height where the pixel format halves them. */
    public enum OddSize {
        CROP,
        PAD,
        HUMAN
    }

    public VideoProfile {
        heights = List.copyOf(heights);
        options = Map.copyOf(options);
        VideoEncoder known = VideoEncoder.named(encoder)
                .orElseThrow(() -> new InvalidSetting(
                        "encoder",
                        "\"" + encoder + "\" is not one of " + String.join(", ", VideoEncoder.words())
                                + Nearest.hint(encoder, VideoEncoder.words())));
        preset.filter(word -> !known.presets().contains(word)).ifPresent(word -> {
            throw new InvalidSetting(
                    "preset",
                    known.presets().isEmpty()
                            ? encoder + " has no presets"
                            : "\"" + word + "\" is not one of " + String.join(", ", known.presets()));
        });
        rates(known, quality, bitRate, maxRate);
        sizes(heights, maxHeight);
        if (keyFrameSeconds < 1 || keyFrameSeconds > 600) {
            throw new InvalidSetting("key-frame-seconds", "is " + keyFrameSeconds + "; allowed is 1 to 600");
        }
        maxFrameRate.ifPresent(text -> Fraction.parse("max-frame-rate", text));
        if (hdr10Plus == Policy.KEEP || dolbyVision == Policy.KEEP) {
            throw new InvalidSetting(
                    dolbyVision == Policy.KEEP ? "dolby-vision" : "hdr10-plus",
                    "cannot be kept: encoders lose it; allowed is drop or human");
        }
    }

    private static void rates(
            VideoEncoder known, Optional<Integer> quality, Optional<String> bitRate, Optional<String> maxRate) {
        bitRate.ifPresent(text -> BitRate.parse("bit-rate", text));
        maxRate.ifPresent(text -> BitRate.parse("max-rate", text));
        if (quality.isPresent() == bitRate.isPresent()) {
            throw new InvalidSetting("quality", "is needed, or bit-rate; one of them");
        }
        quality.filter(q -> q < 0 || q > known.worstQuality()).ifPresent(q -> {
            throw new InvalidSetting(
                    "quality",
                    known.worstQuality() < 0
                            ? known.word() + " has no constant quality; set bit-rate"
                            : "is " + q + "; allowed is 0 to " + known.worstQuality());
        });
        if (known == VideoEncoder.LIBSVTAV1 && bitRate.isPresent() && maxRate.isPresent()) {
            throw new InvalidSetting("max-rate", "goes with quality only for " + known.word());
        }
    }

    private static void sizes(List<Integer> heights, Optional<Integer> maxHeight) {
        if (!heights.isEmpty() && maxHeight.isPresent()) {
            throw new InvalidSetting("heights", "cannot be used with max-height; allowed is one of them");
        }
        if (new TreeSet<>(heights).size() < heights.size()) {
            throw new InvalidSetting("heights", "holds a height twice");
        }
        heights.stream().filter(h -> h < 16 || h > 16_384).findFirst().ifPresent(h -> {
            throw new InvalidSetting("heights", "holds " + h + "; allowed is 16 to 16384");
        });
        maxHeight.filter(h -> h < 16 || h > 16_384).ifPresent(h -> {
            throw new InvalidSetting("max-height", "is " + h + "; allowed is 16 to 16384");
        });
    }

    /** Pixel formats that outputs without alpha may have. */
    public List<String> pixelFormats() {
        if (!pixelFormat.equals("auto")) {
            return List.of(pixelFormat);
        }
        return known().tenBits() ? List.of("yuv420p", "yuv420p10le") : List.of("yuv420p");
    }

    VideoEncoder known() {
        return VideoEncoder.named(encoder).orElseThrow();
    }
}

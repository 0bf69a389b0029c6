package dev.sluice.media.decide;

import dev.sluice.media.decide.VideoTarget.ColorPolicy;
import dev.sluice.media.decide.VideoTarget.Fit;
import dev.sluice.media.probe.VideoStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A profile's video laid over the main video of one file: a target, or one a rung of a ladder. */
final class VideoResolution {
    private static final Set<String> HDR = Set.of("smpte2084", "arib-std-b67");
    private static final Set<String> INTERLACED = Set.of("tt", "bb", "tb", "bt");

    private final VideoProfile profile;
    private final VideoStream input;
    private final Objections objections;
    private final boolean hdr;
    private final ColorPolicy color;
    private final String pixelFormat;
    private final boolean deinterlace;

    private VideoResolution(VideoProfile profile, VideoStream input, Objections objections) {
        this.profile = profile;
        this.input = input;
        this.objections = objections;
        this.hdr = input.colorTransfer().filter(HDR::contains).isPresent();
        this.color = color();
        this.pixelFormat = pixelFormat();
        this.deinterlace = deinterlace();
    }

    static List<VideoTarget> of(VideoProfile profile, VideoStream input, Objections objections) {
        if (input.width().isEmpty() || input.height().isEmpty()) {
            objections.add("NOT_DECODABLE", "the size of its picture is not known");
            return List.of();
        }
        VideoResolution resolution = new VideoResolution(profile, input, objections);
        return resolution.heights().stream().map(resolution::target).toList();
    }

    private ColorPolicy color() {
        if (input.dolbyVision().isPresent()) {
            boolean alone = input.dolbyVision().get().compatibility() != 0;
            objections.keeps(
                    alone ? profile.dolbyVision() : Policy.HUMAN,
                    "DOLBY_VISION",
                    "it is Dolby Vision of profile " + input.dolbyVision().get().profile()
                            + (alone ? "" : ", whose picture is wrong without it"),
                    true);
        }
        if (input.hdr10Plus()) {
            objections.keeps(profile.hdr10Plus(), "HDR10_PLUS", "it has HDR10+ metadata", true);
        }
        if (hdr && profile.hdr() == VideoProfile.Hdr.HUMAN) {
            objections.add("HDR", "it is HDR (" + input.colorTransfer().orElseThrow() + ")");
        }
        if (hdr && profile.hdr() == VideoProfile.Hdr.KEEP && !profile.known().tenBits()) {
            objections.add("HDR", "it is HDR, and " + profile.encoder() + " has eight bits only");
        }
        return hdr && profile.hdr() == VideoProfile.Hdr.TONE_MAP ? ColorPolicy.TONE_MAP : ColorPolicy.KEEP;
    }

    private boolean deinterlace() {
        if (input.fieldOrder().filter(INTERLACED::contains).isEmpty()) {
            return false;
        }
        if (profile.interlaced() == VideoProfile.Interlaced.HUMAN) {
            objections.add(
                    "INTERLACED", "it is interlaced (" + input.fieldOrder().orElseThrow() + ")");
        }
        return profile.interlaced() == VideoProfile.Interlaced.DEINTERLACE;
    }

    private String pixelFormat() {
        boolean alpha = input.alpha()
                && objections.keeps(
                        profile.alpha(),
                        "ALPHA",
                        "it has an alpha channel",
                        profile.known().alpha());
        if (!profile.pixelFormat().equals("auto")) {
            return profile.pixelFormat();
        }
        boolean deep = input.bitDepth().orElse(8) > 8 && profile.known().tenBits() && color == ColorPolicy.KEEP;
        return (alpha ? "yuva420p" : "yuv420p") + (deep && !alpha ? "10le" : "");
    }

    /** Turned by a quarter, the picture that people see is as high as the coded one is wide. */
    private boolean turned() {
        return input.rotation() % 180 != 0;
    }

    private int seenWidth() {
        return turned() ? input.height().orElseThrow() : input.width().orElseThrow();
    }

    private int seenHeight() {
        return turned() ? input.width().orElseThrow() : input.height().orElseThrow();
    }

    /** Heights of the outputs, the tallest first. */
    private List<Integer> heights() {
        int own = seenHeight();
        if (profile.heights().isEmpty()) {
            return List.of(Math.min(own, profile.maxHeight().orElse(own)));
        }
        TreeSet<Integer> rungs = new TreeSet<>(profile.heights());
        rungs.removeIf(height -> height > own);
        return rungs.isEmpty() ? List.of(own) : List.copyOf(rungs.descendingSet());
    }

    private VideoTarget target(int height) {
        boolean same = height == seenHeight();
        int width = same ? seenWidth() : Math.round((float) ((double) seenWidth() * height / seenHeight()));
        Fit fit = same && (width % 2 != 0 || height % 2 != 0) ? odd(width, height) : Fit.SCALE;
        int up = fit == Fit.PAD ? 1 : 0;
        return new VideoTarget(
                input.index(),
                profile.encoder(),
                profile.preset(),
                profile.quality(),
                profile.bitRate().map(text -> BitRate.parse("bit-rate", text)),
                profile.maxRate().map(text -> BitRate.parse("max-rate", text)),
                pixelFormat,
                even(width + up),
                even(height + up),
                fit,
                frameRate(),
                deinterlace,
                color,
                toneMapped("bt709", input.colorPrimaries()),
                toneMapped("bt709", input.colorTransfer()),
                toneMapped("bt709", input.colorMatrix()),
                toneMapped("tv", input.colorRange()),
                color == ColorPolicy.KEEP ? input.masteringDisplay() : Optional.empty(),
                color == ColorPolicy.KEEP ? input.maxContentLight() : Optional.empty(),
                color == ColorPolicy.KEEP ? input.maxAverageLight() : Optional.empty(),
                Optional.of(profile.keyFrameSeconds()),
                profile.options());
    }

    private static int even(int size) {
        return Math.max(2, size - size % 2);
    }

    private Fit odd(int width, int height) {
        return switch (profile.oddSize()) {
            case CROP -> Fit.CROP;
            case PAD -> Fit.PAD;
            case HUMAN -> {
                objections.add("ODD_SIZE", "its picture is " + width + " x " + height);
                yield Fit.CROP;
            }
        };
    }

    private Optional<String> toneMapped(String mapped, Optional<String> own) {
        return color == ColorPolicy.TONE_MAP ? Optional.of(mapped) : own;
    }

    /** Fewer frames where the profile allows fewer than the file has. */
    private Optional<String> frameRate() {
        return profile.maxFrameRate()
                .map(text -> Fraction.parse("max-frame-rate", text))
                .filter(most -> input.frameRateFraction()
                        .map(text -> Fraction.parse("frame-rate", text).compareTo(most) > 0)
                        .orElse(false))
                .map(Fraction::toString);
    }
}

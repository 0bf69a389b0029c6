package dev.sluice.media.decide;

import dev.sluice.media.decide.VideoTarget.ColorPolicy;
import dev.sluice.media.decide.VideoTarget.Fit;
import dev.sluice.media.probe.VideoStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
                    "video.dolby-vision",
                    alone ? profile.dolbyVision() : Policy.HUMAN,
                    "DOLBY_VISION",
                    "it is Dolby Vision of profile " + input.dolbyVision().get().profile()
                            + (alone ? "" : ", whose picture is wrong without it"),
                    true);
        }
        if (input.hdr10Plus()) {
            objections.keeps("video.hdr10-plus", profile.hdr10Plus(), "HDR10_PLUS", "it has HDR10+ metadata", true);
        }
        if (hdr) {
            hdr(input.colorTransfer().orElseThrow());
        }
        return hdr && profile.hdr() == VideoProfile.Hdr.TONE_MAP ? ColorPolicy.TONE_MAP : ColorPolicy.KEEP;
    }

    private void hdr(String transfer) {
        boolean eightBits =
                profile.hdr() == VideoProfile.Hdr.KEEP && !profile.known().tenBits();
        if (profile.hdr() == VideoProfile.Hdr.HUMAN || eightBits) {
            String why = eightBits ? ", and " + profile.encoder() + " has eight bits only" : " (" + transfer + ")";
            objections.ask("video.hdr", "HDR", transfer, "it is HDR" + why);
        } else {
            boolean kept = profile.hdr() == VideoProfile.Hdr.KEEP;
            objections.note("video.hdr", transfer, kept ? "kept, with static metadata" : "tone-mapped to BT.709");
        }
    }

    private boolean deinterlace() {
        if (input.fieldOrder().filter(INTERLACED::contains).isEmpty()) {
            return false;
        }
        String order = input.fieldOrder().orElseThrow();
        switch (profile.interlaced()) {
            case HUMAN -> objections.ask("video.interlaced", "INTERLACED", order, "it is interlaced (" + order + ")");
            case DEINTERLACE -> objections.note("video.interlaced", order, "deinterlaced");
            case KEEP -> objections.note("video.interlaced", order, "kept");
        }
        return profile.interlaced() == VideoProfile.Interlaced.DEINTERLACE;
    }

    private String pixelFormat() {
        boolean alpha = input.alpha()
                && objections.keeps(
                        "video.alpha",
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
        String lines = own + " lines";
        if (profile.heights().isEmpty()) {
            int height = Math.min(own, profile.maxHeight().orElse(own));
            profile.maxHeight()
                    .ifPresent(most -> objections.note(
                            "video.max-height", lines, height < own ? "made smaller: " + height : "as it is"));
            return List.of(height);
        }
        TreeSet<Integer> rungs = new TreeSet<>(profile.heights());
        rungs.removeIf(height -> height > own);
        List<Integer> heights = rungs.isEmpty() ? List.of(own) : List.copyOf(rungs.descendingSet());
        objections.note(
                "video.heights", lines, heights.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        return heights;
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
        String size = width + " x " + height;
        switch (profile.oddSize()) {
            case CROP -> objections.note("video.odd-size", size, "cropped by one");
            case PAD -> objections.note("video.odd-size", size, "padded by one");
            case HUMAN -> objections.ask("video.odd-size", "ODD_SIZE", size, "its picture is " + size);
        }
        return profile.oddSize() == VideoProfile.OddSize.PAD ? Fit.PAD : Fit.CROP;
    }

    private Optional<String> toneMapped(String mapped, Optional<String> own) {
        return color == ColorPolicy.TONE_MAP ? Optional.of(mapped) : own;
    }

    /** Fewer frames where the profile allows fewer than the file has. */
    private Optional<String> frameRate() {
        Optional<String> fewer = profile.maxFrameRate()
                .map(text -> Fraction.parse("max-frame-rate", text))
                .filter(most -> input.frameRateFraction()
                        .map(text -> Fraction.parse("frame-rate", text).compareTo(most) > 0)
                        .orElse(false))
                .map(Fraction::toString);
        profile.maxFrameRate()
                .ifPresent(most -> objections.note(
                        "video.max-frame-rate",
                        input.frameRateFraction().orElse("a rate that is not known") + " a second",
                        fewer.map(rate -> "fewer: " + rate).orElse("as it is")));
        return fewer;
    }
}

package dev.sluice.media.render;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.decide.VideoTarget.ColorPolicy;
import dev.sluice.media.decide.VideoTarget.Fit;
import java.util.Optional;

/** The video of one job in the words of MediaConvert. */
final class VideoConversion {
    private static final int LARGEST = 8192;
    private static final int SMALLEST = 32;

    private final VideoTarget video;
    private final Optional<Integer> quality;
    private final Refusals refusals;

    /** Throws where a job cannot be expressed. */
    interface Refusals {
        void refuse(boolean impossible, String why);
    }

    VideoConversion(VideoTarget video, Optional<Integer> quality, Refusals refusals) {
        this.video = video;
        this.quality = quality;
        this.refusals = refusals;
    }

    ObjectNode description() {
        refusals.refuse(video.fit() != Fit.SCALE, "its odd size is cropped or padded");
        refusals.refuse(!video.options().isEmpty(), "it has options of " + video.encoder() + "'s own");
        refusals.refuse(video.masteringDisplay().isPresent(), "it carries HDR10's mastering display");
        refusals.refuse(
                Math.max(video.width(), video.height()) > LARGEST || Math.min(video.width(), video.height()) < SMALLEST,
                "its picture is " + video.width() + " x " + video.height());
        ObjectNode description = JsonNodeFactory.instance.objectNode();
        // A size that was rounded to even numbers would get bars otherwise.
        description.put("ScalingBehavior", "STRETCH_TO_OUTPUT");
        description.put("Width", video.width()).put("Height", video.height());
        boolean mapped = video.color() == ColorPolicy.TONE_MAP;
        if (video.deinterlace() || mapped) {
            ObjectNode before = description.putObject("VideoPreprocessors");
            if (video.deinterlace()) {
                before.putObject("Deinterlacer").put("Mode", "DEINTERLACE").put("Algorithm", "INTERPOLATE");
            }
            if (mapped) {
                before.putObject("ColorCorrector").put("ColorSpaceConversion", "FORCE_709");
            }
        }
        description.set("CodecSettings", codec());
        return description;
    }

    private ObjectNode codec() {
        ObjectNode codec = JsonNodeFactory.instance.objectNode();
        String name = video.codec().orElse(video.encoder());
        switch (name) {
            case "av1" -> {
                ObjectNode own = codec.put("Codec", "AV1").putObject("Av1Settings");
                own.put("BitDepth", tenBits() ? "BIT_10" : "BIT_8");
                rate(own, false);
                frames(own);
            }
            case "hevc" -> {
                ObjectNode own = codec.put("Codec", "H_265").putObject("H265Settings");
                own.put("CodecProfile", tenBits() ? "MAIN10_MAIN" : "MAIN_MAIN");
                rate(own, true);
                keyFrames(own);
                frames(own);
            }
            case "h264" -> {
                ObjectNode own = codec.put("Codec", "H_264").putObject("H264Settings");
                own.put("CodecProfile", tenBits() ? "HIGH_10BIT" : "HIGH");
                rate(own, true);
                keyFrames(own);
                frames(own);
            }
            case "vp9" -> {
                refusals.refuse(tenBits(), "it has ten bits in VP9");
                refusals.refuse(video.quality().isPresent(), "the service encodes VP9 by bit rate only");
                ObjectNode own = codec.put("Codec", "VP9").putObject("Vp9Settings");
                rate(own, true);
                frames(own);
            }
            default -> refusals.refuse(true, "its video is " + name);
        }
        return codec;
    }

    private boolean tenBits() {
        boolean ten = video.pixelFormat().equals("yuv420p10le");
        refusals.refuse(!ten && !video.pixelFormat().equals("yuv420p"), "its pixel format is " + video.pixelFormat());
        return ten;
    }

    private void rate(ObjectNode own, boolean byBitRate) {
        if (video.quality().isPresent()) {
            refusals.refuse(
                    quality.isEmpty(),
                    "quality " + video.quality().get() + " is of " + video.encoder()
                            + "'s own scale; give qvbr-quality to have another in its place");
            refusals.refuse(video.maxRate().isEmpty(), "QVBR needs a max-rate, which its profile does not give");
            own.put("RateControlMode", "QVBR").put("MaxBitrate", video.maxRate().orElseThrow());
            own.putObject("QvbrSettings").put("QvbrQualityLevel", quality.orElseThrow());
            return;
        }
        refusals.refuse(!byBitRate, "the service encodes AV1 by quality only");
        long rate = video.bitRate().orElseThrow();
        own.put("RateControlMode", "VBR").put("Bitrate", rate);
        own.put("MaxBitrate", Math.max(rate, video.maxRate().orElse(2 * rate)));
    }

    private void keyFrames(ObjectNode own) {
        video.keyFrameSeconds().ifPresent(seconds -> own.put("GopSize", seconds).put("GopSizeUnits", "SECONDS"));
    }

    private void frames(ObjectNode own) {
        if (video.frameRate().isEmpty()) {
            own.put("FramerateControl", "INITIALIZE_FROM_SOURCE");
            return;
        }
        String rate = video.frameRate().get();
        int slash = rate.indexOf('/');
        own.put("FramerateControl", "SPECIFIED");
        own.put("FramerateConversionAlgorithm", "DUPLICATE_DROP");
        own.put("FramerateNumerator", Long.parseLong(rate.substring(0, slash)));
        own.put("FramerateDenominator", Long.parseLong(rate.substring(slash + 1)));
    }
}

package dev.sluice.media.decide;

import dev.sluice.media.probe.MasteringDisplay;
import dev.sluice.settings.Doc;
import java.util.Map;
import java.util.Optional;

/** How the video is encoded. */
public record VideoTarget(
        @Doc("index of the stream in the input") int stream,

        @Doc("FFmpeg's encoder, such as libsvtav1, libx265, libopenh264, libvpx-vp9")
        String encoder,

        @Doc("the encoder's own word or number, such as medium or 8")
        Optional<String> preset,

        @Doc("constant quality, on the encoder's own scale; lower is better")
        Optional<Integer> quality,

        @Doc("bits a second on average; one of quality and this is there")
        Optional<Long> bitRate,

        @Doc("bits a second at most") Optional<Long> maxRate,
        @Doc("such as yuv420p, yuv420p10le") String pixelFormat,
        @Doc("even, never more than the input's") int width,
        @Doc("even, never more than the input's") int height,

        @Doc("how an odd size becomes even: scale, crop or pad")
        Fit fit,

        @Doc("frames a second as a fraction; none keeps the input's times")
        Optional<String> frameRate,

        @Doc("both fields of each frame become one picture") boolean deinterlace,
        @Doc("how colours are treated: keep or tone-map") ColorPolicy color,
        Optional<String> colorPrimaries,
        Optional<String> colorTransfer,
        Optional<String> colorMatrix,
        Optional<String> colorRange,

        @Doc("static metadata of HDR10 that the output carries")
        Optional<MasteringDisplay> masteringDisplay,

        Optional<Integer> maxContentLight,
        Optional<Integer> maxAverageLight,
        @Doc("seconds between key frames at most") Optional<Integer> keyFrameSeconds,

        @Doc("further options of the encoder, name to value")
        Map<String, String> options) {
    public VideoTarget {
        options = Map.copyOf(options);
    }

    /** What the encoder makes, by FFmpeg's name; none where the encoder is not known. */
    public Optional<String> codec() {
        return VideoEncoder.named(encoder).map(VideoEncoder::codec);
    }

    /** How the input's picture gets the output's size. */
    public enum Fit {
        /** By scaling; also where both sizes are equal. */
        SCALE,
        /** The last column or row is cut off. */
        CROP,
        /** A column or row is added. */
        PAD
    }

    /** What becomes of high dynamic range. */
    public enum ColorPolicy {
        /** The output has the input's colours, and says so. */
        KEEP,
        /** HDR becomes SDR in BT.709. */
        TONE_MAP
    }
}

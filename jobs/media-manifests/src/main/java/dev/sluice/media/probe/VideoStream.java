package dev.sluice.media.probe;

import dev.sluice.settings.Doc;
import java.util.List;
import java.util.Optional;

/** One stream of video. */
public record VideoStream(
        @Doc("index in the file") int index,
        @Doc("such as h264, hevc, av1") String codec,
        @Doc("such as High, Main 10") Optional<String> profile,

        @Doc("level as FFmpeg numbers it: 41 is H.264's 4.1, 123 is HEVC's 4.1")
        Optional<Integer> level,

        @Doc("coded samples a line") Optional<Integer> width,
        @Doc("lines") Optional<Integer> height,

        @Doc("shape of a sample, width to height, such as 1:1")
        Optional<String> sampleAspect,

        @Doc("such as yuv420p10le; not known means not decodable in the full tier")
        Optional<String> pixelFormat,

        @Doc("bits of a sample") Optional<Integer> bitDepth,
        @Doc("has an alpha channel") boolean alpha,

        @Doc("average frames a second") Optional<Double> frameRate,

        @Doc("the same as a fraction, such as 30000/1001") Optional<String> frameRateFraction,

        @Doc("average and base rate differ: frames are not equally long")
        boolean variableFrameRate,

        @Doc("progressive, tt, bb, tb or bt") Optional<String> fieldOrder,

        @Doc("degrees clockwise that a player turns the picture: 0, 90, 180, 270")
        int rotation,

        @Doc("such as bt709, bt2020") Optional<String> colorPrimaries,

        @Doc("such as bt709, smpte2084 (PQ), arib-std-b67 (HLG)")
        Optional<String> colorTransfer,

        @Doc("such as bt709, bt2020nc") Optional<String> colorMatrix,
        @Doc("tv or pc") Optional<String> colorRange,
        @Doc("such as left, topleft") Optional<String> chromaLocation,

        @Doc("static metadata of HDR10") Optional<MasteringDisplay> masteringDisplay,
        @Doc("brightest sample, cd/m2") Optional<Integer> maxContentLight,

        @Doc("brightest average of a frame, cd/m2") Optional<Integer> maxAverageLight,

        @Doc("dynamic metadata of HDR10+ was seen") boolean hdr10Plus,
        @Doc("Dolby Vision's configuration") Optional<DolbyVision> dolbyVision,

        @Doc("ISO 639 code") Optional<String> language,
        @Doc("default, forced, ...") List<String> dispositions,
        @Doc("when it begins") Optional<Long> startUs,
        @Doc("how long it is") Optional<Long> durationUs,
        @Doc("bits a second") Optional<Long> bitRate,
        @Doc("number of frames, where the container tells") Optional<Long> frames,
        @Doc("is encrypted") boolean encrypted) {
    public VideoStream {
        dispositions = List.copyOf(dispositions);
    }
}

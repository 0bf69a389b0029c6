package dev.sluice.media.manifest;

import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.decide.VideoTarget.ColorPolicy;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.VideoStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * FFmpeg's video filters for a target, in the order in which they run: fields before sizes, because scaling mixes lines of
 * both; sizes before colours, because fewer samples are cheaper to map. FFmpeg turns the picture by itself before them.
 */
public final class Filters {
    /** What an RGB picture becomes, and what a matrix of a YUV picture cannot be. */
    private static final String RGB = "gbr";

    private static final String BT709 = "bt709";

    private Filters() {}

    /** The chain of a target, its elements in their order; that no name of a file is in any of them is relied on. */
    public static List<String> of(VideoTarget video, Probe probe) {
        boolean rgb = input(video, probe)
                .flatMap(VideoStream::colorMatrix)
                .filter(RGB::equals)
                .isPresent();
        List<String> filters = new ArrayList<>();
        if (video.deinterlace()) {
            filters.add("bwdif=mode=send_frame");
        }
        String size = video.width() + ":" + video.height();
        switch (video.fit()) {
            case CROP -> filters.add("crop=" + size + ":0:0");
            case PAD -> filters.add("pad=" + size + ":0:0");
            case SCALE -> {}
        }
        // Where both sizes are equal, it makes the pixel format alone.
        filters.add("scale=" + size + ":flags=lanczos" + (rgb ? ":out_color_matrix=bt709:out_range=tv" : ""));
        if (video.color() == ColorPolicy.TONE_MAP) {
            filters.addAll(toneMap(input(video, probe)));
        }
        video.frameRate().ifPresent(rate -> filters.add("fps=" + rate));
        filters.add("format=" + video.pixelFormat());
        tags(video, rgb).ifPresent(filters::add);
        return filters;
    }

    /** The stream that a target is made of. */
    static Optional<VideoStream> input(VideoTarget video, Probe probe) {
        return probe.videoStreams().stream()
                .filter(stream -> stream.index() == video.stream())
                .findFirst();
    }

    /**
     * Linear light in floats, BT.709 primaries, Hable's curve, BT.709 again; by the manual of the filter tonemap. What the
     * file does not tell of its colours is taken to be BT.2020, which all HDR is. The metadata of HDR would stay otherwise,
     * and players map what is mapped already.
     */
    private static List<String> toneMap(Optional<VideoStream> input) {
        String from = "zscale=tin=" + input.flatMap(VideoStream::colorTransfer).orElse("smpte2084")
                + ":pin=" + input.flatMap(VideoStream::colorPrimaries).orElse("bt2020")
                + ":min=" + input.flatMap(VideoStream::colorMatrix).orElse("bt2020nc")
                + ":rin=" + input.flatMap(VideoStream::colorRange).orElse("tv");
        return List.of(
                from + ":t=linear:npl=100",
                "format=gbrpf32le",
                "zscale=p=bt709",
                "tonemap=tonemap=hable:desat=0",
                "zscale=t=bt709:m=bt709:r=tv",
                "sidedata=mode=delete:type=MASTERING_DISPLAY_METADATA",
                "sidedata=mode=delete:type=CONTENT_LIGHT_LEVEL");
    }

    /** Frames carry their colours to the encoder; options of the same names lose against frames that do not know. */
    private static Optional<String> tags(VideoTarget video, boolean rgb) {
        StringJoiner tags = new StringJoiner(":", "setparams=", "").setEmptyValue("");
        video.colorPrimaries().ifPresent(name -> tags.add("color_primaries=" + name));
        video.colorTransfer().ifPresent(name -> tags.add("color_trc=" + name));
        (rgb ? Optional.of(BT709) : video.colorMatrix()).ifPresent(name -> tags.add("colorspace=" + name));
        (rgb ? Optional.of("tv") : video.colorRange()).ifPresent(name -> tags.add("range=" + name));
        return Optional.of(tags.toString()).filter(text -> !text.isEmpty());
    }
}

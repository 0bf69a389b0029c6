package dev.sluice.media.manifest;

import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.decide.VideoTarget.ColorPolicy;
import dev.sluice.media.decide.VideoTarget.Fit;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.VideoStream;
import java.util.ArrayList;
import java.util.List;

/**
 * FFmpeg's video filters for a target, in the order in which they run: fields before sizes, because scaling mixes lines of
 * both; sizes before colours, because fewer samples are cheaper to map. FFmpeg turns the picture by itself before them.
 */
final class Filters {
    /** Linear light in floats, BT.709 primaries, Hable's curve, BT.709 again; by the manual of the tonemap filter. */
    private static final String TONE_MAP = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,"
            + "tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv";

    private Filters() {}

    static List<String> of(VideoTarget video, Probe probe) {
        List<String> filters = new ArrayList<>();
        if (video.deinterlace()) {
            filters.add("bwdif=mode=send_frame");
        }
        String size = video.width() + ":" + video.height();
        if (video.fit() == Fit.CROP) {
            filters.add("crop=" + size + ":0:0");
        } else if (video.fit() == Fit.PAD) {
            filters.add("pad=" + size + ":0:0");
        } else if (probe.videoStreams().stream()
                .anyMatch(stream -> stream.index() == video.stream() && resized(video, stream))) {
            filters.add("scale=" + size + ":flags=lanczos");
        }
        if (video.color() == ColorPolicy.TONE_MAP) {
            filters.add(TONE_MAP);
        }
        video.frameRate().ifPresent(rate -> filters.add("fps=" + rate));
        return filters;
    }

    private static boolean resized(VideoTarget video, VideoStream input) {
        boolean turned = input.rotation() % 180 != 0;
        int width = (turned ? input.height() : input.width()).orElse(0);
        int height = (turned ? input.width() : input.height()).orElse(0);
        return width != video.width() || height != video.height();
    }
}

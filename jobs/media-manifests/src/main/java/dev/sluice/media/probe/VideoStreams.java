package dev.sluice.media.probe;

import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_BB;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_BT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_TB;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_TT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_LEVEL_UNKNOWN;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.av_chroma_location_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_primaries_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_transfer_name;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** What libavformat tells of a stream of video, as a record. */
final class VideoStreams {
    private static final Map<Integer, String> FIELD_ORDERS = Map.of(
            AV_FIELD_PROGRESSIVE, "progressive",
            AV_FIELD_TT, "tt",
            AV_FIELD_BB, "bb",
            AV_FIELD_TB, "tb",
            AV_FIELD_BT, "bt");

    /** Rates that lie nearer to one another are the same, told by clocks of different grain. */
    private static final double SAME_RATE = 0.01;

    private VideoStreams() {}

    static VideoStream of(AVFormatContext file, AVStream stream, SideData side, boolean encrypted) {
        AVCodecParameters codec = stream.codecpar();
        Map<String, String> tags = Words.tags(stream.metadata());
        Optional<AVRational> rate = rate(stream);
        Optional<AVPixFmtDescriptor> format = Optional.ofNullable(av_pix_fmt_desc_get(codec.format()));
        return new VideoStream(
                stream.index(),
                Streams.codec(codec),
                Streams.profile(codec),
                Optional.of(codec.level()).filter(level -> level != AV_LEVEL_UNKNOWN),
                Streams.positive(codec.width()),
                Streams.positive(codec.height()),
                aspect(av_guess_sample_aspect_ratio(file, stream, null)),
                Words.name(av_get_pix_fmt_name(codec.format())),
                format.map(known -> known.comp(0).depth()),
                alpha(tags, format),
                rate.map(VideoStreams::number),
                rate.map(told -> told.num() + "/" + told.den()),
                variable(stream),
                Optional.ofNullable(FIELD_ORDERS.get(codec.field_order())),
                side.rotation(),
                Words.name(av_color_primaries_name(codec.color_primaries())),
                Words.name(av_color_transfer_name(codec.color_trc())),
                Words.name(av_color_space_name(codec.color_space())),
                Words.name(av_color_range_name(codec.color_range())),
                Words.name(av_chroma_location_name(codec.chroma_location())),
                side.masteringDisplay(),
                side.maxContentLight(),
                side.maxAverageLight(),
                side.hdr10Plus(),
                side.dolbyVision(),
                Words.language(tags),
                Words.dispositions(stream.disposition()),
                Streams.micros(stream.start_time(), stream.time_base()),
                Streams.micros(stream.duration(), stream.time_base()),
                Streams.positive(codec.bit_rate()),
                Streams.positive(stream.nb_frames()),
                encrypted);
    }

    /** The alpha of VP8 and VP9 lies beside the stream, which only says that it is there. */
    private static boolean alpha(Map<String, String> tags, Optional<AVPixFmtDescriptor> format) {
        return "1".equals(tags.get("alpha_mode"))
                || format.filter(known -> (known.flags() & AV_PIX_FMT_FLAG_ALPHA) != 0)
                        .isPresent();
    }

    private static Optional<String> aspect(AVRational aspect) {
        return aspect.num() > 0 && aspect.den() > 0 ? Optional.of(aspect.num() + ":" + aspect.den()) : Optional.empty();
    }

    private static boolean told(AVRational rate) {
        return rate.num() > 0 && rate.den() > 0;
    }

    private static double number(AVRational rate) {
        return (double) rate.num() / rate.den();
    }

    /** The average where it is told, otherwise the base rate. */
    private static Optional<AVRational> rate(AVStream stream) {
        return Optional.of(stream.avg_frame_rate())
                .filter(VideoStreams::told)
                .or(() -> Optional.of(stream.r_frame_rate()).filter(VideoStreams::told));
    }

    /** Base rate and average differ; but of interlaced video the base rate may be that of the fields. */
    private static boolean variable(AVStream stream) {
        if (!told(stream.avg_frame_rate()) || !told(stream.r_frame_rate())) {
            return false;
        }
        double ratio = number(stream.r_frame_rate()) / number(stream.avg_frame_rate());
        int order = stream.codecpar().field_order();
        boolean fields = order != AV_FIELD_PROGRESSIVE && Math.abs(ratio - 2) < 2 * SAME_RATE;
        return Math.abs(ratio - 1) > SAME_RATE && !fields;
    }
}

package dev.sluice.media.probe;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_NONE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_BITMAP_SUB;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PROFILE_UNKNOWN;
import static org.bytedeco.ffmpeg.global.avcodec.av_get_bits_per_sample;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_profile_name;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_describe;
import static org.bytedeco.ffmpeg.global.avutil.av_get_sample_fmt_name;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** What libavformat tells of streams, as records; {@link VideoStreams} has those of video. */
final class Streams {
    private Streams() {}

    static AudioStream audio(AVStream stream, boolean encrypted) {
        AVCodecParameters codec = stream.codecpar();
        Map<String, String> tags = Words.tags(stream.metadata());
        return new AudioStream(
                stream.index(),
                codec(codec),
                profile(codec),
                codec.ch_layout().nb_channels(),
                layout(codec.ch_layout()),
                positive(codec.sample_rate()),
                Words.name(av_get_sample_fmt_name(codec.format())),
                positive(codec.bits_per_raw_sample()).or(() -> positive(av_get_bits_per_sample(codec.codec_id()))),
                Words.language(tags),
                Optional.ofNullable(tags.get("title")),
                Words.dispositions(stream.disposition()),
                micros(stream.start_time(), stream.time_base()),
                micros(stream.duration(), stream.time_base()),
                positive(codec.bit_rate()),
                encrypted);
    }

    static SubtitleStream subtitles(AVStream stream) {
        AVCodecParameters codec = stream.codecpar();
        AVCodecDescriptor known = avcodec_descriptor_get(codec.codec_id());
        Map<String, String> tags = Words.tags(stream.metadata());
        return new SubtitleStream(
                stream.index(),
                codec(codec),
                known != null && (known.props() & AV_CODEC_PROP_BITMAP_SUB) != 0,
                Words.language(tags),
                Optional.ofNullable(tags.get("title")),
                Words.dispositions(stream.disposition()),
                micros(stream.start_time(), stream.time_base()),
                micros(stream.duration(), stream.time_base()));
    }

    static DataStream data(AVStream stream) {
        AVCodecParameters codec = stream.codecpar();
        int type = codec.codec_type();
        String kind = type == AVMEDIA_TYPE_DATA ? "data" : type == AVMEDIA_TYPE_ATTACHMENT ? "attachment" : "unknown";
        Optional<String> tag =
                Optional.of(codec.codec_tag()).filter(bits -> bits != 0).map(Words::tag);
        String fileName = Words.tags(stream.metadata()).get("filename");
        return new DataStream(stream.index(), kind, codec(codec), tag, Optional.ofNullable(fileName));
    }

    static Picture picture(AVStream stream) {
        AVCodecParameters codec = stream.codecpar();
        return new Picture(stream.index(), codec(codec), positive(codec.width()), positive(codec.height()));
    }

    static String codec(AVCodecParameters codec) {
        return codec.codec_id() == AV_CODEC_ID_NONE
                ? "none"
                : avcodec_get_name(codec.codec_id()).getString();
    }

    /** The profile's name; its number where FFmpeg has no name for it. */
    static Optional<String> profile(AVCodecParameters codec) {
        if (codec.profile() == AV_PROFILE_UNKNOWN) {
            return Optional.empty();
        }
        return Words.name(avcodec_profile_name(codec.codec_id(), codec.profile()))
                .or(() -> Optional.of(String.valueOf(codec.profile())));
    }

    private static Optional<String> layout(AVChannelLayout layout) {
        byte[] text = new byte[128];
        int length = av_channel_layout_describe(layout, text, text.length);
        boolean named = layout.nb_channels() > 0 && layout.order() != 0 && length > 1 && length <= text.length;
        return named ? Optional.of(new String(text, 0, length - 1, StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** A time in units of a base, as microseconds. */
    static Optional<Long> micros(long time, AVRational base) {
        if (time == AV_NOPTS_VALUE || base.num() <= 0 || base.den() <= 0) {
            return Optional.empty();
        }
        return Optional.of(Math.round((double) time * base.num() * 1e6 / base.den()));
    }

    static Optional<Integer> positive(int number) {
        return number > 0 ? Optional.of(number) : Optional.empty();
    }

    static Optional<Long> positive(long number) {
        return number > 0 ? Optional.of(number) : Optional.empty();
    }
}

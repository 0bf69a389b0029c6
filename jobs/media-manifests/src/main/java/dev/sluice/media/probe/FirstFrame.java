package dev.sluice.media.probe;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_CONTENT_LIGHT_LEVEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DYNAMIC_HDR_PLUS;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_MASTERING_DISPLAY_METADATA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVContentLightMetadata;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes the first frame of a stream: HDR10+, and of raw streams HDR10's static metadata, are told by frames alone. It
 * reads from where libavformat stands, so that it must come last.
 */
final class FirstFrame {
    /** A decoder that holds back more packets than this gives nothing. */
    private static final int MOST_PACKETS = 64;

    private FirstFrame() {}

    /** What the frame tells; none where there is no decoder, or no frame that it can decode. */
    static Optional<SideData> of(AVFormatContext file, AVStream stream) {
        AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        if (codec == null) {
            return Optional.empty();
        }
        AVCodecContext decoder = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        try {
            boolean open = avcodec_parameters_to_context(decoder, stream.codecpar()) >= 0
                    && avcodec_open2(decoder, codec, (AVDictionary) null) >= 0;
            return open && decode(file, stream.index(), decoder, packet, frame)
                    ? Optional.of(told(frame))
                    : Optional.empty();
        } finally {
            av_frame_free(frame);
            av_packet_free(packet);
            avcodec_free_context(decoder);
        }
    }

    private static boolean decode(
            AVFormatContext file, int stream, AVCodecContext decoder, AVPacket packet, AVFrame frame) {
        for (int i = 0; i < MOST_PACKETS && av_read_frame(file, packet) >= 0; i++) {
            boolean ours = packet.stream_index() == stream && avcodec_send_packet(decoder, packet) >= 0;
            av_packet_unref(packet);
            if (ours && avcodec_receive_frame(decoder, frame) >= 0) {
                return true;
            }
        }
        // The end of the file, or patience: what the decoder has kept back comes out now.
        return avcodec_send_packet(decoder, null) >= 0 && avcodec_receive_frame(decoder, frame) >= 0;
    }

    private static SideData told(AVFrame frame) {
        var display = Optional.ofNullable(av_frame_get_side_data(frame, AV_FRAME_DATA_MASTERING_DISPLAY_METADATA));
        var light = Optional.ofNullable(av_frame_get_side_data(frame, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL))
                .map(side -> new AVContentLightMetadata(side.data()));
        return new SideData(
                0,
                display.flatMap(side -> SideData.display(side.data())),
                light.flatMap(each -> Streams.positive(each.MaxCLL())),
                light.flatMap(each -> Streams.positive(each.MaxFALL())),
                av_frame_get_side_data(frame, AV_FRAME_DATA_DYNAMIC_HDR_PLUS) != null,
                Optional.empty());
    }
}

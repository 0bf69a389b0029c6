package dev.sluice.media.probe;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_CONTENT_LIGHT_LEVEL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DOVI_CONF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DYNAMIC_HDR10_PLUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_ENCRYPTION_INIT_INFO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_MASTERING_DISPLAY_METADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVContentLightMetadata;
import org.bytedeco.ffmpeg.avutil.AVMasteringDisplayMetadata;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * What lies beside a stream of video: from its container, or else from its first frame.
 *
 * @param rotation degrees clockwise, 0, 90, 180 or 270
 */
record SideData(
        int rotation,
        Optional<MasteringDisplay> masteringDisplay,
        Optional<Integer> maxContentLight,
        Optional<Integer> maxAverageLight,
        boolean hdr10Plus,
        Optional<DolbyVision> dolbyVision) {
    private static final int QUARTER = 90;
    private static final int DOVI_SIZE = 8;

    /** What the container tells. */
    static SideData of(AVCodecParameters codec) {
        Optional<AVContentLightMetadata> light =
                find(codec, AV_PKT_DATA_CONTENT_LIGHT_LEVEL).map(side -> new AVContentLightMetadata(side.data()));
        return new SideData(
                find(codec, AV_PKT_DATA_DISPLAYMATRIX).map(SideData::rotation).orElse(0),
                find(codec, AV_PKT_DATA_MASTERING_DISPLAY_METADATA).flatMap(side -> display(side.data())),
                light.flatMap(told -> Streams.positive(told.MaxCLL())),
                light.flatMap(told -> Streams.positive(told.MaxFALL())),
                find(codec, AV_PKT_DATA_DYNAMIC_HDR10_PLUS).isPresent(),
                find(codec, AV_PKT_DATA_DOVI_CONF)
                        .filter(side -> side.size() >= DOVI_SIZE)
                        .map(SideData::dolbyVision));
    }

    /** This, and what the first frame tells beyond it. */
    SideData with(SideData frame) {
        return new SideData(
                rotation,
                masteringDisplay.or(frame::masteringDisplay),
                maxContentLight.or(frame::maxContentLight),
                maxAverageLight.or(frame::maxAverageLight),
                hdr10Plus || frame.hdr10Plus,
                dolbyVision);
    }

    /** True for what libavformat knows to be encrypted, such as a track of Matroska with ContentEncryption. */
    static boolean encrypted(AVCodecParameters codec) {
        return find(codec, AV_PKT_DATA_ENCRYPTION_INIT_INFO).isPresent();
    }

    static Optional<MasteringDisplay> display(Pointer data) {
        AVMasteringDisplayMetadata told = new AVMasteringDisplayMetadata(data);
        if (told.has_primaries() == 0 && told.has_luminance() == 0) {
            return Optional.empty();
        }
        return Optional.of(new MasteringDisplay(
                number(told.display_primaries(0, 0)),
                number(told.display_primaries(0, 1)),
                number(told.display_primaries(1, 0)),
                number(told.display_primaries(1, 1)),
                number(told.display_primaries(2, 0)),
                number(told.display_primaries(2, 1)),
                number(told.white_point(0)),
                number(told.white_point(1)),
                number(told.min_luminance()),
                number(told.max_luminance())));
    }

    private static double number(AVRational told) {
        return told.den() == 0 ? 0 : (double) told.num() / told.den();
    }

    private static Optional<AVPacketSideData> find(AVCodecParameters codec, int type) {
        int count = codec.nb_coded_side_data();
        return count == 0
                ? Optional.empty()
                : Optional.ofNullable(av_packet_side_data_get(codec.coded_side_data(), count, type));
    }

    private static int rotation(AVPacketSideData side) {
        double counterclockwise = av_display_rotation_get(new IntPointer(side.data()));
        return Double.isNaN(counterclockwise)
                ? 0
                : Math.floorMod(-Math.round(counterclockwise / QUARTER) * QUARTER, 4 * QUARTER);
    }

    /** AVDOVIDecoderConfigurationRecord of libavutil's dovi_meta.h: one byte each, from dv_version_major on. */
    private static DolbyVision dolbyVision(AVPacketSideData side) {
        BytePointer bytes = side.data();
        return new DolbyVision(
                bytes.get(2), bytes.get(3), bytes.get(4) != 0, bytes.get(6) != 0, bytes.get(5) != 0, bytes.get(7));
    }
}

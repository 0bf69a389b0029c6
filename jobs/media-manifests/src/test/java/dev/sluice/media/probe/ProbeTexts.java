package dev.sluice.media.probe;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A probe in the words of {@code ffprobe -show_format -show_streams}, to compare the two. */
final class ProbeTexts {
    private final Map<String, String> texts = new TreeMap<>();

    private ProbeTexts() {}

    static Map<String, String> of(Probe probe) {
        ProbeTexts all = new ProbeTexts();
        all.put("format.format_name", Optional.of(probe.container()));
        all.put("format.start_time", probe.startUs());
        all.put("format.duration", probe.durationUs());
        all.put("format.bit_rate", probe.bitRate());
        all.put("format.nb_programs", Optional.of(probe.programs()));
        probe.videoStreams().forEach(all::video);
        probe.audioStreams().forEach(all::audio);
        probe.subtitleStreams().forEach(all::subtitles);
        return all.texts;
    }

    private void put(String key, Optional<?> value) {
        value.ifPresent(told -> texts.put(key, String.valueOf(told)));
    }

    private void video(VideoStream stream) {
        String at = stream.index() + ".";
        put(at + "codec_name", Optional.of(stream.codec()));
        put(at + "profile", stream.profile());
        put(at + "level", stream.level());
        put(at + "width", stream.width());
        put(at + "height", stream.height());
        put(at + "sample_aspect_ratio", stream.sampleAspect());
        put(at + "pix_fmt", stream.pixelFormat());
        put(at + "avg_frame_rate", stream.frameRateFraction());
        put(at + "field_order", stream.fieldOrder());
        put(at + "color_primaries", stream.colorPrimaries());
        put(at + "color_transfer", stream.colorTransfer());
        put(at + "color_space", stream.colorMatrix());
        put(at + "color_range", stream.colorRange());
        put(at + "chroma_location", stream.chromaLocation());
        put(at + "rotation", Optional.of(stream.rotation()));
        put(at + "max_content", stream.maxContentLight());
        put(at + "max_average", stream.maxAverageLight());
        put(at + "min_luminance", stream.masteringDisplay().map(MasteringDisplay::minLuminance));
        put(at + "max_luminance", stream.masteringDisplay().map(MasteringDisplay::maxLuminance));
        put(at + "red_x", stream.masteringDisplay().map(MasteringDisplay::redX));
        put(at + "blue_y", stream.masteringDisplay().map(MasteringDisplay::blueY));
        put(at + "white_point_x", stream.masteringDisplay().map(MasteringDisplay::whiteX));
        put(at + "language", stream.language());
        put(at + "dispositions", Optional.of(new TreeSet<>(stream.dispositions())));
        put(at + "start_time", stream.startUs());
        put(at + "duration", stream.durationUs());
        put(at + "bit_rate", stream.bitRate());
        put(at + "nb_frames", stream.frames());
    }

    private void audio(AudioStream stream) {
        String at = stream.index() + ".";
        put(at + "codec_name", Optional.of(stream.codec()));
        put(at + "profile", stream.profile());
        put(at + "channels", Optional.of(stream.channels()));
        put(at + "channel_layout", stream.layout());
        put(at + "sample_rate", stream.sampleRate());
        put(at + "sample_fmt", stream.sampleFormat());
        put(at + "bits", stream.bitDepth());
        put(at + "language", stream.language());
        put(at + "dispositions", Optional.of(new TreeSet<>(stream.dispositions())));
        put(at + "start_time", stream.startUs());
        put(at + "duration", stream.durationUs());
        put(at + "bit_rate", stream.bitRate());
    }

    private void subtitles(SubtitleStream stream) {
        String at = stream.index() + ".";
        put(at + "codec_name", Optional.of(stream.codec()));
        put(at + "language", stream.language());
        put(at + "dispositions", Optional.of(new TreeSet<>(stream.dispositions())));
        put(at + "start_time", stream.startUs());
        put(at + "duration", stream.durationUs());
    }
}

package dev.sluice.media.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.DataStream;
import dev.sluice.media.probe.Film;
import dev.sluice.media.probe.Picture;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.SubtitleStream;
import dev.sluice.media.probe.Tier;
import dev.sluice.media.probe.VideoStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What ffprobe says, as a probe: as much of it as commands look at. */
final class Inspected {
    private final List<VideoStream> video = new ArrayList<>();
    private final List<AudioStream> audio = new ArrayList<>();
    private final List<SubtitleStream> subtitles = new ArrayList<>();
    private final List<DataStream> data = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();

    private Inspected() {}

    static Probe probe(Path file) {
        JsonNode all = Ffmpeg.inspect(file);
        Inspected inspected = new Inspected();
        all.get("streams").forEach(inspected::stream);
        return new Probe(
                Tier.FULL,
                all.at("/format/format_name").textValue(),
                Optional.empty(),
                Optional.of(Math.round(all.at("/format/duration").asDouble() * 1_000_000)),
                Optional.empty(),
                inspected.video.stream().findFirst(),
                inspected.audio.stream().findFirst(),
                inspected.video,
                inspected.audio,
                inspected.subtitles,
                inspected.data,
                inspected.pictures,
                all.get("chapters").size(),
                0,
                false,
                tags(all.at("/format/tags")),
                List.of());
    }

    private static Map<String, String> tags(JsonNode of) {
        Map<String, String> tags = new TreeMap<>();
        of.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().textValue()));
        return tags;
    }

    private void stream(JsonNode stream) {
        int index = stream.get("index").intValue();
        String codec = stream.path("codec_name").asText("none");
        Optional<String> language = text(stream.path("tags"), "language");
        switch (stream.get("codec_type").textValue()) {
            case "video" -> {
                if (stream.at("/disposition/attached_pic").intValue() == 1) {
                    pictures.add(new Picture(index, codec, Optional.empty(), Optional.empty()));
                } else {
                    video.add(video(index, codec, stream));
                }
            }
            case "audio" ->
                audio.add(Film.audio(index, codec, stream.get("channels").intValue(), "fin"));
            case "subtitle" ->
                subtitles.add(new SubtitleStream(
                        index,
                        codec,
                        false,
                        language,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
            default ->
                data.add(new DataStream(
                        index, stream.get("codec_type").textValue(), codec, Optional.empty(), Optional.empty()));
        }
    }

    private static VideoStream video(int index, String codec, JsonNode stream) {
        String rate = stream.get("avg_frame_rate").textValue();
        return new VideoStream(
                index,
                codec,
                Optional.empty(),
                Optional.empty(),
                Optional.of(stream.get("width").intValue()),
                Optional.of(stream.get("height").intValue()),
                Optional.empty(),
                text(stream, "pix_fmt"),
                Optional.of(stream.get("pix_fmt").textValue().contains("10") ? 10 : 8),
                false,
                Optional.empty(),
                Optional.of(rate),
                !rate.equals(stream.get("r_frame_rate").textValue()),
                text(stream, "field_order"),
                rotation(stream),
                text(stream, "color_primaries"),
                text(stream, "color_transfer"),
                text(stream, "color_space"),
                text(stream, "color_range"),
                Optional.empty(),
                side(stream, "max_luminance").map(any -> Targets.DISPLAY),
                side(stream, "max_content").map(JsonNode::intValue),
                side(stream, "max_average").map(JsonNode::intValue),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static int rotation(JsonNode stream) {
        return Math.floorMod(-side(stream, "rotation").map(JsonNode::intValue).orElse(0), 360);
    }

    /** A member of the side data that has it. */
    private static Optional<JsonNode> side(JsonNode stream, String member) {
        return Optional.ofNullable(stream.path("side_data_list").findValue(member));
    }

    private static Optional<String> text(JsonNode of, String member) {
        return Optional.ofNullable(of.path(member).textValue()).filter(text -> !text.equals("unknown"));
    }
}

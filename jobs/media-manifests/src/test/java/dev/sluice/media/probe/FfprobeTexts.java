package dev.sluice.media.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What ffprobe says, reduced to the fields that {@link ProbeTexts} has. */
final class FfprobeTexts {
    private static final List<String> VIDEO = List.of(
            "codec_name",
            "profile",
            "level",
            "width",
            "height",
            "sample_aspect_ratio",
            "pix_fmt",
            "field_order",
            "color_primaries",
            "color_transfer",
            "color_space",
            "color_range",
            "chroma_location",
            "bit_rate",
            "nb_frames");
    private static final List<String> AUDIO =
            List.of("codec_name", "profile", "channels", "channel_layout", "sample_rate", "sample_fmt", "bit_rate");
    private static final Set<String> NOTHING = Set.of("unknown", "N/A", "0/0", "0:1", "-99");

    private final Map<String, String> texts = new TreeMap<>();

    private FfprobeTexts() {}

    static Map<String, String> of(String json) throws JsonProcessingException {
        JsonNode root = new JsonMapper().readTree(json);
        FfprobeTexts all = new FfprobeTexts();
        JsonNode format = root.get("format");
        all.put("format.format_name", format.path("format_name").asText());
        all.put("format.nb_programs", format.path("nb_programs").asText());
        all.put("format.bit_rate", format.path("bit_rate").asText(""));
        all.time("format.start_time", format.path("start_time"));
        all.time("format.duration", format.path("duration"));
        root.get("streams").forEach(all::stream);
        return all.texts;
    }

    private void put(String key, String text) {
        if (!text.isEmpty() && !NOTHING.contains(text)) {
            texts.put(key, text);
        }
    }

    private void time(String key, JsonNode seconds) {
        if (!seconds.isMissingNode() && !seconds.asText().equals("N/A")) {
            BigDecimal micros = new BigDecimal(seconds.asText()).movePointRight(6);
            texts.put(key, micros.setScale(0, RoundingMode.HALF_UP).toPlainString());
        }
    }

    private void stream(JsonNode stream) {
        String type = stream.path("codec_type").asText();
        String at = stream.get("index").asText() + ".";
        boolean picture = stream.path("disposition").path("attached_pic").asInt() == 1;
        if (!Set.of("video", "audio", "subtitle").contains(type) || picture) {
            return;
        }
        List<String> fields = type.equals("video") ? VIDEO : type.equals("audio") ? AUDIO : List.of("codec_name");
        fields.forEach(field -> put(at + field, stream.path(field).asText("")));
        put(at + "language", stream.path("tags").path("language").asText("").replace("und", ""));
        Set<String> dispositions = new TreeSet<>();
        stream.path("disposition").properties().forEach(each -> {
            if (each.getValue().asInt() == 1) {
                dispositions.add(each.getKey());
            }
        });
        put(at + "dispositions", dispositions.toString());
        time(at + "start_time", stream.path("start_time"));
        time(at + "duration", stream.path("duration"));
        if (type.equals("audio")) {
            int raw = stream.path("bits_per_raw_sample").asInt();
            int bits = raw > 0 ? raw : stream.path("bits_per_sample").asInt();
            put(at + "bits", bits > 0 ? String.valueOf(bits) : "");
        }
        if (type.equals("video")) {
            // Where ffprobe knows no average, a probe has the base rate.
            String rate = stream.path("avg_frame_rate").asText();
            put(
                    at + "avg_frame_rate",
                    rate.equals("0/0") ? stream.path("r_frame_rate").asText() : rate);
            texts.put(at + "rotation", "0");
            stream.path("side_data_list").forEach(side -> side(at, side));
        }
    }

    private void side(String at, JsonNode side) {
        if (side.has("rotation")) {
            texts.put(
                    at + "rotation",
                    String.valueOf(Math.floorMod(-side.get("rotation").asInt(), 360)));
        }
        for (String light : List.of("max_content", "max_average")) {
            put(at + light, side.path(light).asText("").replaceFirst("^0$", ""));
        }
        for (String number : List.of("min_luminance", "max_luminance", "red_x", "blue_y", "white_point_x")) {
            if (side.has(number)) {
                String[] fraction = side.get(number).asText().split("/", 2);
                texts.put(
                        at + number, String.valueOf(Double.parseDouble(fraction[0]) / Double.parseDouble(fraction[1])));
            }
        }
    }
}

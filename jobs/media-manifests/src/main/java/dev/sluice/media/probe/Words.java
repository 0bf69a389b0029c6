package dev.sluice.media.probe;

import static org.bytedeco.ffmpeg.global.avformat.av_disposition_to_string;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.BytePointer;

/** Names and texts out of FFmpeg's memory. */
final class Words {
    /** A file may hold any number of tags of any length; this much of them is enough for a person. */
    private static final int MOST_TAGS = 64;

    private static final int LONGEST = 512;

    private Words() {}

    /** A name; none for null and for FFmpeg's own words for it. */
    static Optional<String> name(BytePointer name) {
        if (name == null || name.isNull()) {
            return Optional.empty();
        }
        return Optional.of(name.getString()).filter(text -> !text.equals("unknown") && !text.equals("unspecified"));
    }

    /** A text that a file holds: UTF-8 or nearly so, and no longer than is good. */
    static String text(BytePointer text) {
        String all = new String(text.getStringBytes(), StandardCharsets.UTF_8);
        return all.length() <= LONGEST ? all : all.substring(0, all.offsetByCodePoints(0, LONGEST / 2)) + "...";
    }

    static Map<String, String> tags(AVDictionary dictionary) {
        Map<String, String> tags = new LinkedHashMap<>();
        AVDictionaryEntry entry = null;
        while (dictionary != null && (entry = av_dict_iterate(dictionary, entry)) != null && tags.size() < MOST_TAGS) {
            tags.put(text(entry.key()), text(entry.value()));
        }
        return tags;
    }

    /** ISO 639 code; none where the file says that it is undetermined. */
    static Optional<String> language(Map<String, String> tags) {
        return Optional.ofNullable(tags.get("language"))
                .filter(code -> !code.isBlank() && !code.equals("und"))
                .map(String::strip);
    }

    static List<String> dispositions(int bits) {
        List<String> words = new ArrayList<>();
        for (int rest = bits; rest != 0; rest &= rest - 1) {
            name(av_disposition_to_string(Integer.lowestOneBit(rest))).ifPresent(words::add);
        }
        return words;
    }

    /** Four characters, each unprintable one as its number in brackets, as FFmpeg writes them. */
    static String tag(int tag) {
        StringBuilder text = new StringBuilder();
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            int one = tag >>> shift & 0xff;
            boolean plain = one >= ' ' && one < 0x7f;
            text.append(plain ? String.valueOf((char) one) : "[" + one + "]");
        }
        return text.toString();
    }

    static String ofError(int status) {
        byte[] text = new byte[128];
        av_strerror(status, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }
}

package dev.sluice.media.decide;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An audio encoder of FFmpeg's. */
enum AudioEncoder {
    AAC("aac", "aac", true, 8),
    LIBOPUS("libopus", "opus", true, 8),
    LIBMP3LAME("libmp3lame", "mp3", true, 2),
    AC3("ac3", "ac3", true, 6),
    FLAC("flac", "flac", false, 8);

    private final String word;
    private final String codec;
    private final boolean byRate;
    private final int channels;

    AudioEncoder(String word, String codec, boolean byRate, int channels) {
        this.word = word;
        this.codec = codec;
        this.byRate = byRate;
        this.channels = channels;
    }

    static Optional<AudioEncoder> named(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(one -> one.word).toList();
    }

    String codec() {
        return codec;
    }

    /** True when it is told a bit rate. */
    boolean byRate() {
        return byRate;
    }

    /** Channels at most. */
    int channels() {
        return channels;
    }
}

package dev.sluice.media.decide;

import java.util.Optional;
import java.util.Set;

/**
 * A container that outputs may have, and what fits into it. What fits is what players take, narrower than what FFmpeg
 * can be talked into.
 */
public enum Container {
    MP4(
            "mp4",
            "mp4",
            Set.of("h264", "hevc", "av1", "vp9"),
            Set.of("aac", "mp3", "ac3", "eac3", "opus", "flac", "alac")),
    MOV(
            "mov",
            "mov",
            Set.of("h264", "hevc", "prores"),
            Set.of("aac", "mp3", "ac3", "eac3", "alac", "pcm_s16le", "pcm_s24le")),
    WEBM("webm", "webm", Set.of("av1", "vp9", "vp8"), Set.of("opus", "vorbis")),
    MATROSKA("matroska", "mkv", Set.of(), Set.of());

    private static final Set<String> TEXT =
            Set.of("subrip", "srt", "ass", "ssa", "mov_text", "webvtt", "text", "ttml", "stl", "microdvd", "subviewer");

    private final String muxer;
    private final String extension;
    // Unmodifiable.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> video;

    // Unmodifiable.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> audio;

    Container(String muxer, String extension, Set<String> video, Set<String> audio) {
        this.muxer = muxer;
        this.extension = extension;
        this.video = video;
        this.audio = audio;
    }

    /** FFmpeg's name. */
    public String muxer() {
        return muxer;
    }

    public String extension() {
        return extension;
    }

    boolean takesVideo(String codec) {
        return video.isEmpty() || video.contains(codec);
    }

    boolean takesAudio(String codec) {
        return audio.isEmpty() || audio.contains(codec);
    }

    boolean takesAttachments() {
        return this == MATROSKA;
    }

    /** Matroska would take them, but FFmpeg's muxer makes a second video of a cover. */
    boolean takesPictures() {
        return this == MP4 || this == MOV;
    }

    /** The encoder by which subtitles of a codec come in; empty when they do not fit. */
    Optional<String> subtitles(String codec) {
        boolean text = TEXT.contains(codec);
        return switch (this) {
            case MATROSKA -> Optional.of(codec.equals("mov_text") ? "srt" : AudioTarget.COPY);
            case MP4, MOV ->
                text ? Optional.of(codec.equals("mov_text") ? AudioTarget.COPY : "mov_text") : Optional.empty();
            case WEBM -> text ? Optional.of(codec.equals("webvtt") ? AudioTarget.COPY : "webvtt") : Optional.empty();
        };
    }
}

package dev.sluice.media.report;

import java.util.Map;

/** What can be done about files that are not encoded, by the code of the decision, and what assumptions mean. */
final class Advice {
    private static final Map<String, String> OF_CODES = Map.ofEntries(
            Map.entry("NO_RULE", "end the rules with one that always holds: when = \"true\""),
            Map.entry("RULE_FAILED", "mend the rule's condition, such as by \"… IS NOT NULL AND …\" or try_divide"),
            Map.entry("ENCRYPTED", "get it without encryption, or skip such files by a rule"),
            Map.entry("NO_VIDEO", "skip such files by a rule: when = \"probe.video IS NULL\""),
            Map.entry("SEVERAL_VIDEOS", "take it apart by hand, or skip such files by a rule"),
            Map.entry("NOT_DECODABLE", "try to play it; skip such files by a rule"),
            Map.entry("TRUNCATED", "look for a whole copy; skip such files by a rule"),
            Map.entry("HDR", "set video.hdr to keep or tone-map, with an encoder of ten bits"),
            Map.entry("HDR10_PLUS", "set video.hdr10-plus = drop, if HDR10 alone will do"),
            Map.entry("DOLBY_VISION", "set video.dolby-vision = drop, if the base layer alone will do"),
            Map.entry("INTERLACED", "set video.interlaced to deinterlace or keep"),
            Map.entry("ALPHA", "set video.alpha to drop, or keep it by an encoder that has alpha"),
            Map.entry("ODD_SIZE", "set video.odd-size to crop or pad"),
            Map.entry("AUDIO_WOULD_VANISH", "add a language to audio.languages"),
            Map.entry("LANGUAGE", "set audio.unknown-language to keep or drop"),
            Map.entry("AUDIO_DOES_NOT_FIT", "encode the audio, or take another container"),
            Map.entry("TOO_MANY_CHANNELS", "set audio.max-channels, or take another encoder"),
            Map.entry("SUBTITLES", "set subtitles to drop, or take container = matroska"),
            Map.entry("PICTURE", "set pictures to drop, or take another container"),
            Map.entry("ATTACHMENT", "set attachments to drop, or take container = matroska"),
            Map.entry("DATA_STREAM", "set data = drop, if time code and telemetry may go"));

    private static final Map<String, String> OF_ASSUMPTIONS = Map.ofEntries(
            Map.entry("no-duration", "length guessed from size and bit rate"),
            Map.entry("no-frame-rate", "25 frames a second"),
            Map.entry("variable-frame-rate", "frames of unequal length: their average rate"),
            Map.entry("no-frame-size", "input as large as the output"),
            Map.entry("unseen-decoder", "no figure for the input's codec"),
            Map.entry("unseen-encoder", "no figure for the encoder"),
            Map.entry("other-preset", "between the presets that were measured, or beyond them"),
            Map.entry("other-class", "another size of frames was measured"),
            Map.entry("other-pixel-format", "another pixel format was measured"),
            Map.entry("not-calibrated", "shipped speeds, not those of your machine"),
            Map.entry("not-sampled", "bits a pixel of synthetic material, not of your files"),
            Map.entry("no-audio-rate", "audio of 160 kbit/s"));

    private Advice() {}

    /** What can be done; a code of the plan's own rules says itself what is meant. */
    static String of(String code, boolean human) {
        String usual = human ? "look at them, then give them a rule of their own" : "nothing: the rule says so";
        return human ? OF_CODES.getOrDefault(code, usual) : usual;
    }

    /** What was done for want of knowledge; empty for a word that is not known here. */
    static String ofAssumption(String word) {
        return OF_ASSUMPTIONS.getOrDefault(word, "");
    }
}

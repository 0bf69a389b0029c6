package dev.sluice.media.decide;

import java.util.List;

/**
 * What a setting of a profile made of something that a file has.
 *
 * @param setting such as video.interlaced
 * @param found what is in the file, in a few words
 * @param done what becomes of it
 */
public record PolicyOutcome(String setting, String found, String done) {
    /** Settings that matter only where a file has what they are about. */
    public static final List<String> CONDITIONAL = List.of(
            "video.hdr",
            "video.hdr10-plus",
            "video.dolby-vision",
            "video.interlaced",
            "video.alpha",
            "video.odd-size",
            "subtitles",
            "pictures",
            "attachments",
            "data");
}

package dev.sluice.media.decide;

import dev.sluice.settings.Doc;

/** What becomes of one stream of subtitles. */
public record SubtitleTarget(
        @Doc("index of the stream in the input") int stream,

        @Doc("FFmpeg's encoder, such as mov_text, srt, webvtt; copy leaves it as it is")
        String encoder) {}

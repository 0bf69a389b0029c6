package dev.sluice.media.decide;

import dev.sluice.settings.Doc;
import java.util.List;
import java.util.Optional;

/**
 * A profile resolved for one file: all that an encoder is told, and nothing that depends on where the file is or on the
 * machine. Two files with equal content and equal targets are one job.
 */
public record Target(
        @Doc("name of the profile; of a rung of a ladder with its height, such as web-720")
        String profile,

        @Doc("FFmpeg's muxer: mp4, matroska, webm, mov") String container,
        @Doc("of the output's name, without the dot") String extension,

        @Doc("the video; none when only audio is kept") Optional<VideoTarget> video,

        @Doc("audio streams, in the order of the output") List<AudioTarget> audio,

        @Doc("subtitle streams, in the order of the output") List<SubtitleTarget> subtitles,

        @Doc("indexes of attachments and data streams that are copied")
        List<Integer> copied,

        @Doc("indexes of streams that are left out, each by a policy that said so")
        List<Integer> dropped,

        @Doc("chapters are kept") boolean chapters) {
    public Target {
        audio = List.copyOf(audio);
        subtitles = List.copyOf(subtitles);
        copied = List.copyOf(copied);
        dropped = List.copyOf(dropped);
    }
}

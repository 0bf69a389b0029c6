package dev.sluice.media.probe;

import dev.sluice.settings.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in a media file. As a column of the table of assets it is a struct, in which rules write {@code
 * probe.video.height > 1080}. Names of codecs, formats, profiles and colours are FFmpeg's, as {@code ffprobe} prints them.
 * What is not known is empty; times are microseconds.
 */
public record Probe(
        @Doc("how much was looked at: header or full") Tier tier,

        @Doc("container, by the names of FFmpeg's demuxer, such as mov,mp4,m4a,3gp,3g2,mj2")
        String container,

        @Doc("when the earliest stream begins") Optional<Long> startUs,

        @Doc("length that the container tells; often that of a long subtitle stream")
        Optional<Long> durationUs,

        @Doc("bits a second over all streams") Optional<Long> bitRate,

        @Doc("the main video: the default one, otherwise the first; no attached picture")
        Optional<VideoStream> video,

        @Doc("the main audio: the default one, otherwise the first")
        Optional<AudioStream> audio,

        @Doc("all video, in the order of the file") List<VideoStream> videoStreams,
        @Doc("all audio") List<AudioStream> audioStreams,
        @Doc("all subtitles") List<SubtitleStream> subtitleStreams,

        @Doc("data, attachments and what FFmpeg does not know")
        List<DataStream> dataStreams,

        @Doc("covers and thumbnails") List<Picture> pictures,

        @Doc("number of chapters") int chapters,

        @Doc("number of programmes, as in a transport stream")
        int programs,

        @Doc("any stream or the container is encrypted") boolean encrypted,

        @Doc("tags of the container") Map<String, String> tags,

        @Doc("what is wrong, by code") List<Finding> findings) {
    public Probe {
        videoStreams = List.copyOf(videoStreams);
        audioStreams = List.copyOf(audioStreams);
        subtitleStreams = List.copyOf(subtitleStreams);
        dataStreams = List.copyOf(dataStreams);
        pictures = List.copyOf(pictures);
        tags = Map.copyOf(tags);
        findings = List.copyOf(findings);
    }
}

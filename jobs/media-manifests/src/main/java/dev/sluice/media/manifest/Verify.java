package dev.sluice.media.manifest;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.SubtitleTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.media.decide.VideoTarget;
import dev.sluice.media.manifest.ExpectedStream.Kind;
import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.SubtitleStream;
import dev.sluice.media.probe.VideoStream;
import dev.sluice.settings.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By what an output is held to be good, whatever its encoder says. Streams of kinds that are not listed, such as the track
 * of text that MP4 has for chapters, may be there.
 */
public record Verify(
        @Doc("how long the video must be; none where the input's is not known")
        Optional<Long> durationUs,

        @Doc("by how much it may differ") long durationToleranceUs,

        @Doc("frames of the video; none where not known or where some are dropped")
        Optional<Long> frames,

        @Doc("in their order") List<ExpectedStream> streams,
        @Doc("number of chapters") int chapters,

        @Doc("size of the output at most: one that is larger than its input did not pay")
        long maxBytes) {
    /** Half a second: encoders add and cut some frames at both ends. */
    private static final long LEAST_TOLERANCE_US = 500_000;

    /** One part in so many: lengths in headers are rounded. */
    private static final long TOLERANCE_PART = 1000;

    public Verify {
        streams = List.copyOf(streams);
    }

    /** What a target promises of one file. */
    static Verify of(Target target, Asset asset) {
        Probe probe = asset.probe();
        Optional<VideoStream> input = target.video().flatMap(video -> Filters.input(video, probe));
        Optional<Long> duration = input.flatMap(VideoStream::durationUs).or(probe::durationUs);
        boolean allFrames =
                target.video().filter(video -> video.frameRate().isEmpty()).isPresent();
        return new Verify(
                duration,
                Math.max(LEAST_TOLERANCE_US, duration.orElse(0L) / TOLERANCE_PART),
                allFrames ? input.flatMap(VideoStream::frames) : Optional.empty(),
                streams(target, probe),
                target.chapters() ? probe.chapters() : 0,
                asset.bytes());
    }

    private static List<ExpectedStream> streams(Target target, Probe probe) {
        List<ExpectedStream> streams = new ArrayList<>();
        target.video().ifPresent(video -> streams.add(video(video)));
        target.audio().forEach(audio -> streams.add(audio(audio, probe)));
        target.subtitles().forEach(subtitle -> streams.add(subtitle(subtitle, probe)));
        probe.pictures().stream()
                .filter(picture -> target.copied().contains(picture.index()))
                .forEach(picture -> streams.add(ExpectedStream.plain(Kind.PICTURE, picture.codec(), Optional.empty())));
        probe.dataStreams().stream()
                .filter(data -> target.copied().contains(data.index()))
                .forEach(data -> streams.add(ExpectedStream.plain(Kind.ATTACHMENT, data.codec(), Optional.empty())));
        return streams;
    }

    private static ExpectedStream video(VideoTarget video) {
        return new ExpectedStream(
                Kind.VIDEO,
                video.codec().orElse(video.encoder()),
                Optional.of(video.width()),
                Optional.of(video.height()),
                Optional.of(video.pixelFormat()),
                video.colorTransfer(),
                Optional.empty(),
                Optional.empty());
    }

    private static ExpectedStream audio(AudioTarget audio, Probe probe) {
        Optional<AudioStream> input = probe.audioStreams().stream()
                .filter(stream -> stream.index() == audio.stream())
                .findFirst();
        return new ExpectedStream(
                Kind.AUDIO,
                audio.codec().or(() -> input.map(AudioStream::codec)).orElse(audio.encoder()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                audio.channels().or(() -> input.map(AudioStream::channels)),
                input.flatMap(AudioStream::language));
    }

    private static ExpectedStream subtitle(SubtitleTarget subtitle, Probe probe) {
        Optional<SubtitleStream> input = probe.subtitleStreams().stream()
                .filter(stream -> stream.index() == subtitle.stream())
                .findFirst();
        String codec = switch (subtitle.encoder()) {
            case AudioTarget.COPY -> input.map(SubtitleStream::codec).orElse(AudioTarget.COPY);
            case "srt" -> "subrip";
            default -> subtitle.encoder();
        };
        return ExpectedStream.plain(Kind.SUBTITLE, codec, input.flatMap(SubtitleStream::language));
    }
}

package dev.sluice.media.probe;

import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_TIMED_THUMBNAILS;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Looks at one file and tells what is in it. Not thread-safe. */
final class Inspection {
    private static final int PICTURES = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS;
    private static final String PQ = "smpte2084";

    private final MediaFile file;
    private final RemoteBytes bytes;
    private final Set<Integer> encryptedTracks;
    private final Map<Integer, SideData> fromFrames = new HashMap<>();

    private Inspection(MediaFile file, RemoteBytes bytes) {
        this.file = file;
        this.bytes = bytes;
        this.encryptedTracks = encryptedTracks(bytes);
    }

    private static Set<Integer> encryptedTracks(RemoteBytes bytes) {
        try {
            Optional<IsoBoxes> boxes = IsoBoxes.of(bytes);
            return boxes.isPresent() ? boxes.get().encryptedTracks() : Set.of();
        } catch (IOException e) {
            // The prober knows why, and believes no answer after that.
            return Set.of();
        }
    }

    /**
     * Looks as deep as is wished, or needed.
     *
     * @throws Unfit when there is nothing to tell
     */
    static Probe of(Avio avio, RemoteBytes bytes, Wish wish, long limit) throws Unfit {
        try (MediaFile file = MediaFile.open(avio, bytes, limit)) {
            return new Inspection(file, bytes).look(wish);
        } catch (Unfit e) {
            Optional<String> missing = Announced.missing(bytes);
            if (e.code() == Refusal.DAMAGED && missing.isPresent()) {
                throw new Unfit(Refusal.TRUNCATED, missing.get());
            }
            throw e;
        }
    }

    private Probe look(Wish wish) throws Unfit {
        if (wish.tier() == Tier.HEADER && file.context().nb_streams() > 0) {
            Probe probe = probe(Tier.HEADER);
            if (wish.metBy(probe)) {
                return probe;
            }
        }
        file.lookDeeper();
        if (file.context().nb_streams() == 0) {
            throw new Unfit(Refusal.DAMAGED, "holds no stream");
        }
        Probe probe = probe(Tier.FULL);
        for (VideoStream video : probe.videoStreams()) {
            if (video.colorTransfer().equals(Optional.of(PQ))) {
                FirstFrame.of(file.context(), file.context().streams(video.index()))
                        .ifPresent(told -> fromFrames.put(video.index(), told));
            }
        }
        return fromFrames.isEmpty() ? probe : probe(Tier.FULL);
    }

    private Probe probe(Tier tier) {
        AVFormatContext context = file.context();
        List<VideoStream> videos = new ArrayList<>();
        List<AudioStream> audios = new ArrayList<>();
        List<SubtitleStream> subtitles = new ArrayList<>();
        List<DataStream> others = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            switch (kind(stream)) {
                case PICTURE -> pictures.add(Streams.picture(stream));
                case VIDEO -> videos.add(VideoStreams.of(context, stream, side(stream), encrypted(stream)));
                case AUDIO -> audios.add(Streams.audio(stream, encrypted(stream)));
                case SUBTITLES -> subtitles.add(Streams.subtitles(stream));
                case OTHER -> others.add(Streams.data(stream));
            }
        }
        boolean encrypted = encrypted(videos, audios);
        return new Probe(
                tier,
                context.iformat().name().getString(),
                told(context.start_time()),
                told(context.duration()).or(() -> longest(videos, audios)),
                Streams.positive(context.bit_rate()),
                Findings.main(videos, VideoStream::dispositions),
                Findings.main(audios, AudioStream::dispositions),
                videos,
                audios,
                subtitles,
                others,
                pictures,
                context.nb_chapters(),
                context.nb_programs(),
                encrypted,
                Words.tags(context.metadata()),
                Findings.of(tier, videos, encrypted, Announced.missing(bytes)));
    }

    private enum Kind {
        VIDEO,
        PICTURE,
        AUDIO,
        SUBTITLES,
        OTHER
    }

    private static Kind kind(AVStream stream) {
        int type = stream.codecpar().codec_type();
        if (type == AVMEDIA_TYPE_VIDEO) {
            return (stream.disposition() & PICTURES) == 0 ? Kind.VIDEO : Kind.PICTURE;
        }
        if (type == AVMEDIA_TYPE_AUDIO) {
            return Kind.AUDIO;
        }
        return type == AVMEDIA_TYPE_SUBTITLE ? Kind.SUBTITLES : Kind.OTHER;
    }

    private boolean encrypted(List<VideoStream> videos, List<AudioStream> audios) {
        return Announced.scrambled(bytes)
                || videos.stream().anyMatch(VideoStream::encrypted)
                || audios.stream().anyMatch(AudioStream::encrypted);
    }

    private boolean encrypted(AVStream stream) {
        return SideData.encrypted(stream.codecpar()) || encryptedTracks.contains(stream.id());
    }

    private SideData side(AVStream stream) {
        SideData container = SideData.of(stream.codecpar());
        SideData frame = fromFrames.get(stream.index());
        return frame == null ? container : container.with(frame);
    }

    private static Optional<Long> told(long time) {
        return time == AV_NOPTS_VALUE ? Optional.empty() : Optional.of(time);
    }

    /** A container that does not tell its length is as long as the longest stream that tells its own. */
    private static Optional<Long> longest(List<VideoStream> videos, List<AudioStream> audios) {
        OptionalLong longest = Stream.concat(
                        videos.stream().map(VideoStream::durationUs),
                        audios.stream().map(AudioStream::durationUs))
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue)
                .max();
        return longest.isPresent() ? Optional.of(longest.getAsLong()) : Optional.empty();
    }
}

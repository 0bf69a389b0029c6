package dev.sluice.bench.media;

import dev.sluice.media.decide.Asset;
import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.SubtitleStream;
import dev.sluice.media.probe.Tier;
import dev.sluice.media.probe.VideoStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A file of a mixed collection, by its number alone: of a hundred, some 58 are H.264, 14 HEVC, 6 AV1, 10 interlaced
 * MPEG-2, 4 ProRes and 8 without video; 3 are HDR10, and one in twelve is another's copy. Lengths are log-normal, median
 * 20 minutes.
 */
final class InventedFile {
    private static final long SECOND = 1_000_000;
    private static final int COPIED = 12;
    private static final Instant FIRST = Instant.parse("2015-01-01T00:00:00Z");
    private static final List<String> LANGUAGES = List.of("eng", "deu", "fra", "spa", "jpn");

    private final long number;
    private final Random chance;
    private final Kind kind;
    private final long durationUs;

    private InventedFile(long number) {
        this.number = number;
        // A copy has the chances of the one before it, and with them all of its content.
        this.chance = new Random(number % COPIED == COPIED - 1 ? number - 1 : number);
        this.kind = Kind.at(chance.nextInt(100));
        this.durationUs = (long) (1200 * SECOND * Math.exp(chance.nextGaussian()));
    }

    private enum Kind {
        H264(58, "h264", "High", "yuv420p", 1920, 1080, 6_000_000, "mov,mp4,m4a,3gp,3g2,mj2"),
        HEVC(11, "hevc", "Main", "yuv420p", 1920, 1080, 4_000_000, "matroska,webm"),
        HDR10(3, "hevc", "Main 10", "yuv420p10le", 3840, 2160, 18_000_000, "matroska,webm"),
        AV1(6, "av1", "Main", "yuv420p", 1920, 1080, 2_500_000, "matroska,webm"),
        MPEG2(10, "mpeg2video", "Main", "yuv420p", 720, 576, 5_000_000, "mpegts"),
        PRORES(4, "prores", "HQ", "yuv422p10le", 3840, 2160, 400_000_000, "mov,mp4,m4a,3gp,3g2,mj2"),
        SOUND(8, "", "", "", 0, 0, 0, "mp3");

        private final int share;
        private final String codec;
        private final String profile;
        private final String pixelFormat;
        private final int width;
        private final int height;
        private final long bitRate;
        private final String container;

        Kind(
                int share,
                String codec,
                String profile,
                String pixelFormat,
                int width,
                int height,
                long bitRate,
                String container) {
            this.share = share;
            this.codec = codec;
            this.profile = profile;
            this.pixelFormat = pixelFormat;
            this.width = width;
            this.height = height;
            this.bitRate = bitRate;
            this.container = container;
        }

        private static Kind at(int percent) {
            int left = percent;
            for (Kind kind : values()) {
                left -= kind.share;
                if (left < 0) {
                    return kind;
                }
            }
            return SOUND;
        }
    }

    static Asset numbered(long number) {
        return new InventedFile(number).asset();
    }

    private Asset asset() {
        Probe probe = probe();
        long bytes = probe.bitRate().orElseThrow() / 8 * durationUs / SECOND;
        long content = chance.nextLong();
        return new Asset(
                "file:/media/" + number % 1000 / 100 + "/" + number % 100 + "/" + number + ".bin",
                bytes,
                FIRST.plusSeconds(number * 1800),
                bytes + "-" + String.format("%016x%016x", content, ~content),
                probe);
    }

    private Probe probe() {
        List<VideoStream> videos = kind == Kind.SOUND ? List.of() : List.of(video());
        List<AudioStream> audios = new ArrayList<>();
        int languages = 1 + chance.nextInt(3) / 2;
        for (int i = 0; i < languages; i++) {
            audios.add(audio(videos.size() + i, LANGUAGES.get(chance.nextInt(LANGUAGES.size()))));
        }
        boolean subtitled = kind.container.startsWith("matroska") && chance.nextBoolean();
        return new Probe(
                Tier.FULL,
                kind.container,
                Optional.of(0L),
                Optional.of(durationUs),
                Optional.of(kind.bitRate + audios.size() * 160_000L),
                videos.stream().findFirst(),
                audios.stream().findFirst(),
                videos,
                audios,
                subtitled ? List.of(subtitles(videos.size() + audios.size())) : List.of(),
                List.of(),
                List.of(),
                0,
                kind == Kind.MPEG2 ? 1 : 0,
                false,
                Map.of("encoder", "invented"),
                List.of());
    }

    private VideoStream video() {
        boolean hdr = kind == Kind.HDR10;
        Optional<String> color = Optional.of(hdr ? "bt2020" : "bt709");
        return new VideoStream(
                0,
                kind.codec,
                Optional.of(kind.profile),
                Optional.of(41),
                Optional.of(kind.width),
                Optional.of(kind.height),
                Optional.of("1:1"),
                Optional.of(kind.pixelFormat),
                Optional.of(kind.pixelFormat.contains("10") ? 10 : 8),
                false,
                Optional.of(25.0),
                Optional.of("25/1"),
                false,
                Optional.of(kind == Kind.MPEG2 ? "tt" : "progressive"),
                0,
                color,
                Optional.of(hdr ? "smpte2084" : "bt709"),
                Optional.of(hdr ? "bt2020nc" : "bt709"),
                Optional.of("tv"),
                Optional.of("left"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of("default"),
                Optional.of(0L),
                Optional.of(durationUs),
                Optional.of(kind.bitRate),
                Optional.of(durationUs * 25 / SECOND),
                false);
    }

    private AudioStream audio(int index, String language) {
        return new AudioStream(
                index,
                "aac",
                Optional.of("LC"),
                2,
                Optional.of("stereo"),
                Optional.of(48_000),
                Optional.of("fltp"),
                Optional.empty(),
                Optional.of(language),
                Optional.empty(),
                List.of(),
                Optional.of(0L),
                Optional.of(durationUs),
                Optional.of(160_000L),
                false);
    }

    private SubtitleStream subtitles(int index) {
        return new SubtitleStream(
                index,
                "subrip",
                false,
                Optional.of("eng"),
                Optional.empty(),
                List.of(),
                Optional.of(0L),
                Optional.of(durationUs));
    }
}

package dev.sluice.media.estimate;

import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.Probe;
import dev.sluice.media.probe.Tier;
import dev.sluice.media.probe.VideoStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files of round numbers. */
final class Probes {
    private Probes() {}

    /** What a test says of a file of video: the rest is not known. */
    record Video(
            String codec,
            Optional<Integer> width,
            Optional<Integer> height,
            Optional<String> pixelFormat,
            Optional<Double> frameRate,
            boolean variable,
            Optional<Long> seconds,
            Optional<Long> frames,
            Optional<Long> bitRate,
            Optional<String> transfer) {
        /** 1000x1000 in yuv420p, 10 frames a second for 100 s: 1000 Mpx. */
        static Video known() {
            return new Video(
                    "h264",
                    Optional.of(1000),
                    Optional.of(1000),
                    Optional.of("yuv420p"),
                    Optional.of(10.0),
                    false,
                    Optional.of(100L),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        Video withCodec(String other) {
            return new Video(
                    other, width, height, pixelFormat, frameRate, variable, seconds, frames, bitRate, transfer);
        }

        Video withSize(Optional<Integer> wide, Optional<Integer> high) {
            return new Video(codec, wide, high, pixelFormat, frameRate, variable, seconds, frames, bitRate, transfer);
        }

        Video withPixelFormat(String other) {
            return new Video(
                    codec, width, height, Optional.of(other), frameRate, variable, seconds, frames, bitRate, transfer);
        }

        Video withFrameRate(Optional<Double> other, boolean variableRate) {
            return new Video(
                    codec, width, height, pixelFormat, other, variableRate, seconds, frames, bitRate, transfer);
        }

        Video withSeconds(Optional<Long> other) {
            return new Video(codec, width, height, pixelFormat, frameRate, variable, other, frames, bitRate, transfer);
        }

        Video withFrames(long other) {
            return new Video(
                    codec,
                    width,
                    height,
                    pixelFormat,
                    frameRate,
                    variable,
                    seconds,
                    Optional.of(other),
                    bitRate,
                    transfer);
        }

        Video withBitRate(long other) {
            return new Video(
                    codec,
                    width,
                    height,
                    pixelFormat,
                    frameRate,
                    variable,
                    seconds,
                    frames,
                    Optional.of(other),
                    transfer);
        }

        Video withTransfer(String other) {
            return new Video(
                    codec,
                    width,
                    height,
                    pixelFormat,
                    frameRate,
                    variable,
                    seconds,
                    frames,
                    bitRate,
                    Optional.of(other));
        }

        VideoStream stream() {
            Optional<String> none = Optional.empty();
            return new VideoStream(
                    0,
                    codec,
                    none,
                    Optional.empty(),
                    width,
                    height,
                    none,
                    pixelFormat,
                    Optional.empty(),
                    false,
                    frameRate,
                    none,
                    variable,
                    none,
                    0,
                    none,
                    transfer,
                    none,
                    none,
                    none,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    none,
                    List.of(),
                    Optional.empty(),
                    seconds.map(one -> one * 1_000_000),
                    bitRate,
                    frames,
                    false);
        }
    }

    static AudioStream audio(int index, int channels, Optional<Long> seconds, Optional<Long> bitRate) {
        Optional<String> none = Optional.empty();
        return new AudioStream(
                index,
                "aac",
                none,
                channels,
                none,
                Optional.of(48000),
                none,
                Optional.empty(),
                none,
                none,
                List.of(),
                Optional.empty(),
                seconds.map(one -> one * 1_000_000),
                bitRate,
                false);
    }

    static Probe probe(Video video, AudioStream... audio) {
        return probe(Optional.of(video.stream()), Optional.empty(), Optional.empty(), audio);
    }

    static Probe probe(
            Optional<VideoStream> video, Optional<Long> seconds, Optional<Long> bitRate, AudioStream... audio) {
        return new Probe(
                Tier.FULL,
                "matroska,webm",
                Optional.empty(),
                seconds.map(one -> one * 1_000_000),
                bitRate,
                video,
                List.of(audio).stream().findFirst(),
                video.stream().toList(),
                List.of(audio),
                List.of(),
                List.of(),
                List.of(),
                0,
                0,
                false,
                Map.of(),
                List.of());
    }
}

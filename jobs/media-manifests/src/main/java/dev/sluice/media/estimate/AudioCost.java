package dev.sluice.media.estimate;

import dev.sluice.media.decide.AudioTarget;
import dev.sluice.media.decide.Target;
import dev.sluice.media.probe.AudioStream;
import dev.sluice.media.probe.Probe;
import java.util.Optional;
import java.util.Set;

/**
 * What the audio of a job costs.
 *
 * @param seconds CPU seconds
 */
record AudioCost(Quantiles seconds, Quantiles bytes) {
    private static final double HOUR = 3600;
    private static final double BITS = 8;
    private static final int STEREO = 2;

    static AudioCost of(
            Probe probe, Target target, Length length, Figures figures, double slowness, Set<Assumption> assumed) {
        Quantiles seconds = Quantiles.ZERO;
        Quantiles bytes = Quantiles.ZERO;
        Spread decoding = new Spread(figures.doubts().decoding()).and(length.doubt());
        for (AudioTarget wanted : target.audio()) {
            Optional<AudioStream> source = probe.audioStreams().stream()
                    .filter(stream -> stream.index() == wanted.stream())
                    .findFirst();
            boolean copied = wanted.encoder().equals(AudioTarget.COPY);
            if (!copied) {
                int channels = wanted.channels()
                        .orElse(source.map(AudioStream::channels).orElse(STEREO));
                double each = figures.audio(wanted.encoder()).seconds() * slowness;
                seconds = seconds.plus(decoding.over(length.seconds() / HOUR * Math.max(channels, 1) * each));
            }
            Optional<Long> rate = copied ? source.flatMap(AudioStream::bitRate) : wanted.bitRate();
            if (rate.isEmpty()) {
                assumed.add(Assumption.NO_AUDIO_RATE);
            }
            Spread doubt = new Spread(
                    rate.isPresent()
                            ? figures.doubts().toldRate()
                            : figures.doubts().guessedRate());
            bytes = bytes.plus(doubt.and(length.doubt())
                    .over(rate.orElse((long) figures.audioBitRate()) * length.seconds() / BITS));
        }
        return new AudioCost(seconds, bytes);
    }
}

package dev.sluice.media.decide;

import dev.sluice.media.probe.AudioStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A profile's audio laid over the streams of one file. */
final class AudioResolution {
    private AudioResolution() {}

    static List<AudioTarget> of(
            Profile profile, List<AudioStream> streams, Objections objections, List<Integer> dropped) {
        List<AudioTarget> targets = new ArrayList<>();
        for (AudioStream stream : streams) {
            if (wanted(profile.sound(), stream, objections)) {
                targets.add(target(profile, stream, objections));
            } else {
                dropped.add(stream.index());
            }
        }
        if (targets.isEmpty() && !streams.isEmpty()) {
            objections.add(
                    "AUDIO_WOULD_VANISH",
                    "none of its audio is in "
                            + String.join(", ", profile.sound().languages()));
        }
        return targets;
    }

    private static boolean wanted(AudioProfile profile, AudioStream stream, Objections objections) {
        if (profile.languages().isEmpty()) {
            return true;
        }
        Optional<String> language = stream.language().filter(known -> !known.equals("und"));
        language.ifPresent(known -> objections.note(
                "audio.languages",
                "audio stream " + stream.index() + " in " + known,
                profile.languages().contains(known) ? "kept" : "left out"));
        return language.map(profile.languages()::contains)
                .orElseGet(() -> objections.keeps(
                        "audio.unknown-language",
                        profile.unknownLanguage(),
                        "LANGUAGE",
                        "audio stream " + stream.index() + " names no language",
                        true));
    }

    private static AudioTarget target(Profile profile, AudioStream stream, Objections objections) {
        AudioProfile sound = profile.sound();
        Optional<AudioEncoder> encoder = AudioEncoder.named(sound.encoder());
        if (encoder.isEmpty()) {
            if (!profile.container().takesAudio(stream.codec())) {
                objections.add(
                        "AUDIO_DOES_NOT_FIT",
                        profile.container().muxer() + " does not take " + stream.codec() + " of audio stream "
                                + stream.index());
            }
            return new AudioTarget(stream.index(), AudioTarget.COPY, Optional.empty(), Optional.empty());
        }
        int most = Math.min(encoder.get().channels(), sound.maxChannels().orElse(Integer.MAX_VALUE));
        int channels = Math.min(stream.channels(), most);
        String many = "audio stream " + stream.index() + " of " + stream.channels() + " channels";
        if (channels < stream.channels() && sound.maxChannels().isEmpty()) {
            objections.ask(
                    "audio.max-channels",
                    "TOO_MANY_CHANNELS",
                    many,
                    sound.encoder() + " takes " + most + " channels, audio stream " + stream.index() + " has "
                            + stream.channels());
        } else if (channels < stream.channels()) {
            objections.note("audio.max-channels", many, "mixed down to " + channels);
        }
        return new AudioTarget(
                stream.index(),
                sound.encoder(),
                sound.bitRatePerChannel().map(text -> BitRate.parse("bit-rate-per-channel", text) * channels),
                Optional.of(channels).filter(few -> few < stream.channels()));
    }
}

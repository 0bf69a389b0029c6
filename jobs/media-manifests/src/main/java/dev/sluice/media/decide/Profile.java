package dev.sluice.media.decide;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.util.Optional;

/** A way to encode, for any file. */
public record Profile(
        @Doc("mp4, mov, webm or matroska") Container container,
        @Doc("how video is encoded") VideoProfile video,
        @Doc("how audio is; left out: all of it is copied") Optional<AudioProfile> audio,

        @Doc("subtitles: keep, drop or human") @Preset("keep")
        Policy subtitles,

        @Doc("covers and thumbnails: keep, drop or human") @Preset("keep")
        Policy pictures,

        @Doc("attachments such as fonts: keep, drop or human") @Preset("keep")
        Policy attachments,

        @Doc("data streams such as time code and telemetry: drop or human") @Preset("human")
        Policy data) {
    public Profile {
        if (!container.takesVideo(video.known().codec())) {
            throw new InvalidSetting(
                    "container",
                    container.muxer() + " does not take " + video.known().codec() + " of " + video.encoder());
        }
        audio.flatMap(sound -> AudioEncoder.named(sound.encoder()))
                .filter(encoder -> !container.takesAudio(encoder.codec()))
                .ifPresent(encoder -> {
                    throw new InvalidSetting("audio", container.muxer() + " does not take " + encoder.codec());
                });
        if (data == Policy.KEEP) {
            throw new InvalidSetting("data", "cannot be kept in general; allowed is drop or human");
        }
    }

    AudioProfile sound() {
        return audio.orElse(AudioProfile.AS_IS);
    }
}

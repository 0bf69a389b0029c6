package dev.sluice.media.decide;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Nearest;
import dev.sluice.settings.Preset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a profile treats audio. */
public record AudioProfile(
        @Doc("copy, or FFmpeg's encoder: aac, libopus, libmp3lame, ac3 or flac") @Preset("copy")
        String encoder,

        @Doc("bits a second of each channel, such as 64k") Optional<String> bitRatePerChannel,

        @Doc("more channels are mixed down") Optional<Integer> maxChannels,

        @Doc("ISO 639 codes of what is kept; [] is all") @Preset("[]")
        List<String> languages,

        @Doc("streams whose language is not known: keep, drop or human; only where languages are listed")
        @Preset("keep")
        Policy unknownLanguage) {
    /** All streams as they are. */
    static final AudioProfile AS_IS =
            new AudioProfile(AudioTarget.COPY, Optional.empty(), Optional.empty(), List.of(), Policy.KEEP);

    public AudioProfile {
        languages = List.copyOf(languages);
        Optional<AudioEncoder> known = AudioEncoder.named(encoder);
        if (known.isEmpty() && !encoder.equals(AudioTarget.COPY)) {
            List<String> words = Stream.concat(Stream.of(AudioTarget.COPY), AudioEncoder.words().stream())
                    .toList();
            throw new InvalidSetting(
                    "encoder",
                    "\"" + encoder + "\" is not one of " + String.join(", ", words) + Nearest.hint(encoder, words));
        }
        boolean byRate = known.filter(AudioEncoder::byRate).isPresent();
        if (byRate != bitRatePerChannel.isPresent()) {
            throw new InvalidSetting(
                    "bit-rate-per-channel",
                    byRate ? "is needed for " + encoder + ", such as 64k" : "has no use for " + encoder);
        }
        bitRatePerChannel.ifPresent(text -> BitRate.parse("bit-rate-per-channel", text));
        maxChannels.ifPresent(most -> {
            if (known.isEmpty()) {
                throw new InvalidSetting("max-channels", "has no use where audio is copied");
            }
            if (most < 1 || most > known.get().channels()) {
                throw new InvalidSetting(
                        "max-channels",
                        "is " + most + "; allowed is 1 to " + known.get().channels());
            }
        });
    }
}

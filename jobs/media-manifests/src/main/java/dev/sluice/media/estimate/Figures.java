package dev.sluice.media.estimate;

import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.io.Serializable;
import java.util.List;
import java.util.function.Function;

/**
 * The shipped figures that the cost model multiplies, from the resource {@code figures.conf}, which says where each of
 * them comes from. Seconds are CPU seconds of one core.
 */
record Figures(
        List<Encoder> encoders,
        List<Decoder> decoders,
        List<Audio> audio,
        Filters filters,
        Doubts doubts,

        @Doc("CPU seconds that a job takes before its first frame")
        double startSeconds,

        @Doc("frames a second where none are known") double frameRate,

        @Doc("bits a pixel of an input whose length is not known")
        double inputBitsPerPixel,

        @Doc("bits a second of audio where nothing says") int audioBitRate,

        @Doc("what the container adds to its streams, as a part of them")
        double containerShare,

        @Doc("what scratch space has above what lies in it, as a part of that")
        double scratchShare,

        @Doc("and in any case") long scratchBytes,
        @Doc("memory of the process without frames") long processBytes,
        @Doc("frames of the input that a decoder holds") double decoderFrames)
        implements Serializable {
    /** The name of the figures that hold where there are no better ones. */
    static final String OTHER = "other";

    private static final Figures SHIPPED = ConfText.resource("figures.conf").bind(Figures.class);

    Figures {
        encoders = List.copyOf(encoders);
        decoders = List.copyOf(decoders);
        audio = List.copyOf(audio);
        mustHaveOther("encoders", encoders, Encoder::name);
        mustHaveOther("decoders", decoders, Decoder::codec);
        mustHaveOther("audio", audio, Audio::encoder);
    }

    /** How the bits of an output go down as its quality number goes up. */
    enum QualityScale {
        /** They halve each time that the number grows by {@code halving}. */
        STEPS,
        /** They halve each time that the number doubles. */
        RATIO,
        /** There is no such number. */
        NONE
    }

    /** An encoder of video. */
    record Encoder(
            String name,
            QualityScale scale,
            @Preset("1") double halving,

            @Doc("preset that holds when none is named") @Preset("\"\"")
            String preset,

            @Doc("frames of the output that it holds with one thread")
            double frames,

            @Doc("and with each further thread") @Preset("0")
            double framesPerThread)
            implements Serializable {}

    /** A decoder of video: seconds for a million pixels. */
    record Decoder(
            String codec,
            double seconds,
            @Doc("with more than 8 bits") double deepSeconds) implements Serializable {}

    /** An encoder of audio: seconds for an hour of a channel, decoding included. */
    record Audio(String encoder, double seconds) implements Serializable {}

    /** Seconds for a million pixels that go in. */
    record Filters(@Doc("another size or pixel format") double scale, double deinterlace, double toneMap)
            implements Serializable {}

    /** Factors of {@link Spread}. */
    record Doubts(
            @Doc("speed measured on this machine with synthetic material")
            double calibrated,

            @Doc("speed measured on this machine with samples, beside their own spread")
            double sampled,

            @Doc("shipped speed, brought to this machine by what else was measured on it")
            double scaled,

            @Doc("shipped speed") double shipped,
            @Doc("encoder that was never measured") double unseenEncoder,
            @Doc("codec whose decoder was never measured") double unseenDecoder,
            @Doc("decoding, filters and audio") double decoding,
            @Doc("for each class of frames in between") double otherClass,
            double otherPixelFormat,
            @Doc("between two presets that were measured") double betweenPresets,

            @Doc("for each preset beyond those that were measured")
            double beyondPresets,

            @Doc("bits a pixel, told from one clip of other material; from n samples less, as a mean of n is")
            double material,

            @Doc("a bit rate that the encoder is told") double toldRate,
            @Doc("a bit rate of audio that nobody told") double guessedRate,
            @Doc("length guessed from a bit rate") double durationOfRate,

            @Doc("length guessed from the file's size alone")
            double durationOfSize,

            @Doc("no frame rate") double frameRate,
            @Doc("frames of unequal length") double variableRate,
            @Doc("frames that a codec holds") double memory)
            implements Serializable {}

    static Figures shipped() {
        return SHIPPED;
    }

    Encoder encoder(String name) {
        return find(encoders, Encoder::name, name);
    }

    Decoder decoder(String codec) {
        return find(decoders, Decoder::codec, codec);
    }

    boolean decodes(String codec) {
        return decoders.stream().anyMatch(one -> one.codec().equals(codec));
    }

    Audio audio(String encoder) {
        return find(audio, Audio::encoder, encoder);
    }

    private static <T> T find(List<T> all, Function<T, String> name, String wanted) {
        return all.stream()
                .filter(one -> name.apply(one).equals(wanted))
                .findFirst()
                .orElseGet(() -> find(all, name, OTHER));
    }

    private static <T> void mustHaveOther(String key, List<T> all, Function<T, String> name) {
        if (all.stream().noneMatch(one -> name.apply(one).equals(OTHER))) {
            throw new InvalidSetting(key, "has none of the name " + OTHER);
        }
    }
}

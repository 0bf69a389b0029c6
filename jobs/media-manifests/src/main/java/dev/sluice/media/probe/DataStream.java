package dev.sluice.media.probe;

import dev.sluice.settings.Doc;
import java.util.Optional;

/** A stream that is neither video, audio nor subtitles. */
public record DataStream(
        @Doc("index in the file") int index,
        @Doc("data, attachment or unknown") String kind,
        @Doc("such as bin_data, ttf; none when not known") String codec,

        @Doc("the container's own name of the codec, such as tmcd, gpmd")
        Optional<String> tag,

        @Doc("of an attachment") Optional<String> fileName) {}

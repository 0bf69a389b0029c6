package dev.sluice.media.probe;

import dev.sluice.settings.Doc;
import java.util.Optional;

/** A picture that lies beside the streams, such as a cover. */
public record Picture(
        @Doc("index in the file") int index,
        @Doc("such as mjpeg, png") String codec,
        Optional<Integer> width,
        Optional<Integer> height) {}

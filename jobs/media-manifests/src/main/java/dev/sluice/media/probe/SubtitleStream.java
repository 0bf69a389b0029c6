package dev.sluice.media.probe;

import dev.sluice.settings.Doc;
import java.util.List;
import java.util.Optional;

/** One stream of subtitles. */
public record SubtitleStream(
        @Doc("index in the file") int index,
        @Doc("such as subrip, mov_text, hdmv_pgs_subtitle") String codec,
        @Doc("pictures, not text") boolean bitmap,
        @Doc("ISO 639 code") Optional<String> language,
        Optional<String> title,
        @Doc("default, forced, hearing_impaired, ...") List<String> dispositions,
        @Doc("when it begins") Optional<Long> startUs,
        @Doc("how long it is") Optional<Long> durationUs) {
    public SubtitleStream {
        dispositions = List.copyOf(dispositions);
    }
}

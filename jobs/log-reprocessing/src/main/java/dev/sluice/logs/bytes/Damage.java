package dev.sluice.logs.bytes;

import dev.sluice.extract.Codec;
import dev.sluice.extract.Ending;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a file, or a member of an archive, ended before its content did, or went on after it.
 *
 * @param code for each codec, such as GZIP: TRUNCATED_GZIP, CORRUPT_GZIP, GZIP_TRAILING_GARBAGE, UNSUPPORTED_GZIP; the
 *     same for TAR and ZIP; BOMB
 * @param message where and what, for a person
 * @param cutsLine true when the unfinished line at the end is a part of a line, false when the content is whole
 */
public record Damage(String code, String message, boolean cutsLine) {
    /** What an ending means for the lines; empty for a whole content. */
    public static Optional<Damage> of(Codec codec, Ending ending) {
        return ending.how() == Ending.How.WHOLE ? Optional.empty() : Optional.of(of(codec.name(), ending));
    }

    /**
     * What is wrong, when something is.
     *
     * @param what the codec or the kind of archive, in upper case
     */
    public static Damage of(String what, Ending ending) {
        String name = what.toLowerCase(Locale.ROOT);
        String reason = ending.reason().isEmpty() ? "" : ": " + ending.reason();
        String at = "byte %,d".formatted(ending.at());
        return switch (ending.how()) {
            case WHOLE -> throw new IllegalArgumentException("a whole " + name + " content has no damage");
            case TRUNCATED ->
                new Damage(
                        "TRUNCATED_" + what,
                        "the " + name + " data ends at " + at + " where more was due" + reason,
                        true);
            case CORRUPT ->
                new Damage("CORRUPT_" + what, "the " + name + " data is corrupt before " + at + reason, true);
            case TRAILING -> new Damage(what + "_TRAILING_GARBAGE", "what follows " + at + " is not " + name, false);
            case UNSUPPORTED ->
                new Damage("UNSUPPORTED_" + what, "the " + name + " data cannot be read behind " + at + reason, true);
            case BOMB -> new Damage("BOMB", "the " + name + " data was read to " + at + " only" + reason, true);
        };
    }
}

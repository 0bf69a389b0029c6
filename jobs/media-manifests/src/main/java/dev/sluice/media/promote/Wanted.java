package dev.sluice.media.promote;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person asked for.
 *
 * @param items a glob over the paths of originals: {@code *} is any text, slashes too, {@code ?} any character
 * @param profile the profile whose outputs are wanted
 * @param limit files at most
 * @param time what a replacement gets as its time; that of its original where there is none
 */
public record Wanted(
        Optional<String> items, Optional<String> profile, Optional<Integer> limit, Optional<Instant> time) {
    /** Throws {@link Fault} USAGE for a limit below one. */
    public Wanted {
        limit.filter(most -> most < 1).ifPresent(most -> {
            throw new Fault(Code.USAGE, "Cannot use --limit: " + most + " (at least one file is wanted)");
        });
    }

    /** Whether the pattern, if there is one, takes this path. */
    static boolean matches(Optional<String> items, String path) {
        return items.map(Wanted::pattern)
                .map(pattern -> pattern.matcher(plain(path)).matches())
                .orElse(true);
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        plain(glob).codePoints().forEach(character -> {
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(character)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String plain(String path) {
        return path.replaceFirst("^file:/+", "/");
    }
}

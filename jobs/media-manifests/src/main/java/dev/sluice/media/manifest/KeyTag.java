package dev.sluice.media.manifest;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The job's key in an output's own metadata, so that a file tells which job it is of, wherever it lies. Matroska has tags
 * of any name. MP4 and QuickTime have a list of names: the key stands behind what the input has there, the keywords of
 * MP4 and the comment of QuickTime (of what ffmpeg 8.1.2 writes into each of them).
 */
public final class KeyTag {
    private static final String WORD = "sluice-job:";
    private static final Pattern FOUND = Pattern.compile(WORD + "([0-9a-f]{32})(?![0-9a-f])");

    private KeyTag() {}

    /** The argument of {@code -metadata} for a container. */
    static String argument(String container, Map<String, String> inputTags, String jobKey) {
        String name = switch (container) {
            case "mp4" -> "keywords";
            case "mov" -> "comment";
            default -> "SLUICE_JOB";
        };
        // Matroska's names are in capitals. What another job has left there is not this one's.
        String own = inputTags.entrySet().stream()
                .filter(tag -> tag.getKey().equalsIgnoreCase(name))
                .findFirst()
                .map(Map.Entry::getValue)
                .map(text -> FOUND.matcher(text).replaceAll("").strip())
                .filter(text -> !text.isEmpty())
                .map(text -> text + " ")
                .orElse("");
        return name + "=" + own + WORD + jobKey;
    }

    /** The key that a file's tags tell; none where it has none. */
    public static Optional<String> in(Map<String, String> tags) {
        return tags.values().stream()
                .map(FOUND::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }
}

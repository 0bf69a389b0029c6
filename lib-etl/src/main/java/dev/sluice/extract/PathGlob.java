package dev.sluice.extract;

import dev.sluice.settings.InvalidSetting;
import org.apache.hadoop.fs.GlobPattern;

/**
 * A glob pattern over a file: one without a slash over its name, else over its whole path, where {@code *} takes slashes
 * too. Case matters. Immutable.
 */
public final class PathGlob {
    private final boolean whole;
    private final GlobPattern pattern;

    private PathGlob(boolean whole, GlobPattern pattern) {
        this.whole = whole;
        this.pattern = pattern;
    }

    /**
     * Compiles a pattern.
     *
     * @param key the setting that it is from
     * @throws InvalidSetting when a bracket or a brace is not closed
     */
    public static PathGlob of(String key, String text) {
        try {
            return new PathGlob(text.contains("/"), new GlobPattern(text));
        } catch (RuntimeException e) {
            // Of a class that Hadoop hides.
            throw new InvalidSetting(key, "has a glob pattern that is none: " + text + " (" + e.getMessage() + ")");
        }
    }

    /**
     * Whether a file is meant.
     *
     * @param path as it is on the store, not percent-encoded
     */
    public boolean matches(String path) {
        return pattern.matches(whole ? path : path.substring(path.lastIndexOf('/') + 1));
    }
}

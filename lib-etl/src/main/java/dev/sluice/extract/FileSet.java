package dev.sluice.extract;

import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import java.time.Duration;
import java.util.List;

/**
 * Which files a source means.
 *
 * @param paths files, folders (taken with all that lies below) or glob patterns; what exists under its literal name is
 *     taken literally
 * @param exclude {@linkplain PathGlob patterns} of files to leave out
 * @param settle files that were modified less than this before the plan wait for a later one
 */
public record FileSet(List<Location> paths, List<String> exclude, Duration settle) {
    public FileSet {
        paths = List.copyOf(paths);
        exclude = List.copyOf(exclude);
        if (paths.isEmpty()) {
            throw new InvalidSetting("paths", "needs at least one file, folder or pattern");
        }
        if (settle.isNegative()) {
            throw new InvalidSetting("settle", "must not be negative");
        }
        globs(exclude);
    }

    List<PathGlob> excluded() {
        return globs(exclude);
    }

    private static List<PathGlob> globs(List<String> texts) {
        return texts.stream().map(text -> PathGlob.of("exclude", text)).toList();
    }
}

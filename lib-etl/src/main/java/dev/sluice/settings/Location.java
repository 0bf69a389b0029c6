package dev.sluice.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A path or URI from a job file, already resolved against the folder of that file when it was relative. May hold glob
 * characters where the setting says so.
 *
 * @param uri an absolute local path, or a URI with a scheme
 */
public record Location(String uri) {
    private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

    /**
     * Reads what a file says. A URI with a scheme stays as it is. A step ".." leads where the operating system would
     * go: out of a link's target, not out of the link; Hadoop, which only looks at the text, then reads the same file.
     */
    static Location resolve(Path folder, String text) {
        if (text.isBlank()) {
            throw new InvalidSetting("", "is empty; a path or a URI is wanted");
        }
        if (WITH_SCHEME.matcher(text).matches()) {
            return new Location(text);
        }
        try {
            Path at = text.startsWith("/") ? Path.of("/") : folder.toAbsolutePath();
            for (String step : text.split("/", -1)) {
                at = step(at, step);
            }
            return new Location(at.toString());
        } catch (InvalidPathException e) {
            throw new InvalidSetting("", Scalars.quoted(text) + " is not a path: " + e.getReason());
        } catch (IOException e) {
            throw new InvalidSetting("", Scalars.quoted(text) + " cannot be followed: " + e.getMessage());
        }
    }

    private static Path step(Path at, String step) throws IOException {
        if (!step.equals("..")) {
            return step.isEmpty() || step.equals(".") ? at : at.resolve(step);
        }
        Path real = Files.exists(at) ? at.toRealPath() : at;
        return real.getParent() == null ? real : real.getParent();
    }

    @Override
    public String toString() {
        return uri;
    }
}

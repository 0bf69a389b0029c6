package dev.sluice.cli;

import java.nio.file.Path;

/** How a person would write a path in the shell that they sit at. */
public final class ShellPath {
    private ShellPath() {}

    /** Relative where it lies below the working directory, and quoted where the shell would read more into it. */
    public static String path(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        String text = absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
        return text.matches("[\\w./+@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}

package dev.sluice.extract;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;

/**
 * Expands a glob pattern name by name. Unlike Hadoop's own it bears names with colons, and takes a part of the path
 * that exists literally literally.
 */
final class Globs {
    private Globs() {}

    /** What matches, in the order of the paths. */
    static List<FileStatus> matches(FileSystem files, Path pattern) throws IOException {
        if (pattern.toString().matches("(?s).*\\{[^}]*/.*")) {
            FileStatus[] found = files.globStatus(pattern);
            return found == null ? List.of() : Arrays.asList(sorted(found));
        }
        if (pattern.isRoot()) {
            return List.of(files.getFileStatus(pattern));
        }
        List<FileStatus> all = new ArrayList<>();
        for (FileStatus parent : matches(files, pattern.getParent())) {
            Path literal = new Path(parent.getPath(), new Path(null, null, pattern.getName()));
            FileStatus one = parent.isDirectory() ? status(files, literal) : null;
            if (one != null) {
                all.add(one);
            } else if (parent.isDirectory() && pattern.getName().matches("(?s).*[*?\\[{\\\\].*")) {
                GlobPattern glob = new GlobPattern(pattern.getName());
                Arrays.stream(sorted(files.listStatus(parent.getPath())))
                        .filter(child -> glob.matches(child.getPath().getName()))
                        .forEach(all::add);
            }
        }
        return all;
    }

    /** The file or folder at exactly this path, null when there is none. */
    static FileStatus status(FileSystem files, Path path) throws IOException {
        try {
            return files.getFileStatus(path);
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    static FileStatus[] sorted(FileStatus[] found) {
        Arrays.sort(found, Comparator.comparing(FileStatus::getPath));
        return found;
    }
}

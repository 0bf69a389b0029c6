package dev.sluice.load.files;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.fault.InputOutput;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ParentNotDirectoryException;

/**
 * A folder on a file system whose renames and links have exactly one winner. All names are relative to it, with
 * slashes. What is missing is no error where the text says so: someone else may have been quicker.
 */
interface Place {
    Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);

    /**
     * The place at a path or URI.
     *
     * @throws Fault SETTINGS when the store there has no exclusive rename
     */
    static Place of(String uri, Configuration hadoop) {
        Matcher scheme = SCHEME.matcher(uri);
        if (!scheme.matches()) {
            return new LocalPlace(Path.of(uri));
        }
        return switch (scheme.group(1)) {
            case "file" -> new LocalPlace(Path.of(scheme.group(2).replaceFirst("^/{2,}", "/")));
            case "hdfs" -> HadoopPlace.of(uri, hadoop);
            default ->
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot publish files to " + scheme.group(1) + ": " + uri
                                + " (it has no rename with exactly one winner; use iceberg there, or a path on local disk"
                                + " or hdfs)");
        };
    }

    /** Names in a directory, in no order; none when it is missing. */
    List<String> list(String directory) throws IOException;

    /** All files below a directory whose names do not start with '_' or '.', and their bytes. */
    List<Leaf> leaves(String directory) throws IOException;

    boolean exists(String name) throws IOException;

    String read(String file) throws IOException;

    /** Makes a directory, with the folders above it, that must be written to; one that is there already is as good. */
    void make(String directory) throws IOException;

    /** Writes a file that must not exist yet, whole and down to the disk, with the folders above it. */
    void write(String file, String content) throws IOException;

    /**
     * Gives a written file a name that nobody else has given: of any number of callers one wins, for ever. The
     * temporary name may be gone afterwards.
     *
     * @return false when the name is taken or the temporary file is missing
     */
    boolean link(String temporary, String file) throws IOException;

    /** Renames a directory in one step and durably to a name that was never used; false when it is missing. */
    boolean move(String from, String to) throws IOException;

    /** Deletes a file or a tree; a missing one is deleted already. */
    void delete(String name) throws IOException;

    /** Brings a whole tree, and the names of the folders above it, down to the disk. */
    void sync(String directory) throws IOException;

    /** The path as Spark and Hadoop take it, literally. */
    String hadoop(String name);

    /** A fault for an operation that failed: verb and thing as in "write head". */
    static Fault fault(String what, String where, IOException e) {
        boolean inTheWay = e instanceof NotDirectoryException
                || e instanceof FileAlreadyExistsException
                || e instanceof ParentNotDirectoryException;
        Code code = inTheWay ? Code.CANNOT_WRITE : InputOutput.code(e);
        String advice = inTheWay
                ? "; a file is where a folder should be: move it away, or name another path)"
                : switch (code) {
                    case NOT_ALLOWED -> "; grant write access, or name another path)";
                    case CANNOT_WRITE -> "; free some space or raise the quota, then run again)";
                    default -> ")";
                };
        return new Fault(
                code,
                "Cannot " + what + ": " + where + " (" + e.getClass().getSimpleName() + ": " + e.getMessage() + advice,
                e);
    }

    /** A data file. */
    record Leaf(org.apache.hadoop.fs.Path path, long bytes) {}
}

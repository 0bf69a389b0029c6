package dev.sluice.logs;

import dev.sluice.logs.line.LastWritten;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Where lines come from.
 *
 * @param file its path
 * @param member of the archive that the file is
 * @param item key of the item that the file belongs to
 * @param firstLine {@link RowMaker#firstLine} of the file or the member
 * @param written when the file or the member was written to its end
 */
record Whence(String file, Optional<String> member, long item, long firstLine, LastWritten written) {
    /** Where a file or a member of an archive is, as {@link dev.sluice.logs.line.LineParser#at} wants it. */
    static String place(String file, Optional<String> member) {
        String path = new Path(file).toUri().getPath();
        return member.map(name -> path + "!/" + name).orElse(path);
    }
}

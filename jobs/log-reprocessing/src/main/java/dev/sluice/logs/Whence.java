package dev.sluice.logs;

import dev.sluice.logs.line.LastWritten;
import java.util.Optional;

/**
 * Where lines come from.
 *
 * @param file its path
 * @param member of the archive that the file is
 * @param item key of the item that the file belongs to
 * @param firstLine {@link RowMaker#firstLine} of the file or the member
 * @param written when the file or the member was written to its end
 */
record Whence(String file, Optional<String> member, long item, long firstLine, LastWritten written) {}

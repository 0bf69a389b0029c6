package dev.sluice.logs;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A line, or a part of one, that is no row.
 *
 * @param raw its bytes, at most 64 KiB of them
 * @param origin where it stood
 * @param redo how to read it again; empty where {@code raw} is not all of a line
 */
record Reject(String code, String message, UTF8String raw, Origin origin, Optional<Redo> redo) {
    /**
     * The place of a line, or of an event of several lines.
     *
     * @param offset in the uncompressed bytes
     * @param line its first one, 1-based; empty where a large plain file was split
     * @param lastLine its last one, likewise
     * @param member of the archive that the file is; then offset and lines are those in the member
     */
    record Origin(String file, long offset, OptionalLong line, OptionalLong lastLine, Optional<String> member) {
        private InternalRow row() {
            return new GenericInternalRow(new Object[] {
                UTF8String.fromString(file),
                offset,
                line.isPresent() ? line.getAsLong() : null,
                member.map(UTF8String::fromString).orElse(null),
                lastLine.isPresent() ? lastLine.getAsLong() : null
            });
        }
    }

    /** The same with a blank line behind it. */
    Reject with(String blankLine) {
        return new Reject(code, message, raw, origin, redo.map(one -> one.with(blankLine)));
    }

    /** As a row of {@link MetaColumns#REJECTS}. */
    InternalRow row(Long item) {
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(code),
            UTF8String.fromString(message),
            raw,
            UTF8String.fromString("logs"),
            origin.row(),
            redo.map(Redo::row).orElse(null),
            item
        });
    }
}

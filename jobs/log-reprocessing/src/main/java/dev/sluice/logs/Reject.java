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
 * @param offset in the uncompressed bytes
 * @param line 1-based; empty where a large plain file was split
 * @param member of the archive that the file is; then offset and line are those in the member
 */
record Reject(
        String code,
        String message,
        UTF8String raw,
        String file,
        long offset,
        OptionalLong line,
        Optional<String> member) {
    /** As a row of {@link MetaColumns#REJECTS}. */
    InternalRow row(Long item) {
        InternalRow origin = new GenericInternalRow(new Object[] {
            UTF8String.fromString(file),
            offset,
            line.isPresent() ? line.getAsLong() : null,
            member.map(UTF8String::fromString).orElse(null)
        });
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(code),
            UTF8String.fromString(message),
            raw,
            UTF8String.fromString("logs"),
            origin,
            item
        });
    }
}

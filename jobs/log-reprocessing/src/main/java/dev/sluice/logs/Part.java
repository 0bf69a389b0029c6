package dev.sluice.logs;

import dev.sluice.logs.bytes.ByteSource;
import dev.sluice.logs.bytes.Damage;
import dev.sluice.logs.line.LastWritten;
import java.util.Optional;

/**
 * A run of lines with a beginning of its own: a file, a part of a plain one, or a member of an archive.
 *
 * @param member its name, where it is one; {@code outer.tar!inner.log} below another archive
 * @param bytes its uncompressed bytes
 * @param written when it was written to its end
 * @param refusal why it cannot be read; it has no bytes then
 */
record Part(Optional<String> member, ByteSource bytes, LastWritten written, Optional<Damage> refusal) {}

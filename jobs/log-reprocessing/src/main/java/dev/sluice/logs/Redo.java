package dev.sluice.logs;

import dev.sluice.logs.bytes.Framing;
import dev.sluice.logs.line.LastWritten;
import dev.sluice.slice.RejectTable;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What a reject keeps besides its raw line so that the line can be read again, as {@link RejectTable#REDO}.
 *
 * @param firstLine {@link RowMaker#firstLine} of its file
 * @param lineEnd the bytes from the raw line to the next line that is not blank
 * @param base64 the line as it was, where the raw one is not
 * @param written when its file was written to its end
 */
record Redo(long firstLine, String lineEnd, Optional<String> base64, LastWritten written) {
    private static final int MARK = 3;

    /** Of an event whose bytes are all in the buffer. */
    static Redo of(Framing lines, Whence whence) {
        int length = lines.to() - lines.from();
        int more = (int) (lines.endOffset() - lines.offset() - length);
        int mark = more >= MARK ? MARK : 0;
        String end = more - mark == 0 ? "" : more - mark == 1 ? "\n" : "\r\n";
        Optional<String> exact = Optional.empty();
        if (mark > 0
                || !UTF8String.fromBytes(lines.buffer(), lines.from(), length).isValid()) {
            byte[] all = Arrays.copyOfRange(lines.buffer(), lines.from() - mark, lines.to());
            exact = Optional.of(Base64.getEncoder().encodeToString(all));
        }
        return new Redo(whence.firstLine(), end, exact, whence.written());
    }

    /** The same with a blank line behind it. */
    Redo with(String blankLine) {
        return new Redo(firstLine, lineEnd + blankLine, base64, written);
    }

    InternalRow row() {
        return new GenericInternalRow(new Object[] {
            firstLine,
            UTF8String.fromString(lineEnd),
            base64.map(UTF8String::fromString).orElse(null),
            written.micros(),
            UTF8String.fromString(written.by().name())
        });
    }
}

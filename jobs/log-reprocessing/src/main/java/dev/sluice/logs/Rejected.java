package dev.sluice.logs;

import dev.sluice.logs.line.LastWritten;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A reject that was published, as {@link PublishedRejects#lines} gives it.
 *
 * @param key of the item
 * @param hash its part of the item's version
 */
record Rejected(long key, Reject reject, long hash) {
    static Rejected of(Row row) {
        Reject.Origin origin = new Reject.Origin(
                text(row, "file").orElse(""),
                number(row, "offset").orElse(0),
                number(row, "line"),
                number(row, "last_line"),
                text(row, "member"));
        Optional<Redo> redo = text(row, "line_end")
                .map(end -> new Redo(
                        number(row, "first_line").orElseThrow(),
                        end,
                        text(row, "base64"),
                        new LastWritten(
                                number(row, "written").orElseThrow(),
                                LastWritten.By.valueOf(text(row, "written_by").orElseThrow()))));
        byte[] raw = row.getAs("raw");
        Reject reject = new Reject(
                text(row, "code").orElse(""),
                text(row, "message").orElse(""),
                raw == null ? UTF8String.EMPTY_UTF8 : UTF8String.fromBytes(raw),
                origin,
                redo);
        return new Rejected(row.<Long>getAs("key"), reject, row.<Long>getAs("hash"));
    }

    private static Optional<String> text(Row row, String name) {
        return Optional.ofNullable(row.getAs(name));
    }

    private static OptionalLong number(Row row, String name) {
        Long value = row.getAs(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The line as it stood in its file, up to the next line that is not blank; empty where that is not known. */
    byte[] bytes() {
        if (reject.redo().isEmpty()) {
            return new byte[0];
        }
        Redo redo = reject.redo().get();
        byte[] line = redo.base64()
                .map(Base64.getDecoder()::decode)
                .orElseGet(() -> reject.raw().getBytes());
        byte[] end = redo.lineEnd().getBytes(StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(line, line.length + end.length);
        System.arraycopy(end, 0, all, line.length, end.length);
        return all;
    }

    /** True for lines of one file or of one member. */
    boolean besides(Rejected other) {
        return key == other.key
                && reject.origin().file().equals(other.reject.origin().file())
                && reject.origin().member().equals(other.reject.origin().member());
    }

    /** What it is when it cannot be read again. */
    Reject asIs() {
        String message = "was " + reject.code() + ", and its raw line is cut or missing: " + reject.message();
        return new Reject("NO_WHOLE_LINE", message, reject.raw(), reject.origin(), Optional.empty());
    }

    Whence whence() {
        Redo redo = reject.redo().orElseThrow();
        return new Whence(reject.origin().file(), reject.origin().member(), key, redo.firstLine(), redo.written());
    }
}

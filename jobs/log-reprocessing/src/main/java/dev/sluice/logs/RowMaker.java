package dev.sluice.logs;

import dev.sluice.logs.bytes.Lines;
import dev.sluice.logs.format.Columns;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Puts the {@link MetaColumns} behind a parsed line, those that are wanted. Not thread-safe. */
final class RowMaker {
    /** Bytes of a file's beginning that its lines' ids depend on. */
    static final int FIRST = 4096;

    private static final long SEED = 42L;

    private final Raw policy;
    private final Columns columns;
    private final int raw;
    private final int error;
    private final int origin;
    private final int id;
    private final int item;
    private LogSplit split;
    private SpecificInternalRow place;
    private long fileHash;

    RowMaker(StructType wanted, Raw policy) {
        List<String> names = List.of(wanted.fieldNames());
        this.policy = policy;
        this.columns = new Columns(wanted);
        this.raw = names.indexOf("_raw");
        this.error = names.indexOf("_error");
        this.origin = names.indexOf("_origin");
        this.id = names.indexOf("_id");
        this.item = names.indexOf("_item");
    }

    Columns columns() {
        return columns;
    }

    /** Begins a split of a file that begins with {@code first}, {@value #FIRST} bytes or all that it has. */
    void begin(LogSplit next, byte[] first) {
        split = next;
        place = Columns.rowOf(MetaColumns.ORIGIN);
        place.update(0, UTF8String.fromString(next.file().path()));
        int length = 0;
        while (length < first.length && first[length] != '\n') {
            length++;
        }
        int end = length > 0 && length < first.length && first[length - 1] == '\r' ? length - 1 : length;
        fileHash = XXH64.hashUnsafeBytes(first, Platform.BYTE_ARRAY_OFFSET, end, SEED);
    }

    /** Completes the row of the line that is the {@code number}th of its split. */
    void finish(Lines lines, long number) {
        byte[] buffer = lines.buffer();
        int from = lines.from();
        int to = lines.to();
        if (!lines.ascii() && !UTF8String.fromBytes(buffer, from, to - from).isValid()) {
            columns.problem("INVALID_UTF8", "", from);
        }
        if (raw >= 0 && policy.keeps(columns.hasProblem())) {
            columns.text(raw, buffer, from, to);
        }
        if (error >= 0 && columns.hasProblem()) {
            columns.value(error, columns.problemRow());
        }
        if (origin >= 0) {
            place.setLong(1, lines.offset());
            if (split.whole()) {
                place.setLong(2, number);
            }
            columns.value(origin, place);
        }
        if (id >= 0) {
            long seed = XXH64.hashLong(lines.offset(), fileHash);
            columns.number(id, XXH64.hashUnsafeBytes(buffer, Platform.BYTE_ARRAY_OFFSET + from, to - from, seed));
        }
        columns.number(item, split.file().key());
    }
}

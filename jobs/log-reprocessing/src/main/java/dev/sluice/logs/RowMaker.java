package dev.sluice.logs;

import dev.sluice.logs.bytes.Framing;
import dev.sluice.logs.line.Column;
import dev.sluice.logs.line.Columns;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    private Whence whence;
    private byte[] path;
    private byte[] member;

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

    /** Begins the lines of a file or of a member. */
    void begin(Whence next) {
        whence = next;
        path = next.file().getBytes(StandardCharsets.UTF_8);
        member = next.member().orElse("").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The hash of a file's first line, which ids are made of.
     *
     * @param beginning the first {@value #FIRST} bytes of the file or the member, or all that it has
     */
    static long firstLine(byte[] beginning) {
        int length = 0;
        while (length < beginning.length && beginning[length] != '\n') {
            length++;
        }
        boolean carriageReturn = length > 0 && length < beginning.length && beginning[length - 1] == '\r';
        int end = carriageReturn ? length - 1 : length;
        return XXH64.hashUnsafeBytes(beginning, Platform.BYTE_ARRAY_OFFSET, end, SEED);
    }

    /** Completes and keeps the row of the event whose first line has this number, which is 0 when it is not known. */
    void finish(Framing lines, long number) {
        byte[] buffer = lines.buffer();
        int from = lines.from();
        int to = lines.to();
        if (!lines.ascii()
                && !columns.isBinary()
                && !UTF8String.fromBytes(buffer, from, to - from).isValid()) {
            columns.problem("INVALID_UTF8", "", from);
        }
        if (raw >= 0 && policy.keeps(columns.hasProblem())) {
            columns.text(raw, buffer, from, to);
        }
        if (error >= 0 && columns.hasProblem()) {
            putError(columns.column(error), columns.row());
        }
        if (origin >= 0) {
            putOrigin(columns.column(origin), columns.row(), lines, number);
        }
        if (id >= 0) {
            long seed = XXH64.hashLong(lines.offset(), whence.firstLine());
            columns.number(id, XXH64.hashUnsafeBytes(buffer, Platform.BYTE_ARRAY_OFFSET + from, to - from, seed));
        }
        columns.number(item, whence.item());
        columns.keep();
    }

    private void putError(Column to, int row) {
        to.open(row);
        byte[] code = columns.problemCode().getBytes(StandardCharsets.UTF_8);
        to.getChild(0).set(row, code, 0, code.length);
        if (!columns.problemField().isEmpty()) {
            byte[] field = columns.problemField().getBytes(StandardCharsets.UTF_8);
            to.getChild(1).set(row, field, 0, field.length);
        }
        to.getChild(2).set(row, columns.problemColumn());
    }

    private void putOrigin(Column to, int row, Framing lines, long number) {
        to.open(row);
        to.getChild(0).set(row, path, 0, path.length);
        to.getChild(1).set(row, lines.offset());
        if (number > 0) {
            to.getChild(2).set(row, number);
            to.getChild(4).set(row, number + lines.last() - lines.first());
        }
        if (member.length > 0) {
            to.getChild(3).set(row, member, 0, member.length);
        }
    }
}

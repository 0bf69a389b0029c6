package dev.sluice.stores.postgresql;

import dev.sluice.jdbc.RowSource;
import dev.sluice.jdbc.StoreColumn;
import dev.sluice.jdbc.Unreadable;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.postgresql.copy.CopyOut;

/**
 * Rows of COPY … TO STDOUT (FORMAT binary), as postgresql.org/docs/17/sql-copy.html ("Binary Format") has them: a header,
 * then for each row the number of its fields and for each field its length and its bytes, network byte order.
 */
final class CopyRows implements RowSource {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER = SIGNATURE.length + 8;

    private final CopyOut copy;
    private final List<StoreColumn> columns;
    private final BinaryValue[] values;
    private final int[] starts;
    private final int[] lengths;
    private byte[] message;
    private boolean begun;

    CopyRows(CopyOut copy, List<StoreColumn> columns) {
        this.copy = copy;
        this.columns = columns;
        this.values =
                columns.stream().map(column -> BinaryValue.of(column.type())).toArray(BinaryValue[]::new);
        int fields = Math.max(1, columns.size());
        this.starts = new int[fields];
        this.lengths = new int[fields];
    }

    @Override
    public boolean next() throws SQLException {
        message = copy.readFromCopy();
        int at = 0;
        if (!begun && message != null) {
            begun = true;
            at = HEADER + BinaryValue.int4(message, HEADER - 4);
            if (at == message.length) {
                message = copy.readFromCopy();
                at = 0;
            }
        }
        if (message == null) {
            return false;
        }
        int fields = BinaryValue.int2(message, at);
        at += 2;
        if (fields < 0) {
            // The trailer; the message after it tells that the copy is done.
            copy.readFromCopy();
            return false;
        }
        for (int i = 0; i < fields; i++) {
            lengths[i] = BinaryValue.int4(message, at);
            starts[i] = at + 4;
            at += 4 + Math.max(0, lengths[i]);
        }
        return true;
    }

    @Override
    public void decode(InternalRow into) throws Unreadable {
        for (int i = 0; i < values.length; i++) {
            if (lengths[i] < 0) {
                into.setNullAt(i);
            } else {
                try {
                    values[i].decode(message, starts[i], lengths[i], into, i);
                } catch (ArithmeticException e) {
                    throw new Unreadable(columns.get(i).name(), e.getMessage());
                }
            }
        }
    }

    @Override
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            texts.put(
                    columns.get(i).name(),
                    lengths[i] < 0 ? null : BinaryText.of(columns.get(i).type(), message, starts[i], lengths[i]));
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}

package dev.sluice.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.slice.RejectTable;
import java.sql.SQLException;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads a part again for the rows that could not be decoded; {@code raw} is the row as JSON of texts. */
final class RejectReader implements PartitionReader<InternalRow> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scan scan;
    private final Scan.Part part;
    private final String name;
    private final SpecificInternalRow ignored;
    private RowSource source;
    private InternalRow row;

    RejectReader(Scan scan, Scan.Part part, String name) {
        this.scan = scan;
        this.part = part;
        this.name = name;
        StructType schema = new StructType();
        for (StoreColumn column : scan.columns()) {
            schema = schema.add(column.name(), column.type());
        }
        this.ignored = new SpecificInternalRow(schema);
    }

    @Override
    public boolean next() {
        Connector connector = scan.connector();
        try {
            if (source == null) {
                new Unaltered(scan, scan.columns()).require();
                String query = scan.query(part, scan.columns());
                source = connector.dialect().rows(connector, scan.snapshot(), query, scan.columns());
            }
            while (source.next()) {
                try {
                    source.decode(ignored);
                } catch (Unreadable e) {
                    row = reject(e);
                    return true;
                }
            }
            return false;
        } catch (SQLException | JsonProcessingException e) {
            throw e instanceof SQLException wrong
                    ? new Unaltered(scan, scan.columns()).fault(wrong)
                    : new IllegalStateException(e);
        }
    }

    private InternalRow reject(Unreadable why) throws SQLException, JsonProcessingException {
        Map<String, String> raw = source.texts();
        Object[] values = new Object[RejectTable.SCHEMA.size()];
        values[0] = UTF8String.fromString(Scan.UNREADABLE);
        values[1] = UTF8String.fromString(why.getMessage());
        values[2] = UTF8String.fromString(JSON.writeValueAsString(raw));
        values[3] = UTF8String.fromString(name);
        values[RejectTable.SCHEMA.fieldIndex(ScanTable.ITEM)] = part.item();
        return new GenericInternalRow(values);
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() {
        ScanReader.close(source);
    }
}

package dev.sluice.jdbc;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Reads the rows of one part. One row object is used for all. */
final class ScanReader implements PartitionReader<InternalRow> {
    private final Scan scan;
    private final Scan.Part part;
    private final String name;
    private final List<StoreColumn> columns;
    private final SpecificInternalRow row;
    private final ProjectingInternalRow wanted;
    private RowSource source;
    private long rows;
    private long unreadable;
    private boolean told;

    /**
     * A reader of some columns.
     *
     * @param name of the source
     * @param wanted columns of the scan in any order, {@code _item} among them or not
     */
    ScanReader(Scan scan, Scan.Part part, String name, StructType wanted) {
        this.scan = scan;
        this.part = part;
        this.name = name;
        List<String> names = List.of(wanted.fieldNames());
        Dialect dialect = scan.connector().dialect();
        boolean counted = scan.purpose().told().isPresent();
        this.columns = scan.columns().stream()
                .filter(column -> names.contains(column.name()) || (counted && dialect.mayBeUnreadable(column)))
                .toList();
        StructType read = new StructType();
        for (StoreColumn column : columns) {
            read = read.add(column.name(), column.type());
        }
        boolean constant = columns.stream().noneMatch(column -> column.name().equals(ScanTable.ITEM));
        read = constant ? read.add(ScanTable.ITEM, DataTypes.LongType) : read;
        this.row = new SpecificInternalRow(read);
        if (constant) {
            row.setLong(columns.size(), part.item());
        }
        List<Object> ordinals = new ArrayList<>();
        for (String column : names) {
            ordinals.add(read.fieldIndex(column));
        }
        this.wanted = new ProjectingInternalRow(
                wanted, CollectionConverters.asScala(ordinals).toIndexedSeq());
        this.wanted.project(row);
    }

    @Override
    public boolean next() {
        if (told) {
            return false;
        }
        Connector connector = scan.connector();
        try {
            if (source == null) {
                new Unaltered(scan, columns).require();
                source = connector.dialect().rows(connector, scan.snapshot(), scan.query(part, columns), columns);
            }
            while (source.next()) {
                rows++;
                try {
                    source.decode(row);
                    return true;
                } catch (Unreadable e) {
                    countOrRefuse(e);
                }
            }
        } catch (SQLException e) {
            throw new Unaltered(scan, columns).fault(e);
        }
        tell(true);
        // The task may go on for long, and read other parts; the connection is wanted for them.
        close(source);
        return false;
    }

    private void countOrRefuse(Unreadable value) {
        if (scan.purpose().told().isEmpty()) {
            throw new Fault(
                    Code.INPUT_DAMAGED,
                    "Cannot read all of " + name + ": " + value.getMessage()
                            + " (leave such rows out by where, or cast the column in a query)",
                    value);
        }
        unreadable++;
    }

    private void tell(boolean complete) {
        if (!told) {
            told = true;
            scan.purpose().told().ifPresent(watch -> watch.read(part, rows, unreadable, complete));
        }
    }

    @Override
    public InternalRow get() {
        return wanted;
    }

    @Override
    public void close() {
        tell(false);
        close(source);
    }

    /** An error while closing says nothing of the rows that were read. */
    static void close(RowSource source) {
        try {
            if (source != null) {
                source.close();
            }
        } catch (SQLException e) {
            // The server ends what belongs to a connection that is gone.
        }
    }
}

package dev.sluice.slice;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a target holds of one load: its head, read first, and the chain of receipts that hangs from it, checked down
 * to the origin.
 *
 * @param head the head at the time of reading
 * @param chain the receipts from the first to the head, without their items
 * @param entries every entry of every live receipt, with the columns of {@link #ENTRIES}: old versions, too
 */
public record Receipts(Head head, List<Link> chain, Dataset<Row> entries) {
    /**
     * Columns: number BIGINT, kind STRING, code_version STRING, id STRING, version STRING, detail STRING, written_at
     * TIMESTAMP.
     */
    public static final StructType ENTRIES = new StructType()
            .add("number", DataTypes.LongType, false)
            .add("kind", DataTypes.StringType, false)
            .add("code_version", DataTypes.StringType, false)
            .add("id", DataTypes.StringType, false)
            .add("version", DataTypes.StringType, false)
            .add("detail", DataTypes.StringType, false)
            .add("written_at", DataTypes.TimestampType, false);

    public Receipts {
        chain = List.copyOf(chain);
    }

    /** A receipt without its items; small enough to keep all of a load's in memory. */
    public record Link(long number, String id, String predecessor, Receipt.Kind kind, String attempt, long rows) {
        public static Link of(Receipt receipt) {
            return new Link(
                    receipt.number(),
                    receipt.id(),
                    receipt.predecessor(),
                    receipt.kind(),
                    receipt.attempt(),
                    receipt.rows());
        }
    }
}

package dev.sluice.load.iceberg;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Head;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.ReceiptJson;
import dev.sluice.slice.Receipts;
import dev.sluice.slice.Receipts.Link;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The receipts of a namespace's loads: a table with one row for each, written before the publish that it is for. A
 * row proves nothing by itself; it is live when the chain of predecessors from the head of its load reaches it.
 * Columns: {@link #SCHEMA}; {@code receipt} is {@link ReceiptJson} without the items, which are in {@code items};
 * {@code target} is the data table's UUID.
 */
record IcebergReceipts(SparkSession spark, IcebergPlace place, IcebergHead head) {
    static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "job", Types.StringType.get()),
            Types.NestedField.required(2, "load", Types.StringType.get()),
            Types.NestedField.required(3, "number", Types.LongType.get()),
            Types.NestedField.required(4, "id", Types.StringType.get()),
            Types.NestedField.required(5, "predecessor", Types.StringType.get()),
            Types.NestedField.required(6, "kind", Types.StringType.get()),
            Types.NestedField.required(7, "code_version", Types.StringType.get()),
            Types.NestedField.required(8, "written_at", Types.TimestampType.withZone()),
            Types.NestedField.required(9, "rows", Types.LongType.get()),
            Types.NestedField.required(10, "attempt", Types.StringType.get()),
            Types.NestedField.required(11, "receipt", Types.StringType.get()),
            Types.NestedField.required(
                    12,
                    "items",
                    Types.ListType.ofRequired(
                            13,
                            Types.StructType.of(
                                    Types.NestedField.required(14, "id", Types.StringType.get()),
                                    Types.NestedField.required(15, "version", Types.StringType.get()),
                                    Types.NestedField.required(16, "detail", Types.StringType.get())))),
            Types.NestedField.required(17, "target", Types.StringType.get()));

    private static final Map<String, String> PROPERTIES = Map.of(
            "commit.retry.num-retries", "20",
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "20",
            "write.delete.isolation-level", "snapshot",
            "comment", "receipts of Sluice loads: what is done, and the chain that proves it");

    /** Appends a receipt. It is not live yet. */
    void write(BaseTable data, Receipt receipt) {
        BaseTable table = place.receipts(
                SCHEMA,
                PartitionSpec.builderFor(SCHEMA)
                        .identity("job")
                        .identity("load")
                        .build(),
                SortOrder.unsorted(),
                PROPERTIES);
        try {
            DataFile file = file(table, row(table.schema(), data, receipt));
            table.newAppend().appendFile(file).commit();
        } catch (CommitStateUnknownException e) {
            throw new Fault(
                    Code.TRY_LATER,
                    "Cannot write receipt: " + receipt.id() + " (nothing is published; " + e.getMessage() + ")",
                    e);
        } catch (IOException e) {
            throw new Fault(
                    Code.INPUT_OUTPUT, "Cannot write receipt: " + receipt.id() + " (" + e.getMessage() + ")", e);
        }
    }

    /** The receipts that hang from a head. */
    Receipts from(Head from) {
        if (from.equals(Head.ORIGIN)) {
            return new Receipts(from, List.of(), spark.createDataFrame(List.<Row>of(), Receipts.ENTRIES));
        }
        Dataset<Row> written = written().orElseThrow(() -> broken(from, from.receipt(), "the table is gone"));
        List<Link> links =
                written.select("number", "id", "predecessor", "kind", "attempt", "rows").collectAsList().stream()
                        .map(IcebergReceipts::link)
                        .toList();
        List<Link> chain = chain(from, links);
        return new Receipts(from, chain, entries(written, chain, links.size()));
    }

    /** All rows of this load as of now, live and dead. */
    Optional<Dataset<Row>> written() {
        return place.receipts()
                .filter(table -> table.currentSnapshot() != null)
                .map(table -> spark.sql("SELECT * FROM " + place.receiptsRelation() + " VERSION AS OF "
                                + table.currentSnapshot().snapshotId())
                        .where(mine()));
    }

    Column mine() {
        return head.names().stream()
                .map(name -> name.split("/", 2))
                .map(name -> functions
                        .col("job")
                        .equalTo(name[0])
                        .and(functions.col("load").equalTo(name[1])))
                .reduce(Column::or)
                .orElseThrow();
    }

    private List<Link> chain(Head from, List<Link> links) {
        Map<String, Link> byId = new HashMap<>();
        links.forEach(link -> byId.put(link.id(), link));
        List<Link> chain = new ArrayList<>();
        String next = from.receipt();
        for (long number = from.number(); number > 0; number--) {
            Link link = byId.get(next);
            if (link == null) {
                throw broken(from, next, "no such row");
            }
            if (link.number() != number) {
                throw broken(from, next, "its number is " + link.number() + ", not " + number);
            }
            chain.add(link);
            next = link.predecessor();
        }
        if (!next.isEmpty()) {
            throw broken(from, next, "the first receipt names a predecessor");
        }
        Collections.reverse(chain);
        return chain;
    }

    private Dataset<Row> entries(Dataset<Row> written, List<Link> chain, int rows) {
        Dataset<Row> live = spark.createDataset(chain.stream().map(Link::id).toList(), Encoders.STRING())
                .toDF("live");
        // A publish that was tried again may have written its row twice; links are kept by id, so are their entries.
        Dataset<Row> once = rows == chain.size() ? written : written.dropDuplicates("id");
        return once.join(functions.broadcast(live), functions.col("id").equalTo(functions.col("live")))
                .select(
                        functions.col("number"),
                        functions.col("kind"),
                        functions.col("code_version"),
                        functions.col("written_at"),
                        functions.explode(functions.col("items")).as("item"))
                .select("number", "kind", "code_version", "item.id", "item.version", "item.detail", "written_at");
    }

    private Fault broken(Head from, String id, String why) {
        return new Fault(
                Code.CHAIN_BROKEN,
                "Cannot follow the receipts of " + head.load() + " in " + place.receiptsRelation() + ": receipt " + id
                        + " on the way from " + from + " to the origin is not there (" + why
                        + "; roll that table back to before its rows were removed, or load into a new table)");
    }

    private static Link link(Row row) {
        return new Link(
                row.getLong(0),
                row.getString(1),
                row.getString(2),
                Receipt.Kind.valueOf(row.getString(3)),
                row.getString(4),
                row.getLong(5));
    }

    private Record row(Schema schema, BaseTable data, Receipt receipt) {
        LoadId load = head.load();
        Record row = GenericRecord.create(schema);
        row.setField("job", load.job());
        row.setField("load", load.load());
        row.setField("number", receipt.number());
        row.setField("id", receipt.id());
        row.setField("predecessor", receipt.predecessor());
        row.setField("kind", receipt.kind().name());
        row.setField("code_version", receipt.provenance().codeVersion());
        row.setField(
                "written_at",
                receipt.provenance()
                        .writtenAt()
                        .atOffset(ZoneOffset.UTC)
                        .truncatedTo(java.time.temporal.ChronoUnit.MICROS));
        row.setField("rows", receipt.rows());
        row.setField("attempt", receipt.attempt());
        row.setField("receipt", ReceiptJson.write(receipt.withoutItems()));
        row.setField(
                "items",
                receipt.items().stream().map(entry -> item(schema, entry)).toList());
        row.setField("target", data.uuid().toString());
        return row;
    }

    private static Record item(Schema schema, Receipt.Entry entry) {
        Record item = GenericRecord.create(
                schema.findType("items").asListType().elementType().asStructType());
        item.setField("id", entry.id());
        item.setField("version", entry.version());
        item.setField("detail", entry.detail());
        return item;
    }

    /**
     * One small file written here: a Spark job would cost more than all the rest of a publish. It has the table's own
     * schema, since a catalog numbers columns anew.
     */
    private static DataFile file(BaseTable table, Record row) throws IOException {
        PartitionKey partition = new PartitionKey(table.spec(), table.schema());
        partition.partition(row);
        OutputFile place = table.io()
                .newOutputFile(table.locationProvider()
                        .newDataLocation(table.spec(), partition, UUID.randomUUID() + ".parquet"));
        DataWriter<Record> writer = Parquet.writeData(place)
                .forTable(table)
                .schema(table.schema())
                .createWriterFunc(GenericParquetWriter::create)
                .withSpec(table.spec())
                .withPartition(partition)
                .build();
        try (writer) {
            writer.write(row);
        }
        return writer.toDataFile();
    }
}

package dev.sluice.load.iceberg;

import dev.sluice.LocalSpark;
import dev.sluice.load.Contract;
import dev.sluice.load.Mode;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Receipts;
import dev.sluice.slice.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A table in an embedded catalog, and runners that load letters into it: each item is a letter with its rows. */
final class IcebergBench {
    static final String TABLE = "lake.web.letters";
    static final LoadId LOAD = LoadId.of("job", "lake");
    static final StructType ROWS = new StructType()
            .add("item", DataTypes.StringType)
            .add("value", DataTypes.LongType)
            .add("_item", DataTypes.LongType);

    final SparkSession spark;
    private final Path folder;

    IcebergBench(Path folder) {
        this.folder = folder;
        spark = LocalSpark.session().newSession();
        new EmbeddedCatalog("lake", folder.resolve("catalog.db"), folder.resolve("warehouse"))
                .settings()
                .forEach(spark.conf()::set);
    }

    IcebergSink sink(String... partitionBy) {
        return new IcebergSink(TABLE, List.of(partitionBy), List.of(), Map.of());
    }

    /** A sink whose key is the column item, with this version. */
    IcebergSink sink(Mode mode, Optional<String> version, String... partitionBy) {
        List<String> key = mode.keyed() ? List.of("item") : List.of();
        return new IcebergSink(TABLE, mode, key, version, List.of(partitionBy), List.of(), Map.of(), Contract.USUAL);
    }

    /** An upsert by item and value of rows that say in the column gone whether they were deleted. */
    IcebergSink deleting() {
        return new IcebergSink(
                TABLE,
                Mode.UPSERT,
                List.of("item"),
                Optional.of("value"),
                Optional.of("gone"),
                List.of(),
                List.of(),
                Map.of(),
                Contract.USUAL);
    }

    /** As {@link #rows}; one was deleted. */
    Dataset<Row> rowsWithout(String deleted, String... texts) {
        return rows(texts)
                .withColumn("gone", functions.lit(false))
                .unionByName(rows(deleted).withColumn("gone", functions.lit(true)));
    }

    Runner runner() {
        return runner(LOAD, sink());
    }

    Runner runner(LoadId load, IcebergSink sink) {
        return new Runner(spark, sink.open(spark, load), load);
    }

    /** Rows of some items: "a1" is the item "a" with the value 1. */
    Dataset<Row> rows(String... texts) {
        List<Row> rows = Arrays.stream(texts)
                .map(text -> RowFactory.create(
                        text.substring(0, 1), Long.parseLong(text.substring(1)), key(text.substring(0, 1))))
                .toList();
        return spark.createDataFrame(rows, ROWS).coalesce(1);
    }

    /** Rows of the item "a", by a query. */
    Dataset<Row> queried(String query) {
        return spark.sql(query).withColumn("_item", functions.lit(key("a"))).coalesce(1);
    }

    List<String> published() {
        return texts("concat(item, value)");
    }

    /** A text of each published row, sorted. */
    List<String> texts(String expression) {
        return texts(TABLE, expression);
    }

    /** A text of each row of a relation, sorted. */
    List<String> texts(String relation, String expression) {
        return spark.sql("SELECT " + expression + " FROM " + relation + " ORDER BY 1").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** The places of the table's files. */
    List<String> files() {
        return texts("DISTINCT _file");
    }

    /** Names of Parquet files of the table that no snapshot names. */
    List<String> lost() {
        List<String> named = spark.sql("SELECT file_path FROM " + TABLE + ".all_data_files").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
        try (Stream<Path> files = Files.walk(folder.resolve("warehouse/web/letters/data"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".parquet"))
                    .filter(name -> named.stream().noneMatch(place -> place.endsWith(name)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sees what other processes published. */
    void refresh() {
        spark.catalog().refreshTable(TABLE);
    }

    long count(String sql) {
        return spark.sql(sql).collectAsList().get(0).getLong(0);
    }

    static long key(String item) {
        return item(item).key();
    }

    static Item item(String id) {
        return new Item(id, Optional.of("v"), 1, id, "{}");
    }

    /** One runner: its target, and the head that it pinned. */
    static final class Runner {
        final Target target;
        private final SparkSession spark;
        private final LoadId load;
        private Head head = Head.ORIGIN;

        Runner(SparkSession spark, Target target, LoadId load) {
            this.spark = spark;
            this.target = target;
            this.load = load;
        }

        Runner pin() {
            head = target.receipts().head();
            return this;
        }

        Head head() {
            return head;
        }

        Stage stage(Dataset<Row> rows, String items, String superseded) {
            List<Item> all = letters(items).stream().map(IcebergBench::item).toList();
            String attempt = UUID.randomUUID().toString();
            Publication what = new Publication(
                    load, new Slice("s", 1, all, List.of(load.load())), attempt, Set.copyOf(letters(superseded)));
            return new Stage(target.stage(spark, rows, what), attempt, letters(items));
        }

        Published publish(Dataset<Row> rows, String items, String superseded) {
            return publish(stage(rows, items, superseded));
        }

        Published publish(Stage stage) {
            Receipt receipt = receipt(stage);
            return moved(receipt, stage.staged.publish(receipt));
        }

        Receipt receipt(Stage stage) {
            return receipt(Receipt.Kind.PUBLISH, stage.attempt, stage.items, stage.staged.rowCount());
        }

        Published mark(Receipt.Kind kind, String items) {
            Receipt receipt = receipt(kind, "", letters(items), 0);
            return moved(receipt, target.mark(receipt));
        }

        int sweep() {
            Receipt receipt = receipt(Receipt.Kind.FENCE, "", List.of(), 0);
            return target.sweep(receipt);
        }

        Receipts receipts() {
            return target.receipts();
        }

        private Published moved(Receipt receipt, Published published) {
            if (published instanceof Published.Done) {
                head = receipt.head();
            }
            return published;
        }

        Receipt receipt(Receipt.Kind kind, String attempt, List<String> items, long rows) {
            Head next = head.next(UUID.randomUUID().toString());
            return new Receipt(
                    load,
                    next.number(),
                    next.receipt(),
                    head.receipt(),
                    kind,
                    "s",
                    attempt,
                    items.stream().map(id -> new Receipt.Entry(id, "v", "{}")).toList(),
                    rows,
                    new Receipt.Provenance("run", "1.0", "hash", List.of(), Instant.now()),
                    List.of(),
                    List.of());
        }

        private static List<String> letters(String text) {
            List<String> letters = new ArrayList<>();
            text.chars().forEach(letter -> letters.add(Character.toString(letter)));
            return letters;
        }
    }

    /** What a runner has staged. */
    record Stage(Staged staged, String attempt, List<String> items) {}
}

package dev.sluice.load.files;

import dev.sluice.LocalSpark;
import dev.sluice.load.Published;
import dev.sluice.load.Staged;
import dev.sluice.load.Target;
import dev.sluice.settings.Location;
import dev.sluice.slice.Head;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import dev.sluice.slice.Publication;
import dev.sluice.slice.Receipt;
import dev.sluice.slice.Slice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What the tests of the files sink say often: items with rows such as "a=1,2;b=3". */
final class FilesCase {
    static final LoadId LOAD = LoadId.of("job one", "lake");
    private static final StructType ROWS = new StructType()
            .add("name", DataTypes.StringType)
            .add("value", DataTypes.IntegerType)
            .add("_item", DataTypes.LongType, false);

    final SparkSession spark = LocalSpark.session();
    final Path path;
    final FilesSink sink;

    FilesCase(Path path, FilesSink sink) {
        this.path = path;
        this.sink = sink;
    }

    static FilesCase of(Path path, Format format) {
        return new FilesCase(
                path, new FilesSink(new Location(path.toString()), format, List.of(), List.of("value"), Map.of()));
    }

    Target open() {
        return sink.open(spark, LOAD);
    }

    static Item item(String id) {
        return new Item(id, Optional.of("v"), 1, id, "{}");
    }

    Dataset<Row> rows(String items) {
        ArrayList<Row> rows = new ArrayList<>();
        for (String item : items.split(";", -1)) {
            int equals = item.indexOf('=');
            String id = item.substring(0, equals);
            for (String value : item.substring(equals + 1).split(",", -1)) {
                if (!value.isEmpty()) {
                    rows.add(RowFactory.create(id, Integer.valueOf(value), item(id).key()));
                }
            }
        }
        return spark.createDataFrame(rows, ROWS).repartition(2);
    }

    Staged stage(Target target, String items, String... superseded) {
        return target.stage(spark, rows(items), what(UUID.randomUUID().toString(), ids(items), superseded));
    }

    static Publication what(String attempt, List<String> ids, String... superseded) {
        List<Item> items = ids.stream().map(FilesCase::item).toList();
        return new Publication(LOAD, new Slice("s1", 1, items, List.of("lake")), attempt, Set.of(superseded));
    }

    static List<String> ids(String items) {
        return Stream.of(items.split(";", -1))
                .map(item -> item.substring(0, item.indexOf('=')))
                .toList();
    }

    static Receipt receipt(Receipt.Kind kind, Head before, String items) {
        List<Receipt.Entry> entries = items.isEmpty()
                ? List.of()
                : ids(items).stream()
                        .map(id -> new Receipt.Entry(id, "v", "{}"))
                        .toList();
        return new Receipt(
                LOAD,
                before.number() + 1,
                UUID.randomUUID().toString(),
                before.receipt(),
                kind,
                "s1",
                "",
                entries,
                0,
                new Receipt.Provenance("run", "0.1", "hash", List.of("x=1"), Instant.parse("2026-01-02T03:04:05Z")),
                List.of(),
                List.of());
    }

    /** Stages and publishes on the head as it is. */
    Published publish(Target target, String items, String... superseded) {
        Head head = target.receipts().head();
        return stage(target, items, superseded).publish(receipt(Receipt.Kind.PUBLISH, head, items));
    }

    /** The visible rows, as "a=1" in order. */
    List<String> visible() {
        if (directories().isEmpty()) {
            return List.of();
        }
        return spark.sql("SELECT name, int(value) FROM " + sink.relation()).collectAsList().stream()
                .map(row -> row.getString(0) + "=" + row.getInt(1))
                .sorted()
                .toList();
    }

    List<String> directories() {
        return names(path).stream().filter(name -> name.startsWith("slice=")).toList();
    }

    Path folder() {
        return path.resolve("_sluice/job%20one.lake");
    }

    List<String> attempts() {
        return names(folder().resolve("attempts"));
    }

    static List<String> names(Path directory) {
        String[] names = directory.toFile().list();
        return names == null ? List.of() : Stream.of(names).sorted().toList();
    }

    static Path fresh(String name) throws java.io.IOException {
        Path tmp = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
        return Files.createTempDirectory(tmp, "files").resolve(name);
    }
}

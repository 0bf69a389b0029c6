package dev.sluice.extract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The items that files are made of. An item is an uncompressed content, whatever the name and the codec: a file that
 * lies unchanged where a receipt says is recognised without opening it; of the others the first bytes are hashed, and
 * only where those are like another's is the whole content read, and {@link Lineage} decides. All steps are joins over
 * files in the scratch folder, so that a million files need little memory.
 *
 * <p>Limit: that a file is the beginning of a longer known one is found only while that one lies where it was read, and
 * never for a file of less than 16 bytes.
 */
public final class FileItems {
    private final SparkSession spark;
    private final Scope scope;
    private final Path folder;
    private final Scratch scratch;
    private final FileMemory memory;
    private final Remarks remarks = new Remarks();
    private final Heads heads;

    private FileItems(SparkSession spark, Scope scope, Path folder, Scratch scratch) {
        this.spark = spark;
        this.scope = scope;
        this.folder = folder;
        this.scratch = scratch;
        this.memory = new FileMemory(spark, scope.memory().resolve("files"));
        this.heads =
                new Heads(new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    }

    /**
     * Lists items; the version of one that is like no other is left to reading.
     *
     * @throws dev.sluice.fault.Fault INPUT_MISSING when no file matches
     */
    public static Items list(SparkSession spark, FileSet set, Scope scope) {
        return list(spark, set, scope, false);
    }

    /** Lists items with their versions: for sources whose reader does not hash what it reads. */
    public static Items listHashed(SparkSession spark, FileSet set, Scope scope) {
        return list(spark, set, scope, true);
    }

    private static Items list(SparkSession spark, FileSet set, Scope scope, boolean hashAll) {
        Path folder = FileListing.folder(scope.scratch());
        try (Scratch scratch = Scratch.open(spark, folder)) {
            return new FileItems(spark, scope, folder, scratch).list(set, hashAll);
        }
    }

    private Items list(FileSet set, boolean hashAll) {
        Path listing = folder.resolve("listing.json");
        long listed = FileListing.write(spark.sparkContext().hadoopConfiguration(), set, scope.now(), listing, remarks);
        Dataset<Row> files = scratch.expect(listed)
                ? scratch.local(FileListing.rows(listing), FileListing.SCHEMA)
                : scratch.keep("listing", FileListing.read(spark, listing));
        Dataset<Row> known = scratch.keep("known", known());
        Dataset<Row> recognised = recognised(files, known);
        Dataset<Row> opened = opened(files, recognised);
        Dataset<Row> unread = scratch.part(opened.where("prefixLength <= 0"));
        tellUnread(unread);
        Dataset<Row> fresh = scratch.isNone(unread) ? opened : scratch.part(opened.where("prefixLength > 0"));
        Dataset<Row> decided = decided(known, recognised, fresh);
        if (!scratch.isNone(decided)) {
            remember(fresh, decided);
            tellDecided(decided);
        }
        Dataset<Row> table =
                scratch.keep("items", items(own(without(fresh, decided), hashAll), recognised, fresh, decided));
        return new Items(table, Optional.of(FileListing.young(spark, listing)), remarks.all());
    }

    /** Verdicts on the files that are like others; columns as those of {@link Nominees}. */
    private Dataset<Row> decided(Dataset<Row> known, Dataset<Row> recognised, Dataset<Row> fresh) {
        Dataset<Row> none = scratch.none(Nominees.DECIDED.schema());
        if (scratch.isNone(fresh)) {
            return none;
        }
        Dataset<Row> begun = scratch.isNone(recognised)
                ? none
                : scratch.keep("begun", new ShortFiles(heads, scratch, recognised, fresh).beginnings());
        Nominees nominees = new Nominees(spark, heads, scratch, known, recognised, without(fresh, begun));
        Dataset<Row> decided = nominees.decide();
        return scratch.isNone(begun) && scratch.isNone(decided)
                ? none
                : scratch.keep("decided", begun.unionByName(decided));
    }

    private void remember(Dataset<Row> fresh, Dataset<Row> decided) {
        memory.add(decided.where("repeats <> ''")
                .join(fresh.select("path", "size", "modified"), seq("path"))
                .select(
                        col("path"),
                        col("size"),
                        col("modified"),
                        col("repeats").as("version"),
                        col("repeats").equalTo(col("version")).as("whole")));
    }

    private void tellUnread(Dataset<Row> unread) {
        if (!scratch.isNone(unread)) {
            remark("EMPTY", unread.where("prefixLength = 0 AND NOT damaged"), lit("has no content"));
            remark(
                    "DAMAGED",
                    unread.where("prefixLength = 0 AND damaged"),
                    lit("is damaged before its content begins"));
            remark("GONE", unread.where("prefixLength < 0"), lit("vanished while the plan was made"));
        }
    }

    private void tellDecided(Dataset<Row> decided) {
        remark(
                "DUPLICATE_OF",
                decided.where("kind = 'DUPLICATE_OF'"),
                concat_ws(" ", lit("has what is in"), col("other")));
        remark(
                "RENAMED",
                decided.where("kind = 'RENAMED' AND path <> other"),
                concat_ws(" ", lit("was read before as"), col("other")));
    }

    /** A row for each version and each place it was read from: id, version, detail, {@link FilePin#SCHEMA}, latest. */
    private Dataset<Row> known() {
        return scope.known()
                .where("kind = 'PUBLISH'")
                .withColumn("pin", from_json(col("detail"), FilePin.SCHEMA))
                .where("pin.path IS NOT NULL")
                .select(
                        col("id"),
                        col("version"),
                        col("pin.path"),
                        col("pin.size"),
                        col("pin.modified"),
                        col("pin.prefixLength"),
                        col("pin.prefixHash"),
                        col("pin.prefixSum"),
                        col("pin.anchors"),
                        split(col("version"), "-").getItem(0).cast("bigint").as("length"))
                .dropDuplicates("id", "version", "path", "size", "modified")
                .withColumn("latest", col("length").equalTo(max("length").over(Window.partitionBy("id"))));
    }

    /** Files that lie as a receipt says: one row a path; lead is true for the row that may be its item's. */
    private Dataset<Row> recognised(Dataset<Row> files, Dataset<Row> known) {
        if (scratch.isNone(known)) {
            return scratch.none(
                    known.schema().add("whole", DataTypes.BooleanType).add("lead", DataTypes.BooleanType));
        }
        Dataset<Row> places = known.withColumn("whole", lit(true)).unionByName(memory.places(known));
        Column best = row_number().over(Window.partitionBy("path").orderBy(desc("latest"), desc("length"), col("id")));
        Column first = row_number().over(Window.partitionBy("id").orderBy(desc("latest"), col("path")));
        Dataset<Row> same = files.join(places, seq("path", "size", "modified"))
                .withColumn("best", best)
                .where("best = 1")
                .drop("best")
                .withColumn("lead", col("latest").and(first.equalTo(1)));
        return scratch.keep("recognised", same);
    }

    private Dataset<Row> opened(Dataset<Row> files, Dataset<Row> recognised) {
        return scratch.each("opened", without(files, recognised), HeadRows.heads(heads), HeadRows.OPENED);
    }

    /** Files like no other. */
    private Dataset<Row> own(Dataset<Row> files, boolean hashed) {
        Dataset<Row> named = files.withColumn("id", concat_ws("-", col("prefixHash"), col("prefixLength")));
        if (!hashed) {
            return named.withColumn("version", lit(null).cast("string"))
                    .withColumn("length", col("whole"))
                    .withColumn("bytes", col("estimate"));
        }
        Dataset<Row> versions = scratch.each(
                "versions",
                files.select(
                        col("path"),
                        col("size"),
                        lit(null).cast("array<bigint>").as("lengths")),
                HeadRows.whole(heads),
                HeadRows.WHOLE);
        return named.join(versions.select("path", "version", "length"), seq("path"))
                .withColumn("bytes", col("length"));
    }

    private Dataset<Row> items(Dataset<Row> own, Dataset<Row> recognised, Dataset<Row> fresh, Dataset<Row> decided) {
        Dataset<Row> items = shaped(own);
        if (!scratch.isNone(recognised)) {
            Dataset<Row> same = without(recognised, decided);
            remark("DUPLICATE_OF", same.where("NOT lead"), concat_ws(" ", lit("has what was read as item"), col("id")));
            items = items.unionByName(shaped(same.where("lead").withColumn("bytes", col("length"))));
        }
        if (!scratch.isNone(decided)) {
            Dataset<Row> told = decided.where("kind <> 'DUPLICATE_OF'")
                    .select("path", "id", "version", "length")
                    .join(fresh, seq("path"));
            items = items.unionByName(shaped(told.withColumn("bytes", col("length"))));
        }
        return items;
    }

    /** The rows whose paths are not among those of others. */
    private Dataset<Row> without(Dataset<Row> rows, Dataset<Row> others) {
        return scratch.isNone(others) ? rows : rows.join(others.select("path"), seq("path"), "left_anti");
    }

    private static Dataset<Row> shaped(Dataset<Row> rows) {
        Column version = when(col("version").isNull(), lit("")).otherwise(col("version"));
        Column detail = to_json(struct(
                col("path"),
                col("size"),
                col("modified"),
                col("length"),
                version.as("version"),
                col("prefixLength"),
                col("prefixHash"),
                col("prefixSum"),
                col("anchors")));
        return rows.select(col("id"), col("version"), col("bytes"), col("path").as("place"), detail.as("detail"));
    }

    private void remark(String code, Dataset<Row> rows, Column message) {
        List<Row> first = rows.orderBy("path")
                .limit(Remarks.MOST)
                .select(col("path"), message)
                .collectAsList();
        first.forEach(row -> remarks.add(code, row.getString(0), row.getString(1)));
        if (first.size() == Remarks.MOST) {
            remarks.more(code, rows.count() - Remarks.MOST);
        }
    }

    static scala.collection.immutable.Seq<String> seq(String... names) {
        return scala.jdk.javaapi.CollectionConverters.asScala(Arrays.asList(names))
                .toSeq();
    }
}

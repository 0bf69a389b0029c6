package dev.sluice.extract;

import static dev.sluice.extract.FileItems.seq;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the files whose first bytes are like those of others or of known versions, reads them whole and lets
 * {@link Lineage} decide, group by group. A group's root is the shortest first bytes that all in it share.
 */
record Nominees(
        SparkSession spark,
        Heads heads,
        Scratch scratch,
        Dataset<Row> known,
        Dataset<Row> recognised,
        Dataset<Row> fresh) {
    private static final String[] PREFIX = {"prefixLength", "prefixHash"};

    static final Encoder<Row> DECIDED = Encoders.row(new StructType()
            .add("path", DataTypes.StringType)
            .add("kind", DataTypes.StringType)
            .add("id", DataTypes.StringType)
            .add("other", DataTypes.StringType)
            .add("repeats", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("length", DataTypes.LongType));

    /** Columns: path, kind ({@link Lineage.Kind}), id, other, repeats, version, length; no row for files like no other. */
    Dataset<Row> decide() {
        Dataset<Row> prefixes = scratch.keep("prefixes", prefixes());
        Dataset<Row> roots = scratch.keep("roots", roots(prefixes));
        Dataset<Row> hashed = hashed(prefixes, roots);
        if (scratch.isNone(hashed)) {
            return scratch.none(DECIDED.schema());
        }
        Dataset<Row> beginnings = beginnings(prefixes, hashed);
        return files(roots, hashed, beginnings)
                .unionByName(versions(prefixes, roots, beginnings))
                .groupByKey((MapFunction<Row, String>) row -> row.getAs("root"), Encoders.STRING())
                .flatMapGroups((FlatMapGroupsFunction<String, Row, Row>) (root, rows) -> verdicts(rows), DECIDED);
    }

    /** Of each new file the hash of its first bytes, and those at shorter lengths at which others seem to be like it. */
    private Dataset<Row> prefixes() {
        Dataset<Row> own = fresh.select("path", PREFIX);
        ShortPrefixes some = ShortPrefixes.of(known.select("prefixLength", "prefixSum")
                .union(fresh.select("prefixLength", "prefixSum"))
                .where(col("prefixLength").lt(FilePin.PREFIX))
                .distinct()
                .toLocalIterator());
        if (some.isEmpty()) {
            return own;
        }
        Broadcast<ShortPrefixes> all =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(some);
        Dataset<Row> longer = fresh.where(col("prefixLength").gt(some.shortest()));
        Dataset<Row> more = scratch.each("shorter", longer, HeadRows.shorter(heads, all), HeadRows.PREFIXES);
        return scratch.isNone(more) ? own : own.union(more);
    }

    private Dataset<Row> roots(Dataset<Row> prefixes) {
        Dataset<Row> owners = known.select("prefixLength", "prefixHash")
                .union(fresh.select("prefixLength", "prefixHash"))
                .distinct();
        Dataset<Row> touched = prefixes.join(
                        known.select("prefixLength", "prefixHash").distinct(), seq(PREFIX))
                .select("path")
                .distinct()
                .withColumn("touched", lit(true));
        return prefixes.join(owners, seq(PREFIX))
                .groupBy("path")
                .agg(min(struct(col("prefixLength"), col("prefixHash"))).as("least"))
                .select(
                        col("path"),
                        concat_ws("-", col("least.prefixHash"), col("least.prefixLength"))
                                .as("root"))
                .join(touched, seq("path"), "left");
    }

    private Dataset<Row> hashed(Dataset<Row> prefixes, Dataset<Row> roots) {
        Dataset<Row> groups = roots.groupBy("root")
                .agg(count("*").as("members"), max("touched").as("meetsKnown"))
                .where("members > 1 OR meetsKnown");
        Dataset<Row> asked = prefixes.join(
                        known.groupBy("prefixLength", "prefixHash")
                                .agg(collect_set("length").as("some")),
                        seq(PREFIX))
                .groupBy("path")
                .agg(array_distinct(flatten(collect_list(col("some")))).as("lengths"));
        Dataset<Row> nominees = fresh.select("path", "size")
                .join(roots, seq("path"))
                .join(groups.select("root"), seq("root"))
                .join(asked, seq("path"), "left")
                .select("path", "size", "lengths");
        return scratch.each("hashed", nominees, HeadRows.whole(heads), HeadRows.WHOLE);
    }

    /** New files and unchanged known ones, hashed at the lengths of the shorter new files with like first bytes. */
    private Dataset<Row> beginnings(Dataset<Row> prefixes, Dataset<Row> hashed) {
        Dataset<Row> own = hashed.select("path", "length")
                .join(fresh.select("path", "size", "prefixLength", "prefixHash"), seq("path"));
        Dataset<Row> lengths = own.groupBy("prefixLength", "prefixHash")
                .agg(collect_set("length").as("some"));
        Column shorter = expr("filter(some, n -> n < length)");
        Dataset<Row> among = own.select("path", "size", "length")
                .join(prefixes, seq("path"))
                .join(lengths, seq(PREFIX))
                .select(col("path"), col("size"), shorter.as("less"));
        Dataset<Row> ofKnown =
                recognised.join(lengths, seq(PREFIX)).select(col("path"), col("size"), shorter.as("less"));
        Dataset<Row> asked = among.union(ofKnown)
                .where("size(less) > 0")
                .groupBy("path", "size")
                .agg(array_distinct(flatten(collect_list(col("less")))).as("lengths"));
        return scratch.each("beginnings", asked, HeadRows.beginnings(heads), HeadRows.BEGINNINGS);
    }

    private Dataset<Row> files(Dataset<Row> roots, Dataset<Row> hashed, Dataset<Row> beginnings) {
        Column all = concat(col("beginnings"), expr("coalesce(more, array())"));
        return hashed.join(roots, seq("path"))
                .join(fresh.select("path", PREFIX), seq("path"))
                .join(beginnings, seq("path"), "left")
                .select(
                        col("root"),
                        lit(null).cast("string").as("id"),
                        col("version"),
                        col("length"),
                        col("path"),
                        concat_ws("-", col("prefixHash"), col("prefixLength")).as("prefixId"),
                        lit(false).as("latest"),
                        lit(false).as("unchanged"),
                        all.as("beginnings"));
    }

    private Dataset<Row> versions(Dataset<Row> prefixes, Dataset<Row> roots, Dataset<Row> beginnings) {
        Dataset<Row> where =
                prefixes.join(roots, seq("path")).select("root", PREFIX).distinct();
        Dataset<Row> lying =
                recognised.select("id", "version", "path", "size", "modified").withColumn("lies", lit(true));
        return known.join(where, seq(PREFIX))
                .join(lying, seq("id", "version", "path", "size", "modified"), "left")
                .join(beginnings, seq("path"), "left")
                .select(
                        col("root"),
                        col("id"),
                        col("version"),
                        col("length"),
                        col("path"),
                        lit(null).cast("string").as("prefixId"),
                        col("latest"),
                        expr("coalesce(lies, false)").as("unchanged"),
                        expr("IF(lies, coalesce(more, array()), array())").as("beginnings"));
    }

    private static Iterator<Row> verdicts(Iterator<Row> rows) {
        List<Lineage.Version> versions = new ArrayList<>();
        Map<String, Lineage.Found> found = new HashMap<>();
        rows.forEachRemaining(row -> {
            Set<String> beginnings = new HashSet<>(row.getList(row.fieldIndex("beginnings")));
            String path = row.getAs("path");
            String version = row.getAs("version");
            long length = row.<Long>getAs("length");
            if (row.isNullAt(row.fieldIndex("id"))) {
                found.put(path, new Lineage.Found(path, version, length, row.getAs("prefixId"), beginnings));
            } else {
                versions.add(new Lineage.Version(
                        row.getAs("id"),
                        version,
                        length,
                        row.getAs("latest"),
                        path,
                        row.getAs("unchanged"),
                        beginnings));
            }
        });
        return Lineage.decide(versions, List.copyOf(found.values())).stream()
                .map(one -> row(one, found.get(one.path())))
                .iterator();
    }

    private static Row row(Lineage.Verdict one, Lineage.Found file) {
        return RowFactory.create(
                one.path(),
                one.kind().name(),
                one.id(),
                one.other(),
                one.repeats(),
                file == null ? null : file.version(),
                file == null ? null : file.length());
    }
}

package dev.sluice.extract;

import static dev.sluice.extract.FileItems.seq;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds new files, too short to have the prefix of a longer one, that hold no more than the beginning of a known file
 * which lies unchanged: {@link Anchors} nominate, both are read as far as the short one goes, and equal hashes decide.
 */
record ShortFiles(Heads heads, Scratch scratch, Dataset<Row> recognised, Dataset<Row> fresh) {
    /** A verdict, {@link Lineage.Kind#DUPLICATE_OF}, for each such file; columns as {@link Nominees#DECIDED}. */
    Dataset<Row> beginnings() {
        Dataset<Row> nominated = scratch.keep("anchored", nominated());
        Dataset<Row> read = Nominees.spread(
                        nominated.select("path", "size").distinct().withColumn("lengths", noLengths()))
                .mapPartitions(HeadRows.whole(heads), HeadRows.WHOLE)
                .drop("beginnings");
        Dataset<Row> asked = nominated
                .groupBy(col("other").as("path"), col("otherSize").as("size"))
                .agg(collect_set(col("prefixLength").cast("bigint")).as("lengths"));
        Dataset<Row> longer = Nominees.spread(asked)
                .mapPartitions(HeadRows.beginnings(heads), HeadRows.BEGINNINGS)
                .withColumnRenamed("path", "other");
        return nominated
                .join(read, seq("path"))
                .join(longer, seq("other"))
                .where(array_contains(col("more"), col("version")))
                .groupBy("path", "version", "length")
                .agg(min(struct(col("other"), col("known"))).as("first"))
                .select(
                        col("path"),
                        lit(Lineage.Kind.DUPLICATE_OF.name()).as("kind"),
                        lit("").as("id"),
                        col("first.other").as("other"),
                        col("first.known").as("repeats"),
                        col("version"),
                        col("length"));
    }

    private Dataset<Row> nominated() {
        Dataset<Row> anchors = recognised.select(
                col("path").as("other"),
                col("size").as("otherSize"),
                col("length").as("otherLength"),
                col("version").as("known"),
                posexplode(col("anchors")).as(new String[] {"level", "sum"}));
        return fresh.where(col("prefixLength")
                        .lt(FilePin.PREFIX)
                        .and(size(col("anchors")).gt(0)))
                .select(
                        col("path"),
                        col("size"),
                        col("prefixLength"),
                        size(col("anchors")).minus(1).as("level"),
                        element_at(col("anchors"), -1).as("sum"))
                .join(anchors, seq("level", "sum"))
                .where("otherLength > prefixLength")
                .drop("level", "sum", "otherLength");
    }

    private static Column noLengths() {
        return lit(null).cast("array<bigint>");
    }
}

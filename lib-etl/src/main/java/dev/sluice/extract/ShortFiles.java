package dev.sluice.extract;

import static dev.sluice.extract.FileItems.seq;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds new files, too short to have the prefix of a longer one, that hold no more than the beginning of a known file
 * which lies unchanged: {@link Anchors} nominate, both are read as far as the short one goes, and equal hashes decide.
 */
record ShortFiles(Heads heads, Scratch scratch, Dataset<Row> recognised, Dataset<Row> fresh) {
    /** A verdict, {@link Lineage.Kind#DUPLICATE_OF}, for each such file; columns as those of {@link Nominees}. */
    Dataset<Row> beginnings() {
        Dataset<Row> shorts = shorts();
        Dataset<Row> longer = scratch.keep("longer", longer(shorts));
        if (scratch.isNone(longer)) {
            return scratch.none(Nominees.DECIDED.schema());
        }
        Dataset<Row> met = shorts.join(
                        longer.select(explode(col("met")).as("anchor")).distinct(),
                        struct(col("level"), col("sum")).equalTo(col("anchor")),
                        "left_semi")
                .select(
                        col("path"),
                        col("size"),
                        lit(null).cast("array<bigint>").as("lengths"));
        Dataset<Row> read = scratch.each("short", met, HeadRows.whole(heads), HeadRows.WHOLE);
        Dataset<Row> begun = scratch.each(
                        "long",
                        longer.select("path", "size", "lengths"),
                        HeadRows.beginnings(heads),
                        HeadRows.BEGINNINGS)
                .join(longer.select("path", "known"), seq("path"))
                .select(
                        col("path").as("other"),
                        col("known"),
                        explode(col("more")).as("version"));
        return read.join(begun, seq("version"))
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

    private Dataset<Row> shorts() {
        return fresh.where(col("prefixLength")
                        .lt(FilePin.PREFIX)
                        .and(size(col("anchors")).gt(0)))
                .select(
                        col("path"),
                        col("size"),
                        col("prefixLength").cast("bigint").as("length"),
                        size(col("anchors")).minus(1).as("level"),
                        element_at(col("anchors"), -1).as("sum"));
    }

    /**
     * The known files that some short ones may begin, with the lengths of those and the anchors by which they met. A
     * row a file, not a pair: a million files may begin with one banner.
     */
    private Dataset<Row> longer(Dataset<Row> shorts) {
        Dataset<Row> asked =
                shorts.groupBy("level", "sum").agg(collect_set(col("length")).as("some"));
        return recognised
                .select(
                        col("path"),
                        col("size"),
                        col("version").as("known"),
                        col("length"),
                        posexplode(col("anchors")).as(new String[] {"level", "sum"}))
                .join(asked, seq("level", "sum"))
                .groupBy("path", "size", "known")
                .agg(
                        flatten(collect_list(expr("filter(some, n -> n < length)")))
                                .as("lengths"),
                        collect_list(struct(col("level"), col("sum"))).as("met"))
                .where("size(lengths) > 0");
    }
}

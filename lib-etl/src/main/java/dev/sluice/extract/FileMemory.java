package dev.sluice.extract;

import static dev.sluice.extract.FileItems.seq;
import static org.apache.spark.sql.functions.col;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What earlier plans found out by reading files that no receipt names: under which name a known content lies now, and
 * which files only repeat or begin a known content. Facts about a path, a size and a time of modification; they are
 * only added. A cache: without it those files are read again.
 *
 * @param folder Parquet, one file a plan that found something
 */
record FileMemory(SparkSession spark, Path folder) {
    /** {@code whole} is false for a file that holds no more than the beginning of the content of that version. */
    private static final StructType SCHEMA = new StructType()
            .add("path", DataTypes.StringType)
            .add("size", DataTypes.LongType)
            .add("modified", DataTypes.LongType)
            .add("version", DataTypes.StringType)
            .add("whole", DataTypes.BooleanType);

    /** Known versions at the places where earlier plans found them; columns whole BOOLEAN and those of {@code known}. */
    Dataset<Row> places(Dataset<Row> known) {
        Dataset<Row> rest = known.drop("path", "size", "modified").dropDuplicates("id", "version");
        return facts().join(rest, seq("version"))
                .withColumn("latest", col("latest").and(col("whole")))
                .select("whole", known.columns());
    }

    private Dataset<Row> facts() {
        if (!Files.isDirectory(folder)) {
            return spark.createDataFrame(List.of(), SCHEMA);
        }
        return spark.read()
                .schema(SCHEMA)
                .option("__globPaths__", "false")
                .parquet(Scratch.local(folder))
                .dropDuplicates("path", "size", "modified", "version");
    }

    /** Adds facts; columns as those of the folder. */
    void add(Dataset<Row> facts) {
        if (!facts.isEmpty()) {
            facts.select("path", "size", "modified", "version", "whole")
                    .coalesce(1)
                    .write()
                    .mode(SaveMode.Append)
                    .parquet(Scratch.local(folder));
        }
    }
}

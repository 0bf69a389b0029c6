package dev.sluice.load.files;

import dev.sluice.slice.Head;
import dev.sluice.slice.Receipts;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The receipts' items as a table that Spark reads from the heads, however many there are. */
final class Entries {
    private static final StructType HEAD = StructType.fromDDL("""
            number BIGINT,
            kind STRING,
            items ARRAY<STRUCT<id: STRING, version: STRING, detail: STRING>>,
            provenance STRUCT<codeVersion: STRING, writtenAt: STRING>
            """);

    private Entries() {}

    static Dataset<Row> read(SparkSession spark, Place place, String folder, Head head) {
        if (head.number() == 0) {
            return spark.createDataFrame(List.of(), Receipts.ENTRIES);
        }
        return spark.read()
                .schema(HEAD)
                .option("mode", "FAILFAST")
                .option("pathGlobFilter", Names.HEAD + "*")
                .option("recursiveFileLookup", "true")
                .option("__globPaths__", "false")
                .json(place.hadoop(folder))
                .where(functions.col("number").leq(head.number()))
                .select(
                        functions.col("number"),
                        functions.col("kind"),
                        functions.col("provenance.codeVersion").as("code_version"),
                        functions.explode(functions.col("items")).as("item"),
                        functions
                                .col("provenance.writtenAt")
                                .cast(DataTypes.TimestampType)
                                .as("written_at"))
                .select("number", "kind", "code_version", "item.id", "item.version", "item.detail", "written_at");
    }
}

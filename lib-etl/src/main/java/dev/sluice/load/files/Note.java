package dev.sluice.load.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What it takes to read one directory of files with the types it was written with, kept inside it under a name that
 * Spark overlooks. It is written last, so that its presence says that the directory is complete.
 *
 * @param schema Spark's JSON of all columns, those of the inner directories included
 */
record Note(Format format, Map<String, String> options, String schema) {
    static final String FILE = "_sluice.json";
    private static final JsonMapper MAPPER = new JsonMapper();

    static Note parse(String json) {
        try {
            return MAPPER.readValue(json, Note.class);
        } catch (JsonProcessingException e) {
            throw new Fault(Code.CHAIN_BROKEN, "Cannot read " + FILE + ": " + e.getOriginalMessage(), e);
        }
    }

    String write() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new Fault(Code.INTERNAL, "Cannot write " + FILE + ": " + schema, e);
        }
    }

    StructType type() {
        return (StructType) DataType.fromJson(schema);
    }

    /** The rows of a directory, its name taken literally, with the columns in the order they were written in. */
    Dataset<Row> read(SparkSession spark, String path) {
        Column[] columns = Stream.of(type().fieldNames()).map(Stager::column).toArray(Column[]::new);
        return spark.read()
                .format(format.spark())
                .schema(type())
                .options(format.reading(options))
                .option("mode", "FAILFAST")
                .option("__globPaths__", "false")
                .load(path)
                .select(columns);
    }

    /** No rows with these columns. */
    Dataset<Row> none(SparkSession spark) {
        return spark.createDataFrame(List.of(), type());
    }

    /** True for rows of one of these items; {@code _item} is never null in what we write. */
    static Column of(List<Long> keys) {
        return functions.col(Stager.ITEM).isin(keys.toArray());
    }
}

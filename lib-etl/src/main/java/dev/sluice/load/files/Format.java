package dev.sluice.load.files;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A format of files that Spark writes and reads back with the same values. */
public enum Format {
    /** Counted by the files' footers. */
    PARQUET,
    /** Counted by the files' footers, through Spark's reader. */
    ORC,
    /** Counted by reading; bytes and shorts become ints, for it has none. */
    AVRO,
    /** RFC 4180 with a header; counted by reading, since a value may hold line ends. */
    CSV,
    /** One object a line; counted by reading. */
    JSON;

    private static final String MICROSECONDS = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX";

    /** Spark's name of the format. */
    String spark() {
        return switch (this) {
            case PARQUET -> "parquet";
            case ORC -> "orc";
            case AVRO -> "avro";
            case CSV -> "csv";
            case JSON -> "json";
        };
    }

    /** What we tell Spark unless the job file says otherwise; in the order of their names. */
    Map<String, String> with(Map<String, String> options) {
        TreeMap<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(preset());
        all.putAll(options);
        return all;
    }

    /** The same for reading back: in CSV, "" is a text and nothing at all is null, which Spark takes for one. */
    Map<String, String> reading(Map<String, String> options) {
        Map<String, String> all = with(options);
        if (this == CSV) {
            all.putIfAbsent("nullValue", "\u0000null");
        }
        return all;
    }

    private Map<String, String> preset() {
        return switch (this) {
            case PARQUET, ORC, AVRO -> Map.of();
            case CSV ->
                Map.of(
                        "header", "true",
                        "escape", "\"",
                        "multiLine", "true",
                        "ignoreLeadingWhiteSpace", "false",
                        "ignoreTrailingWhiteSpace", "false",
                        "timestampFormat", MICROSECONDS);
            case JSON -> Map.of("timestampFormat", MICROSECONDS);
        };
    }

    /** The types that files have for a table's; the same but in Avro. */
    StructType held(StructType columns) {
        return this == AVRO ? (StructType) AvroTypes.of(columns) : columns;
    }

    /** A path as a pattern that matches only itself. */
    static String literal(String path) {
        return path.replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
    }

    /** A SQL relation over all files below a path, whose glob characters are taken literally. */
    String relation(String path) {
        String from = spark() + ".`" + literal(path).replace("`", "``") + "`";
        return this == CSV
                ? from + " WITH ('header' = 'true', 'escape' = '\"', 'multiLine' = 'true', 'inferSchema' = 'true')"
                : from;
    }

    /** Exact number of rows in the files, which {@code read} reads. */
    long count(List<Path> files, Configuration hadoop, Dataset<Row> read) throws IOException {
        if (this != PARQUET) {
            return read.count();
        }
        long rows = 0;
        for (Path file : files) {
            try (ParquetFileReader footer = ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
                rows += footer.getRecordCount();
            }
        }
        return rows;
    }
}

package dev.sluice.extract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Location;
import dev.sluice.settings.Preset;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Kind {@code files}: files in a format that Spark reads by itself. Its items are contents ({@link FileItems}), hashed
 * when the plan is made; taken whole, it is one item, pinned by its listing. Records of csv and json files that do not fit the schema go to the side table "rejects":
 * code STRING, message STRING, raw STRING, source STRING, origin STRUCT (file STRING, and null for the rest), _item
 * BIGINT.
 *
 * <p>Faults: INPUT_MISSING, INPUT_CHANGED when a planned file is not as it was, SETTINGS when Spark is told to skip bad
 * files.
 */
@Doc("files in a format that Spark reads by itself")
public record FilesSource(
        @Doc("parquet, orc, avro, csv, json or text") Format format,

        @Doc("files, folders or glob patterns") List<Location> paths,

        @Doc("glob patterns of file names to leave out") @Preset("[]")
        List<String> exclude,

        @Doc("files that were modified less than this ago wait for the next run") @Preset("10m")
        Duration settle,

        @Doc("options of Spark's reader, such as header or multiLine") @Preset("{}")
        Map<String, String> options,

        @Doc("columns as in CREATE TABLE; csv and json need it")
        Optional<String> schema)
        implements Sliceable {
    private static final String BAD = "_sluice_bad";
    private static final String FILE = "_sluice_file";
    private static final String MALFORMED = "MALFORMED";
    private static final Set<String> OURS = Set.of(
            "inferschema",
            "mode",
            "columnnameofcorruptrecord",
            "path",
            "paths",
            "ignorecorruptfiles",
            "ignoremissingfiles");

    /** What the files hold. */
    public enum Format {
        PARQUET,
        ORC,
        AVRO,
        CSV,
        JSON,
        TEXT;

        boolean rejects() {
            return this == CSV || this == JSON;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public FilesSource {
        paths = List.copyOf(paths);
        exclude = List.copyOf(exclude);
        options = Map.copyOf(options);
        for (String key : new TreeSet<>(options.keySet())) {
            if (OURS.contains(key.toLowerCase(Locale.ROOT))) {
                throw new InvalidSetting(
                        "options", key + " is not allowed here: it would hide records or change types");
            }
        }
        if (format.rejects() && schema.isEmpty()) {
            throw new InvalidSetting(
                    "schema", "is needed for " + format.word() + ", such as \"id BIGINT, name STRING\"");
        }
        schema.ifPresent(FilesSource::columns);
        new FileSet(paths, exclude, settle);
    }

    private static StructType columns(String text) {
        try {
            return StructType.fromDDL(text);
        } catch (Exception e) {
            throw new InvalidSetting("schema", "is no list of columns: " + e.getMessage());
        }
    }

    @Override
    public Items items(SparkSession spark, Scope asked) {
        FileSet set = new FileSet(paths, exclude, settle);
        return switch (asked.slicing().by()) {
            case ITEM -> FileItems.listHashed(spark, set, asked);
            case WHOLE -> WholeFiles.list(spark, set, asked);
            case DAY -> throw new Fault(Code.SETTINGS, "Cannot cut files by day (set slice.by to item or whole)");
        };
    }

    @Override
    public Map<String, Dataset<Row>> read(SparkSession spark, Slice slice, Tally tally) {
        refuseSkipping(spark);
        List<FilePin> pins = slice.items().stream()
                .flatMap(item -> WholeFiles.pins(item.detail()).stream())
                .toList();
        if (pins.isEmpty()) {
            return tables(Sql.none(nothing(spark)));
        }
        pins.forEach(pin -> unchanged(spark.sparkContext().hadoopConfiguration(), pin));
        cutAlike(spark);
        Dataset<Row> files = open(spark, pins);
        if (files.inputFiles().length != pins.size()) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot read each planned file: Spark takes " + files.inputFiles().length + " of " + pins.size()
                            + " (rename files that begin with _ or ., and leave out options that select files)");
        }
        return tables(keyed(counted(spark, files, slice.items(), tally), slice.items()));
    }

    private Map<String, Dataset<Row>> tables(Dataset<Row> all) {
        if (!format.rejects()) {
            return Map.of("", all);
        }
        Column bad = col(BAD).isNotNull();
        return Map.of("", all.where(col(BAD).isNull()).drop(BAD, FILE), "rejects", rejects(all.where(bad)));
    }

    /** No rows, for their columns; where the settings do not tell them, the first file does. */
    private Dataset<Row> nothing(SparkSession spark) {
        if (schema.isEmpty()) {
            return reader(spark)
                    .option("recursiveFileLookup", "true")
                    .load(paths.stream().map(Location::uri).toArray(String[]::new));
        }
        StructType columns = columns(schema.get());
        return spark.createDataFrame(
                List.of(),
                format.rejects() ? columns.add(BAD, DataTypes.StringType).add(FILE, DataTypes.StringType) : columns);
    }

    /** Where Spark cuts files must not depend on how many executors are there when a scan begins. */
    private static void cutAlike(SparkSession spark) {
        String key = "spark.sql.files.minPartitionNum";
        if (spark.conf().getOption(key).isEmpty()) {
            spark.conf().set(key, spark.sparkContext().defaultParallelism());
        }
    }

    /** The same files through readers that count, with their splits told to the tally. */
    private Dataset<Row> counted(SparkSession spark, Dataset<Row> files, List<Item> items, Tally tally) {
        HashMap<String, String> ids = new HashMap<>();
        items.forEach(item -> WholeFiles.pins(item.detail()).forEach(pin -> ids.put(pin.path(), item.id())));
        SplitCounting counting = new SplitCounting(tally, ids, format.rejects() ? BAD : "", MALFORMED);
        LogicalRelation relation = (LogicalRelation) files.queryExecution().analyzed();
        HadoopFsRelation plain = (HadoopFsRelation) relation.relation();
        Dataset<Row> counted = spark.baseRelationToDataFrame(new HadoopFsRelation(
                plain.location(),
                plain.partitionSchema(),
                plain.dataSchema(),
                plain.bucketSpec(),
                CountedFormats.of(format, counting),
                plain.options(),
                plain.sparkSession()));
        FileSourceScanExec scan = (FileSourceScanExec)
                counted.queryExecution().sparkPlan().collectLeaves().head();
        List<String> splits = new ArrayList<>();
        for (FilePartition partition : CollectionConverters.asJava(((FileScanRDD) scan.inputRDD()).filePartitions())) {
            Arrays.stream(partition.files()).map(counting::key).forEach(splits::add);
        }
        tally.plan(splits);
        return counted;
    }

    private DataFrameReader reader(SparkSession spark) {
        // Hadoop's local files with checksums cannot bear a colon in a name, and trip over a stale checksum file.
        return spark.read()
                .format(format.word())
                .options(options)
                .option("fs.file.impl", RawLocalFileSystem.class.getName())
                .option("fs.file.impl.disable.cache", "true");
    }

    private Dataset<Row> open(SparkSession spark, List<FilePin> pins) {
        DataFrameReader reader = reader(spark);
        if (format.rejects()) {
            StructType columns = columns(schema.orElseThrow());
            reader = reader.schema(columns.add(BAD, DataTypes.StringType))
                    .option("mode", "PERMISSIVE")
                    .option("columnNameOfCorruptRecord", BAD);
        } else if (schema.isPresent()) {
            reader = reader.schema(columns(schema.get()));
        }
        return reader.load(pins.stream().map(pin -> literal(pin.location())).toArray(String[]::new));
    }

    /**
     * A path as a pattern that matches only itself. Spark's option to take paths literally is no way out: with several
     * paths it reads all of them again for each that looks like a pattern.
     */
    private static String literal(Path path) {
        String escaped = path.toString().replaceAll("[{}\\[\\]*?\\\\]", "\\\\$0");
        if (!escaped.equals(path.toString()) && path.toUri().getPath().indexOf(':') >= 0) {
            throw new Fault(
                    Code.INPUT_OUTPUT,
                    "Cannot read file: " + FilePin.uri(path) + " (rename it: Hadoop bears no colon beside *?[]{}\\)");
        }
        return escaped;
    }

    private static Dataset<Row> keyed(Dataset<Row> files, List<Item> items) {
        FileKeys keys = FileKeys.of(items);
        Column key = udf(keys, DataTypes.LongType).apply(col("_metadata.file_path"));
        List<Column> all = new ArrayList<>(Sql.columns(files.columns()));
        if (Arrays.asList(files.columns()).contains(BAD)) {
            all.add(col("_metadata.file_path").as(FILE));
        }
        all.add(key.as("_item"));
        return files.select(all.toArray(new Column[0]));
    }

    private Dataset<Row> rejects(Dataset<Row> bad) {
        // The raw record does not tell its place.
        return bad.select(
                lit(MALFORMED).as("code"),
                lit("does not fit the schema " + schema.orElseThrow()).as("message"),
                col(BAD).as("raw"),
                lit(describe()).as("source"),
                struct(
                                col(FILE).as("file"),
                                lit(null).cast("bigint").as("offset"),
                                lit(null).cast("bigint").as("line"),
                                lit(null).cast("string").as("member"),
                                lit(null).cast("bigint").as("last_line"))
                        .as("origin"),
                col("_item"));
    }

    private static void refuseSkipping(SparkSession spark) {
        for (String key : List.of("spark.sql.files.ignoreCorruptFiles", "spark.sql.files.ignoreMissingFiles")) {
            if ("true".equalsIgnoreCase(spark.conf().get(key, "false"))) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot account for the input with " + key
                                + ": true (set it to false: it drops records silently)");
            }
        }
    }

    private static void unchanged(Configuration configuration, FilePin pin) {
        try {
            FileStatus now =
                    Content.raw(pin.location().getFileSystem(configuration)).getFileStatus(pin.location());
            if (now.getLen() != pin.size() || now.getModificationTime() != pin.modified()) {
                throw new Fault(
                        Code.INPUT_CHANGED,
                        "Cannot read file as planned: " + pin.path() + " has changed (the next run takes it as it is)");
            }
        } catch (FileNotFoundException e) {
            throw new Fault(
                    Code.INPUT_CHANGED, "Cannot read file as planned: " + pin.path() + " is gone (run again)", e);
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot look at file: " + pin.path() + " (run again)", e);
        }
    }

    @Override
    public String describe() {
        return format.word() + " "
                + String.join(", ", paths.stream().map(Location::uri).toList());
    }
}

package dev.sluice.media;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.Generations.LineFile;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestLines;
import dev.sluice.media.table.RecordJson;
import dev.sluice.slice.Item;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Lines of manifests as items of a job, and an item's line again. */
final class JobLines {
    private static final StructType LISTED = Item.SCHEMA
            .add("input", DataTypes.StringType, false)
            .add("profile", DataTypes.StringType, false)
            .add("generation", DataTypes.IntegerType, false);

    private JobLines() {}

    /**
     * Where a line lies: the detail of an item.
     *
     * @param cpuSeconds what the job is expected to take
     */
    record Line(String file, long offset, int length, double cpuSeconds) implements Serializable {}

    /** A job and its text. */
    record Found(ManifestJob job, String text) {}

    /** The items of files of lines: of several jobs for one input and profile the one of the last generation. */
    static Dataset<Row> items(SparkSession spark, List<LineFile> files) {
        SerializableConfiguration hadoop =
                new SerializableConfiguration(spark.sessionState().newHadoopConf());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int tasks = Math.max(1, Math.min(files.size(), 4 * context.defaultParallelism()));
        JavaRDD<Row> rows = context.parallelize(files, tasks).flatMap(file -> rows(file, hadoop.value()));
        WindowSpec sameWish =
                Window.partitionBy("input", "profile").orderBy(col("generation").desc(), col("id"));
        return spark.createDataFrame(rows, LISTED)
                .withColumn("age", row_number().over(sameWish))
                .where(col("age").equalTo(1))
                .select(Item.SCHEMA.fieldNames()[0], Arrays.copyOfRange(Item.SCHEMA.fieldNames(), 1, 5));
    }

    private static Iterator<Row> rows(LineFile file, Configuration hadoop) {
        byte[] all = bytes(file.path(), 0, -1, hadoop);
        List<Row> rows = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < all.length; at++) {
            if (all[at] == '\n') {
                rows.add(row(file, all, begin, at - begin));
                begin = at + 1;
            }
        }
        if (begin < all.length) {
            rows.add(row(file, all, begin, all.length - begin));
        }
        return rows.iterator();
    }

    private static Row row(LineFile file, byte[] all, int offset, int length) {
        String place = file.path() + " at byte " + offset;
        ManifestJob job = ManifestLines.parse(text(ByteBuffer.wrap(all, offset, length), place), place);
        Line line = new Line(file.path(), offset, length, job.estimate().cpuSecondsP50());
        return RowFactory.create(
                job.jobKey(),
                job.jobKey(),
                job.input().bytes(),
                String.format(Locale.ROOT, "%010d/%s", job.shard(), job.jobKey()),
                RecordJson.text(line),
                job.input().path(),
                job.target().profile(),
                file.generation());
    }

    /**
     * Reads a line again.
     *
     * @throws Fault INPUT_DAMAGED for one that is no job any more, INPUT_OUTPUT
     */
    static Found read(Line line, Configuration hadoop) {
        String place = line.file() + " at byte " + line.offset();
        String text = text(ByteBuffer.wrap(bytes(line.file(), line.offset(), line.length(), hadoop)), place);
        return new Found(ManifestLines.parse(text, place), text);
    }

    private static byte[] bytes(String file, long offset, int length, Configuration hadoop) {
        Path path = new Path(file);
        try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
            in.seek(offset);
            return length < 0 ? in.readAllBytes() : in.readNBytes(length);
        } catch (IOException e) {
            throw new Fault(Code.INPUT_OUTPUT, "Cannot read manifest: " + file + ": " + e.getMessage(), e);
        }
    }

    private static String text(ByteBuffer bytes, String place) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new Fault(Code.INPUT_DAMAGED, "Cannot read manifest line: " + place + " (it is no UTF-8)", e);
        }
    }
}

package dev.sluice.media;

import dev.sluice.media.encode.Encoded;
import dev.sluice.media.encode.Encodes;
import dev.sluice.media.ffmpeg.Programs;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestLines;
import dev.sluice.media.table.Records;
import dev.sluice.media.verify.FfmpegGate;
import dev.sluice.media.verify.Policy;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Does the jobs of a task's rows, one after another. Runs in Spark's tasks.
 *
 * @param ffmpeg the program; empty to look for one
 * @param folder of verdicts
 * @param run whose rows these are
 * @param policy of the gate
 * @param line index of the column of lines
 * @param item index of the column of items
 */
record EncodeRows(String ffmpeg, String folder, String run, Policy policy, int line, int item)
        implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        if (!rows.hasNext()) {
            return rows;
        }
        Programs programs = Programs.find(
                Optional.of(ffmpeg).filter(path -> !path.isEmpty()).map(Path::of));
        FfmpegGate gate = new FfmpegGate(programs, policy, Path.of(System.getProperty("java.io.tmpdir")));
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> gate.close());
        Encodes encodes = new Encodes(programs, gate, Path.of(folder), run);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                Row row = rows.next();
                ManifestJob job = ManifestLines.parse(row.getString(line), "of table");
                return with(Records.row(Encoded.of(job, encodes.done(job))), row.getLong(item));
            }
        };
    }

    private static Row with(Row encoded, long key) {
        Object[] cells = new Object[encoded.size() + 1];
        for (int i = 0; i < encoded.size(); i++) {
            cells[i] = encoded.get(i) instanceof Instant at ? Timestamp.from(at) : encoded.get(i);
        }
        cells[encoded.size()] = key;
        return RowFactory.create(cells);
    }
}

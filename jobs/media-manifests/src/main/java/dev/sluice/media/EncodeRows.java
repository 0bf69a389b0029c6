package dev.sluice.media;

import dev.sluice.media.chunk.Chunks;
import dev.sluice.media.encode.Bounds;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Does the jobs of a task's rows, one after another, and then pieces of jobs that other tasks have under way. Runs in Spark's tasks.
 *
 * @param ffmpeg the program; empty to look for one
 * @param folder of verdicts
 * @param run whose rows these are
 * @param policy of the gate
 * @param chunks what is encoded in pieces
 * @param bounds what is not encoded at all
 * @param line index of the column of lines
 * @param item index of the column of items
 */
record EncodeRows(
        String ffmpeg, String folder, String run, Policy policy, Chunks chunks, Bounds bounds, int line, int item)
        implements MapPartitionsFunction<Row, Row> {
    /** Tasks without rows begin at the same time as those with them. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Programs programs = Programs.find(
                Optional.of(ffmpeg).filter(path -> !path.isEmpty()).map(Path::of));
        FfmpegGate gate = new FfmpegGate(programs, policy, Path.of(System.getProperty("java.io.tmpdir")));
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> gate.close());
        Encodes encodes = new Encodes(programs, gate, Path.of(folder), run, chunks, bounds);
        Duration patience = rows.hasNext() ? Duration.ZERO : PATIENCE;
        return new Iterator<>() {
            private boolean helped;

            @Override
            public boolean hasNext() {
                boolean more = rows.hasNext();
                if (!more && !helped) {
                    helped = true;
                    encodes.help(patience);
                }
                return more;
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

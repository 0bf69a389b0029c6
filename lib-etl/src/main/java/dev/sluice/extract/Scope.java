package dev.sluice.extract;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a plan asks a driving source for.
 *
 * @param known entries of the live receipts of all loads, with the columns of
 *     {@link dev.sluice.slice.Receipts#ENTRIES}; a source recognises by them what it has given out before
 * @param slicing how the job asked to cut
 * @param now the moment of the plan, by which ages are reckoned
 * @param from the first day asked for, where items have days
 * @param to the last day asked for
 * @param memory a folder of this job's own that outlives the run, for what a source would else find out again
 * @param scratch a folder of this run's own for working files, deleted after it
 */
public record Scope(
        Dataset<Row> known,
        Slicing slicing,
        Instant now,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Path memory,
        Path scratch) {}

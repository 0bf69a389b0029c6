package dev.sluice.cli;

import static org.apache.spark.sql.functions.col;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.run.Load;
import dev.sluice.slice.RejectTable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rejects in the order of their files: the lines as they were, each with the line end that it had (LF where that is not
 * known), or their full records as JSON lines.
 *
 * @param loads loads of rejects, one after the other
 * @param code of the rejects that are wanted; empty for all
 * @param json for full records
 */
record RejectsExport(List<Load> loads, String code, boolean json) {
    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    /**
     * How many were written, and how many have no line to write.
     *
     * @param without such as the damage of a file
     */
    record Written(long lines, long without) {
        Written plus(Written more) {
            return new Written(lines + more.lines, without + more.without);
        }
    }

    RejectsExport {
        loads = List.copyOf(loads);
    }

    /**
     * Writes a file, which appears when it is complete.
     *
     * @throws Fault CANNOT_WRITE where it exists and must not be overwritten, or cannot be written
     */
    Written toFile(SparkSession spark, Path file, boolean overwrite) {
        Path place = file.toAbsolutePath();
        Path part = place.resolveSibling(
                place.getFileName() + ".part-" + ProcessHandle.current().pid());
        try {
            if (!overwrite && Files.exists(place)) {
                throw new FileAlreadyExistsException(place.toString());
            }
            Written written;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                written = to(spark, out);
            }
            if (overwrite) {
                Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(part, place);
            }
            return written;
        } catch (FileAlreadyExistsException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot write " + file + ": it exists (--force overwrites it)", e);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot write " + file, e);
        } finally {
            delete(part);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new Fault(Code.CANNOT_WRITE, "Cannot delete " + part, e);
        }
    }

    /** Writes to a stream, which stays open. */
    Written to(SparkSession spark, OutputStream out) throws IOException {
        Written sum = new Written(0, 0);
        for (Load load : loads) {
            Optional<Dataset<Row>> rejects = stored(spark, load);
            if (rejects.isPresent()) {
                Dataset<Row> sorted = sorted(rejects.get());
                sum = sum.plus(json ? records(sorted, out) : lines(sorted, out));
            }
        }
        out.flush();
        return sum;
    }

    /** Nothing where nothing was published yet. */
    private static Optional<Dataset<Row>> stored(SparkSession spark, Load load) {
        try {
            return Optional.of(load.sink().stored(spark, RejectTable.OF_LINES).drop("_item"));
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Dataset<Row> sorted(Dataset<Row> rejects) {
        Dataset<Row> wanted =
                code.isEmpty() ? rejects : rejects.where(col("code").equalTo(code));
        return wanted.orderBy("origin.file", "origin.member", "origin.offset");
    }

    private static Written records(Dataset<Row> rejects, OutputStream out) throws IOException {
        long count = 0;
        for (Iterator<String> records = rejects.toJSON().toLocalIterator(); records.hasNext(); count++) {
            out.write(records.next().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
        return new Written(count, 0);
    }

    private static Written lines(Dataset<Row> rejects, OutputStream out) throws IOException {
        Dataset<Row> lines = rejects.select(col("raw").cast("binary"), col("redo.line_end"), col("redo.base64"));
        long count = 0;
        long without = 0;
        for (Iterator<Row> rows = lines.toLocalIterator(); rows.hasNext(); ) {
            Row row = rows.next();
            byte[] line = row.isNullAt(2) ? row.getAs(0) : BASE64.decode(row.getString(2));
            if (line == null || line.length == 0) {
                without++;
                continue;
            }
            out.write(line);
            if (!row.isNullAt(1) && row.getString(1).startsWith("\r")) {
                out.write('\r');
            }
            out.write('\n');
            count++;
        }
        return new Written(count, without);
    }
}

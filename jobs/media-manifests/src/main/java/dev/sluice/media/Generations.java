package dev.sluice.media;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.media.manifest.ManifestLines;
import dev.sluice.media.report.PlanFacts.Published;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The published generations of manifests below a folder. One shard is in memory at a time. */
final class Generations {
    private static final String SLICE = "slice=";
    private static final String PART = ManifestSink.PART + "=";

    private final FileSystem files;
    private final Path root;

    private Generations(FileSystem files, Path root) {
        this.files = files;
        this.root = root;
    }

    /** Throws {@link Fault} INPUT_OUTPUT when the folder cannot be reached. */
    static Generations in(String path, Configuration hadoop) {
        Path root = new Path(path);
        try {
            return new Generations(root.getFileSystem(hadoop), root);
        } catch (IOException e) {
            throw unreadable(root, e);
        }
    }

    /** The directories of the generations, in the order of their names; none where nothing was published. */
    List<Path> directories() {
        try {
            return files.exists(root) ? below(root, SLICE) : List.of();
        } catch (IOException e) {
            throw unreadable(root, e);
        }
    }

    /** The generations in the order in which they were written; none where nothing was published. */
    List<Published> published() {
        List<Published> all = new ArrayList<>();
        for (Path directory : directories()) {
            try {
                long written = files.getFileStatus(directory).getModificationTime();
                all.add(new Published(directory.getName(), Instant.ofEpochMilli(written)));
            } catch (IOException e) {
                throw unreadable(directory, e);
            }
        }
        all.sort(Comparator.comparing(Published::at).thenComparing(Published::directory));
        return all;
    }

    /** The lines of all generations by these columns; a line that is none is an error when it is read. */
    Dataset<Row> lines(SparkSession spark, StructType columns) {
        // Spark's reader takes a path for a glob.
        String[] literal = directories().stream()
                .map(directory -> directory.toString().replaceAll("([\\[\\]{}*?\\\\])", "\\\\$1"))
                .toArray(String[]::new);
        if (literal.length == 0) {
            return spark.createDataFrame(List.of(), columns);
        }
        return spark.read()
                .schema(columns)
                .option("mode", "FAILFAST")
                // Otherwise the parts of two generations are partitions of two tables, which Spark refuses.
                .option("recursiveFileLookup", "true")
                .json(literal);
    }

    /** The files of lines of all generations, numbered in the order in which these were written, from 0. */
    List<LineFile> files() {
        List<LineFile> found = new ArrayList<>();
        List<Published> all = published();
        for (int number = 0; number < all.size(); number++) {
            for (Path part : below(new Path(root, all.get(number).directory()), PART)) {
                for (Path file : below(part, "part-")) {
                    found.add(new LineFile(file.toString(), number));
                }
            }
        }
        return found;
    }

    /** A file of lines, and the number of its generation. */
    record LineFile(String path, int generation) implements Serializable {}

    /** All jobs by shard, then by key. */
    Iterator<ManifestJob> jobs() {
        Map<Integer, List<Path>> shards = new TreeMap<>();
        for (Path generation : directories()) {
            for (Path part : below(generation, PART)) {
                int number = Integer.parseInt(part.getName().substring(PART.length()));
                shards.computeIfAbsent(number, shard -> new ArrayList<>()).add(part);
            }
        }
        return shards.values().stream().flatMap(parts -> shard(parts).stream()).iterator();
    }

    private List<ManifestJob> shard(List<Path> parts) {
        List<ManifestJob> jobs = new ArrayList<>();
        for (Path part : parts) {
            for (Path file : below(part, "part-")) {
                try {
                    ManifestLines.read(files.open(file), file.toString(), jobs::add);
                } catch (IOException e) {
                    throw unreadable(file, e);
                }
            }
        }
        jobs.sort(Comparator.comparing(ManifestJob::jobKey));
        return jobs;
    }

    private List<Path> below(Path folder, String prefix) {
        List<Path> found = new ArrayList<>();
        try {
            for (FileStatus status : files.listStatus(folder)) {
                if (status.getPath().getName().startsWith(prefix)) {
                    found.add(status.getPath());
                }
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private static Fault unreadable(Path path, IOException e) {
        return new Fault(Code.INPUT_OUTPUT, "Cannot read manifests: " + path + ": " + e.getMessage(), e);
    }
}

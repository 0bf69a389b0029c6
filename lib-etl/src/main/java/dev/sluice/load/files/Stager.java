package dev.sluice.load.files;

import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import dev.sluice.slice.Item;
import dev.sluice.slice.LoadId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Writes rows into a directory of an attempt and down to the disk. */
final class Stager {
    static final String ITEM = "_item";

    private final FilesSink sink;
    private final Place place;

    Stager(FilesSink sink, Place place) {
        this.sink = sink;
        this.place = place;
    }

    /** A column by its literal name. */
    static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    /** The rows with the source's key turned into what a target stores. */
    Dataset<Row> keyed(Dataset<Row> rows, LoadId load) {
        String[] names = rows.columns();
        if (names.length == 0 || !names[names.length - 1].equals(ITEM)) {
            throw new Fault(
                    Code.INTERNAL, "Cannot stage rows without " + ITEM + " as last column: " + Arrays.toString(names));
        }
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(List.of(names));
        if (known.contains(Names.SLICE)) {
            throw new Fault(
                    Code.SETTINGS,
                    "Cannot load column into files: slice (the directories of the load make a column of that name;"
                            + " rename it in a transform)");
        }
        ArrayList<String> asked = new ArrayList<>(sink.partitionBy());
        asked.addAll(sink.sortBy());
        for (String name : asked) {
            if (!known.contains(name)) {
                throw new Fault(
                        Code.SETTINGS,
                        "Cannot partition or sort by column: " + name + " (the table has " + String.join(", ", names)
                                + ")");
            }
        }
        return rows.withColumn(ITEM, Item.loadKey(load, functions.col(ITEM)));
    }

    /**
     * Writes rows into a directory that does not exist yet. With partitions, each of these goes to few files (one
     * shuffle, which adaptive execution splits where one is large); without, each task of the plan writes one file.
     */
    Note write(Dataset<Row> rows, String directory) throws IOException {
        List<String> names = List.of(rows.columns());
        List<String> partitions = present(sink.partitionBy(), names);
        StructType held = sink.format().held(rows.schema());
        Dataset<Row> shaped = rows.to(held);
        if (!partitions.isEmpty()) {
            Object[] columns = partitions.stream().map(Stager::column).toArray();
            shaped = shaped.hint("rebalance", columns);
        }
        if (!sink.sortBy().isEmpty()) {
            ArrayList<String> order = new ArrayList<>(partitions);
            order.addAll(present(sink.sortBy(), names));
            shaped = shaped.sortWithinPartitions(
                    order.stream().map(Stager::column).toArray(Column[]::new));
        }
        shaped.write()
                .format(sink.format().spark())
                .options(sink.format().with(sink.options()))
                // Version 2 moves files into place task by task; a task killed meanwhile would leave some of them.
                .option("mapreduce.fileoutputcommitter.algorithm.version", "1")
                .mode(SaveMode.ErrorIfExists)
                .partitionBy(partitions.toArray(String[]::new))
                .save(place.hadoop(directory));
        Note note = new Note(sink.format(), sink.options(), held.json());
        place.write(directory + "/" + Note.FILE, note.write());
        return note;
    }

    private static List<String> present(List<String> asked, List<String> names) {
        List<String> lower =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return asked.stream()
                .filter(name -> lower.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
    }
}

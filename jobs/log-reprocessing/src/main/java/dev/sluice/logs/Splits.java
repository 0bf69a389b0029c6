package dev.sluice.logs;

import dev.sluice.extract.Codec;
import dev.sluice.extract.ContentHash;
import dev.sluice.logs.archive.ArchiveKind;
import dev.sluice.logs.line.LastWritten;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Cuts files into splits and packs splits into partitions. Only plain files are cut that are no archives and whose lines
 * do not need the ones before them, not even to tell where an event ends, at multiples of {@link ContentHash#CHUNK}, so that each split hashes whole chunks; the
 * cuts depend on the file alone.
 */
final class Splits {
    /** Bytes of a split, a multiple of the chunk. */
    static final long SIZE = 8L * ContentHash.CHUNK;

    private static final long SMALLEST_PARTITION = 4L << 20;

    private Splits() {}

    static List<LogSplit> cut(List<LogFile> files, ReadPlan plan, long size, Configuration hadoop) throws IOException {
        List<LogSplit> splits = new ArrayList<>();
        for (LogFile file : files) {
            byte[] beginning = Disk.beginning(file, ArchiveKind.MAGIC, hadoop);
            Codec codec = Codec.of(file.path(), beginning);
            LastWritten written = LastWritten.of(file.path(), beginning, file.modified());
            boolean archive = ArchiveKind.of(beginning).isPresent();
            if (codec != Codec.PLAIN
                    || archive
                    || plan.format().inOrder()
                    || plan.format().joined()) {
                splits.add(new LogSplit(file, codec, written, 0, Long.MAX_VALUE, true));
                continue;
            }
            boolean whole = file.size() <= size;
            for (long start = 0; start == 0 || start < file.size(); start += size) {
                long end = Math.min(start + size, file.size());
                splits.add(new LogSplit(file, codec, written, start, end, whole));
            }
        }
        return splits;
    }

    /** Packs splits so that each of {@code parallelism} cores has something to do; the heavy ones come first. */
    static List<LogPartition> pack(List<LogSplit> splits, int parallelism) {
        List<LogSplit> sorted = new ArrayList<>(splits);
        sorted.sort(Comparator.comparingLong((LogSplit split) -> -weight(split)).thenComparing(LogSplit::key));
        long total = splits.stream().mapToLong(Splits::weight).sum();
        long most = Math.min(SIZE, Math.max(SMALLEST_PARTITION, total / Math.max(1, parallelism)));
        List<LogPartition> partitions = new ArrayList<>();
        List<LogSplit> open = new ArrayList<>();
        long filled = 0;
        for (LogSplit split : sorted) {
            if (!open.isEmpty() && filled + weight(split) > most) {
                partitions.add(new LogPartition(open));
                open.clear();
                filled = 0;
            }
            open.add(split);
            filled += weight(split);
        }
        if (!open.isEmpty()) {
            partitions.add(new LogPartition(open));
        }
        return partitions;
    }

    /** Opening a file costs about as much as reading 64 KiB. */
    private static long weight(LogSplit split) {
        long bytes =
                split.whole() ? Math.max(split.file().weight(), split.file().size()) : split.end() - split.start();
        return bytes + (1 << 16);
    }
}

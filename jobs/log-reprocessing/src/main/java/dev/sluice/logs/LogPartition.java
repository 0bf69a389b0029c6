package dev.sluice.logs;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** The splits of one task, read one after the other. */
record LogPartition(List<LogSplit> splits) implements InputPartition {
    LogPartition {
        splits = List.copyOf(splits);
    }
}

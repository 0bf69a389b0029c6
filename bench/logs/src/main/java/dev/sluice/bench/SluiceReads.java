package dev.sluice.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.extract.FilePin;
import dev.sluice.extract.Tally;
import dev.sluice.logs.LogsSource;
import dev.sluice.logs.Raw;
import dev.sluice.logs.naming.Naming;
import dev.sluice.settings.Location;
import dev.sluice.settings.Size;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Our own reads. */
final class SluiceReads {
    private SluiceReads() {}

    /** All columns, those of origin and identity too. */
    static Dataset<Row> allColumns(SparkSession spark, List<Path> files) {
        return spark.read().format("sluice-logs").option("format", "combined").load(Peer.names(files));
    }

    /** What the peers give out, too; their request is our method, path, protocol and (where it is none) request. */
    static Dataset<Row> requestColumns(SparkSession spark, List<Path> files) {
        return allColumns(spark, files)
                .select(
                        "client_ip",
                        "user",
                        "ts",
                        "method",
                        "path",
                        "protocol",
                        "request",
                        "status",
                        "bytes",
                        "referer",
                        "user_agent");
    }

    /** All columns as a job's slice reads them: content hashed, lines tallied, rejects kept. */
    static Dataset<Row> slice(SparkSession spark, List<Path> files) {
        LogsSource source = new LogsSource(
                List.of(new Location("/unused")),
                List.of(),
                Duration.ZERO,
                "combined",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ZoneId.of("UTC"),
                List.of(),
                Optional.empty(),
                Naming.SLUICE,
                Raw.ON_ERROR,
                new Size(1 << 20));
        List<Item> items = files.stream().map(SluiceReads::item).toList();
        Slice slice = new Slice("bench", 1, items, List.of("load"));
        return source.read(spark, slice, Tally.register(spark)).get("");
    }

    private static Item item(Path file) {
        try {
            long size = file.toFile().length();
            String path = FilePin.uri(new org.apache.hadoop.fs.Path(file.toUri()));
            String detail = new ObjectMapper().writeValueAsString(Map.of("path", path, "size", size));
            return new Item(file.toString(), Optional.empty(), size, "", detail);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

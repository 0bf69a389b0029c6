package dev.sluice.logs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.extract.Tally;
import dev.sluice.logs.naming.Naming;
import dev.sluice.settings.Location;
import dev.sluice.settings.Size;
import dev.sluice.slice.Item;
import dev.sluice.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads files as a slice, the way the runner does. */
record SliceReading(Tally tally, Map<String, Dataset<Row>> tables) {
    static LogsSource source(String format, Optional<String> columns) {
        return source(format, List.of(), columns);
    }

    static LogsSource source(String format, List<String> formats, Optional<String> columns) {
        return source(format, formats, columns, Naming.SLUICE);
    }

    static LogsSource source(String format, List<String> formats, Optional<String> columns, Naming naming) {
        return source(format, formats, columns, List.of(), Optional.empty(), naming);
    }

    static LogsSource inLanguage(String locale, String format) {
        return source(format, List.of(), Optional.empty(), List.of(), Optional.of(locale), Naming.SLUICE);
    }

    static LogsSource inZones(List<ZoneRule> zones, String format) {
        return source(format, List.of(), Optional.empty(), zones, Optional.empty(), Naming.SLUICE);
    }

    private static LogsSource source(
            String format,
            List<String> formats,
            Optional<String> columns,
            List<ZoneRule> zones,
            Optional<String> locale,
            Naming naming) {
        return new LogsSource(
                List.of(new Location("/unused")),
                List.of(),
                Duration.ZERO,
                format,
                formats,
                columns,
                Optional.empty(),
                Optional.empty(),
                ZoneId.of("UTC"),
                zones,
                locale,
                naming,
                Raw.ON_ERROR,
                new Size(1 << 20));
    }

    static SliceReading of(LogsSource source, Path... files) throws IOException {
        Tally tally = Tally.register(LocalSpark.session());
        Map<String, Dataset<Row>> tables = source.read(LocalSpark.session(), slice(files), tally);
        return new SliceReading(tally, tables);
    }

    Dataset<Row> rows() {
        return tables.get("");
    }

    Dataset<Row> rejects() {
        return tables.get("rejects");
    }

    static SliceReading combined(Path... files) throws IOException {
        return of(source("combined", Optional.empty()), files);
    }

    private static Slice slice(Path... files) throws IOException {
        List<Item> items = new ArrayList<>();
        for (Path file : files) {
            String detail = new ObjectMapper()
                    .writeValueAsString(Map.of(
                            "path",
                            dev.sluice.extract.FilePin.uri(new org.apache.hadoop.fs.Path(file.toUri())),
                            "size",
                            Files.size(file)));
            items.add(new Item("item " + file.getFileName(), Optional.empty(), Files.size(file), "p", detail));
        }
        return new Slice("s", 1, items, List.of("load"));
    }
}

package dev.sluice.extract;

import dev.sluice.LocalSpark;
import dev.sluice.slice.Item;
import dev.sluice.slice.Receipts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Plays plan after plan: what was listed is remembered as if it had been published. */
final class Plans {
    private final List<Row> known = new ArrayList<>();
    private final Path scratch;
    private final Slicing slicing;
    private Duration ahead = Duration.ofSeconds(1);

    Plans(Path scratch, Slicing slicing) {
        this.scratch = scratch;
        this.slicing = slicing;
    }

    Scope scope() {
        return new Scope(
                LocalSpark.session().createDataFrame(known, Receipts.ENTRIES),
                slicing,
                now(),
                Optional.empty(),
                Optional.empty(),
                scratch.resolve("memory"),
                scratch);
    }

    void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    private Instant now() {
        return Instant.now().plus(ahead);
    }

    static Map<String, Item> byPlace(Items items) {
        Map<String, Item> all = new TreeMap<>();
        items.table().collectAsList().forEach(row -> {
            Item item = Item.of(row);
            all.put(item.place(), item);
        });
        return all;
    }

    void publish(String id, String version, String detail) {
        remember("PUBLISH", id, version, detail);
    }

    void retire(String id) {
        remember("RETIRE", id, "", "{}");
    }

    private void remember(String kind, String id, String version, String detail) {
        known.add(RowFactory.create((long) known.size() + 1, kind, "test", id, version, detail, Timestamp.from(now())));
    }

    static byte[] gzip(byte[]... members) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] member : members) {
            try (GZIPOutputStream one = new GZIPOutputStream(all)) {
                one.write(member);
            }
        }
        return all.toByteArray();
    }
}

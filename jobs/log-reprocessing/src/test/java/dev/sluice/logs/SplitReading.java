package dev.sluice.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.extract.Content;
import dev.sluice.extract.ContentHash;
import dev.sluice.extract.Counts;
import dev.sluice.extract.SplitCount;
import dev.sluice.logs.format.Formats;
import dev.sluice.logs.line.Column;
import dev.sluice.logs.line.LineFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;

/** Reads a file as one split, without Spark's engine, and checks what holds for each: the balance and the hash. */
record SplitReading(SplitCount count, List<Line> rows, List<Reject> rejects) {
    /** A row's place and id. */
    record Line(Optional<String> member, long offset, long number, long id) {}

    static SplitReading combined(Path file) throws IOException {
        return of(Formats.of("combined", Optional.empty(), ZoneId.of("UTC")), file);
    }

    static SplitReading of(LineFormat format, Path file) throws IOException {
        ReadPlan plan = new ReadPlan(format, Raw.NEVER, 1 << 20, true, null);
        Configuration hadoop = new Configuration(false);
        LogFile one = new LogFile(
                file.toUri().toString(),
                Files.size(file),
                Files.getLastModifiedTime(file).toMillis(),
                Files.size(file),
                "item",
                1);
        List<LogSplit> splits = Splits.cut(List.of(one), plan, Splits.SIZE, hadoop);
        assertThat(splits).hasSize(1);
        StructType wanted = plan.schema();
        RowMaker rows = new RowMaker(wanted, Raw.NEVER);
        List<Line> lines = new ArrayList<>();
        List<Reject> rejects = new ArrayList<>();
        try (SplitReader reader = new SplitReader(splits.get(0), plan, format.parser(wanted), rows, hadoop)) {
            while (reader.next(rejects::add)) {
                keep(rows, wanted, lines);
            }
            SplitReading reading = new SplitReading(reader.count(true, ""), lines, rejects);
            reading.check(file);
            return reading;
        }
    }

    private static void keep(RowMaker made, StructType wanted, List<Line> lines) {
        Column origin = made.columns().column(wanted.fieldIndex("_origin"));
        Column id = made.columns().column(wanted.fieldIndex("_id"));
        for (int row = 0; row < made.columns().row(); row++) {
            lines.add(new Line(
                    Optional.ofNullable(origin.getChild(3).getUTF8String(row)).map(Object::toString),
                    origin.getChild(1).getLong(row),
                    origin.getChild(2).getLong(row),
                    id.getLong(row)));
        }
    }

    private void check(Path file) throws IOException {
        Counts counts = count.counts();
        assertThat(counts.balanced()).as("%s", counts).isTrue();
        assertThat(counts.rows()).isEqualTo(rows.size());
        assertThat(counts.rejected()).isEqualTo(rejects.size());
        ContentHash planned = new ContentHash();
        try (Content content =
                Content.of(file.getFileName().toString(), Files.newInputStream(file), Files.size(file))) {
            byte[] all = content.readAllBytes();
            planned.update(all, 0, all.length);
        }
        assertThat(ContentHash.combine(counts.bytes(), count.chunks())).isEqualTo(planned.version());
    }

    /** Codes of the rejects, in their order. */
    List<String> codes() {
        return rejects.stream().map(Reject::code).toList();
    }

    long rowsOf(String member) {
        return rows.stream()
                .filter(row -> row.member().equals(Optional.of(member)))
                .count();
    }
}
